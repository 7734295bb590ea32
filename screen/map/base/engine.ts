import type { IMapWrapper } from '@antv/l7';
import { type PixelPoint, type PixelSize, transformAt } from '../geo/mercator.ts';
import type { BaseMap, BaseMapOptions, BasemapEngine } from './port.ts';
import { tileNameOf } from './tiles.ts';

interface EngineEvent {
  readonly point: PixelPoint;
  readonly error?: { readonly message?: string };
  readonly sourceId?: string;
  /** The tile that has come, with events of sources. */
  readonly tile?: { readonly state?: string };
}

/** What the two engines have in common, as far as the wall uses it. */
export interface EngineMap {
  on(type: string, listener: (event: EngineEvent) => void): unknown;
  off(type: string, listener: (event: EngineEvent) => void): unknown;
  once(type: string, listener: (event: EngineEvent) => void): unknown;
  getCanvas(): HTMLCanvasElement;
  getContainer(): HTMLElement;
  getCenter(): { readonly lng: number; readonly lat: number };
  getZoom(): number;
  jumpTo(view: { center: [number, number]; zoom: number }): unknown;
  easeTo(view: {
    center: [number, number];
    zoom: number;
    duration: number;
    easing: (share: number) => number;
  }): unknown;
  resize(): unknown;
  triggerRepaint(): unknown;
  remove(): void;
}

/** Options that both engines take alike: nothing of theirs on the page, nothing that turns or fades. */
export const COMMON_OPTIONS = {
  attributionControl: false,
  fadeDuration: 0,
  dragRotate: false,
  pitchWithRotate: false,
  touchPitch: false,
  doubleClickZoom: false,
  boxZoom: false,
  keyboard: false,
  renderWorldCopies: false,
  trackResize: false,
} as const;

/** Requests of an engine: those to the page's own origin carry its key. */
export function withHeaders({ headers }: Pick<BaseMapOptions, 'headers'>) {
  return (url: string) =>
    new URL(url, location.href).origin === location.origin ? { url, headers: { ...headers } } : { url };
}

/** Fast away, slow to arrive. */
function easeOut(share: number): number {
  return 1 - (1 - share) ** 3;
}

const READY_WITHIN_MS = 30_000;

function once(map: EngineMap, type: string): Promise<void> {
  return new Promise((resolve) => map.once(type, () => resolve()));
}

function readyOf(map: EngineMap, engine: BasemapEngine): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`${engine} drew nothing within ${READY_WITHIN_MS / 1000} s`)),
      READY_WITHIN_MS,
    );
    // What has lost its context while it is opened never loads: nobody is to wait for it.
    map.once('webglcontextlost', () => reject(new Error(`${engine} lost its context before it was open`)));
    map.once('load', () => clearTimeout(timer));
    map.once('remove', () => clearTimeout(timer));
  });
  return Promise.race([once(map, 'load'), late]);
}

function listen(map: EngineMap, type: string, listener: (event: EngineEvent) => void): () => void {
  map.on(type, listener);
  return () => map.off(type, listener);
}

function onMove(map: EngineMap, listener: (settled: boolean) => void): () => void {
  const stops = [
    listen(map, 'move', () => listener(false)),
    listen(map, 'moveend', () => listener(true)),
    listen(map, 'resize', () => listener(true)),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function onTap(map: EngineMap, listener: (at: PixelPoint, presses: 1 | 2) => void): () => void {
  const single = listen(map, 'click', (event) => listener(event.point, 1));
  const twice = listen(map, 'dblclick', (event) => listener(event.point, 2));
  return () => {
    single();
    twice();
  };
}

function sizeOf(map: EngineMap): PixelSize {
  const { clientWidth: width, clientHeight: height } = map.getContainer();
  return { width, height };
}

export interface WrapOptions {
  readonly engine: BasemapEngine;
  readonly map: EngineMap;
  readonly l7: IMapWrapper;
  readonly onTiles: (name: string, here: boolean) => void;
  readonly onError: (message: string) => void;
}

/** The port of a base map over an engine's own map object. */
export function wrapEngine({ engine, map, l7, onTiles, onError }: WrapOptions): BaseMap {
  let size = sizeOf(map);
  map.on('error', ({ sourceId, error }) => {
    const tiles = tileNameOf(sourceId);
    if (tiles === null) onError(error?.message ?? `${engine} reports a fault without words`);
    else onTiles(tiles, false);
    // A refused tile asks for no frame: where it was the last one to be waited for, "load" and "idle" would never come.
    map.triggerRepaint();
  });
  map.on('data', ({ sourceId, tile }) => {
    const tiles = tileNameOf(sourceId);
    if (tiles !== null && tile?.state === 'loaded') onTiles(tiles, true);
  });
  return {
    engine,
    canvas: map.getCanvas(),
    l7,
    ready: readyOf(map, engine),
    drawn: once(map, 'idle'),
    size: () => size,
    transform: () => transformAt(map.getCenter(), map.getZoom(), size),
    onMove: (listener) => onMove(map, listener),
    onTap: (listener) => onTap(map, listener),
    moveTo({ lng, lat }, zoom, duration) {
      if (duration > 0) map.easeTo({ center: [lng, lat], zoom, duration, easing: easeOut });
      else map.jumpTo({ center: [lng, lat], zoom });
    },
    resize() {
      size = sizeOf(map);
      map.resize();
    },
    destroy: () => map.remove(),
  };
}
