import { expect, test } from 'vitest';
import { chooseBasemap, isHardware } from '../../../../../screen/map/base/choose.ts';

const current = { chrome: 140, webgl: 2 } as const;

test.each([
  ['auto', current, 'maplibre'],
  ['auto', { chrome: 93, webgl: 2 }, 'maplibre'],
  ['auto', { chrome: 92, webgl: 2 }, 'mapbox'],
  ['auto', { chrome: null, webgl: 2 }, 'maplibre'],
  ['auto', { chrome: 140, webgl: 1 }, 'mapbox'],
  ['auto', { chrome: 140, webgl: 0 }, 'plain'],
  ['mapbox', current, 'mapbox'],
  ['mapbox', { chrome: 140, webgl: 0 }, 'plain'],
  ['maplibre', { chrome: 90, webgl: 2 }, 'maplibre'],
  ['maplibre', { chrome: 140, webgl: 1 }, 'mapbox'],
] as const)('%s on %o draws %s', (wish, facts, engine) => {
  expect(chooseBasemap(wish, facts)).toBe(engine);
});

test.each([
  ['ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)', true],
  ['Mali-G610', true],
  ['ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)', false],
  ['llvmpipe (LLVM 15.0.7, 256 bits)', false],
  ['Microsoft Basic Render Driver', false],
  [null, false],
])('motion is drawn with a graphics card only: %s', (renderer, smooth) => {
  expect(isHardware(renderer)).toBe(smooth);
});
