import { afterEach, expect, test, vi } from 'vitest';
import { chooseBasemaps, drawsInSoftware } from '../../../../../screen/map/base/choose.ts';

const current = { chrome: 140, webgl: 2 } as const;

test.each([
  ['auto', current, ['maplibre']],
  ['auto', { chrome: 93, webgl: 2 }, ['maplibre']],
  ['auto', { chrome: 92, webgl: 2 }, ['mapbox']],
  ['auto', { chrome: null, webgl: 2 }, ['maplibre']],
  ['auto', { chrome: 140, webgl: 1 }, ['mapbox']],
  ['auto', { chrome: 140, webgl: 0 }, []],
  ['mapbox', current, ['mapbox']],
  ['mapbox', { chrome: 140, webgl: 0 }, []],
  ['maplibre', { chrome: 90, webgl: 2 }, ['maplibre', 'mapbox']],
  ['maplibre', { chrome: 140, webgl: 1 }, ['mapbox']],
] as const)('%s on %o draws the first that can be had of %s', (wish, facts, engines) => {
  expect(chooseBasemaps(wish, facts)).toEqual(engines);
});

afterEach(() => vi.unstubAllGlobals());

test('what draws is asked for again while no context tells it, and once it is told no more', () => {
  let asked = 0;
  let context: unknown = null;
  const canvas = {
    getContext() {
      asked += 1;
      return context;
    },
  };
  vi.stubGlobal('document', { createElement: () => canvas });
  expect(drawsInSoftware()).toBe(false);
  context = {
    getExtension: () => ({ UNMASKED_RENDERER_WEBGL: 1, loseContext() {} }),
    getParameter: () => 'Google SwiftShader',
  };
  expect([drawsInSoftware(), drawsInSoftware()]).toEqual([true, true]);
  expect(asked).toBe(2);
});
