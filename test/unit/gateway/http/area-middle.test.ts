import { expect, it } from 'vitest';
import { areaMiddles } from '../../../../gateway/http/area-middle.ts';

const square = (code: string, west: number, south: number) => ({
  type: 'Feature' as const,
  properties: { code },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [west + 2, south],
        [west + 2, south + 1],
        [west, south],
      ],
    ],
  },
});
const layer = (...features: ReturnType<typeof square>[]) => ({
  type: 'FeatureCollection' as const,
  features,
});

it('an area stands for what is told by it at the middle of its bounds, all its parts together', () => {
  const polygons = {
    county: layer(square('C', 0, 0)),
    villages: layer(square('V1', 100, 25), square('V2', 110, 25), square('V2', 116, 28)),
  };
  const middleOf = areaMiddles({ pack: { polygons } as never });
  expect(middleOf('V1')).toEqual({ lng: 101, lat: 25.5 });
  expect(middleOf('V2')).toEqual({ lng: 114, lat: 27 });
  expect(middleOf('nowhere')).toBeNull();
});
