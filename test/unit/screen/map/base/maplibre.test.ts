import type { MapOptions } from 'maplibre-gl';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openMaplibre } from '../../../../../screen/map/base/maplibre.ts';

const asked = vi.hoisted((): Partial<MapOptions>[] => []);

vi.mock('maplibre-gl', () => {
  class FakeMap {
    readonly touchZoomRotate = { disableRotation: () => undefined };
    constructor(options: Partial<MapOptions>) {
      asked.push(options);
    }
    on(): void {}
    once(): void {}
    getCanvas(): null {
      return null;
    }
    getContainer() {
      return { clientWidth: 0, clientHeight: 0 };
    }
  }
  return { default: { Map: FakeMap, setWorkerUrl: () => undefined } };
});
vi.mock('@antv/l7-maps/maplibre', () => ({ MapLibre: class {} }));
vi.mock('maplibre-gl/dist/maplibre-gl-csp-worker.js?url', () => ({ default: '' }));
vi.mock('../../../../../screen/map/base/maplibre-worker.ts?worker&url', () => ({ default: '' }));
vi.mock('../../../../../screen/map/base/archive.ts', () => ({ openArchives: () => undefined }));

interface Clamping {
  readonly prototype: { _getClampedPixelRatio(width: number, height: number): number };
}

/** Pixels of the canvas that the engine makes for an element, by its own rule. */
async function canvasOf(host: { width: number; height: number }, ratio: number, limit: unknown) {
  const { default: engine } = await vi.importActual<{ default: { Map: unknown } }>('maplibre-gl');
  const { prototype } = engine.Map as Clamping;
  const map = { _maxCanvasSize: limit, getPixelRatio: () => ratio };
  const clamped = prototype._getClampedPixelRatio.call(map, host.width, host.height);
  return [Math.floor(host.width * clamped), Math.floor(host.height * clamped)];
}

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
});
afterEach(() => vi.useRealTimers());

test('the ground of the largest wall is drawn in its own pixels, not small and stretched (decisions D17)', async () => {
  openMaplibre({
    container: {} as HTMLElement,
    style: { version: 8, sources: {}, layers: [] },
    centre: { lng: 103.8, lat: 25.6 },
    zoom: 10,
    minZoom: 9,
    maxZoom: 17,
    tiles: [],
    headers: {},
    onTiles: () => undefined,
    antialias: false,
    onError: () => undefined,
  });
  const limit = asked[0]?.maxCanvasSize;
  expect(limit).toEqual([8192, 8192]);
  const wall = { width: 7680, height: 2160 };
  expect(await canvasOf(wall, 1, limit)).toEqual([7680, 2160]);
  expect(await canvasOf({ width: 3840, height: 1080 }, 2, limit)).toEqual([7680, 2160]);
  // What the engine would make of it by itself.
  expect((await canvasOf(wall, 1, [4096, 4096]))[0]).toBeLessThan(7680);
});
