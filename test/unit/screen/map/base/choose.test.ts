import { expect, test } from 'vitest';
import { chooseBasemaps } from '../../../../../screen/map/base/choose.ts';

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
