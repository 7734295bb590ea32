import { describe, expect, it } from 'vitest';
import type { Area } from '../../../../../config/tools/region/areas.ts';
import { makeCameras } from '../../../../../config/tools/region/cameras.ts';
import { layerText, lineFeature } from '../../../../../config/tools/region/geojson.ts';
import { contains } from '../../../../../config/tools/region/label.ts';
import { type LngLat, ORIGIN, type Pt, planeAt } from '../../../../../config/tools/region/plane.ts';
import { randomStream } from '../../../../../config/tools/region/rng.ts';
import { makeGround, sitePlace } from '../../../../../config/tools/region/siting.ts';

const plane = planeAt(ORIGIN);
const { toLngLat, toPlane } = plane;

/** A square village of 2 km whose south-west corner is at `x`, 0. */
function village(x: number, name: string): Area {
  const corners: Pt[] = [
    [x, 0],
    [x + 2, 0],
    [x + 2, 2],
    [x, 2],
    [x, 0],
  ];
  const label = toLngLat([x + 1, 1]);
  return {
    code: name,
    name,
    fullName: name,
    level: 'village',
    parent: 't',
    town: 't',
    label,
    center: label,
    areaKm2: 4,
    polygon: [corners.map(toLngLat)],
  };
}

const villages = [village(0, '东门社区'), village(2, '大兴村'), village(4, '小街村')];
const road: Pt[] = [0.2, 0.6, 1, 1.4, 1.8, 2.2, 2.6, 3, 3.4].map((x) => [x, 0.5]);
const ground = makeGround(plane, villages, [{ class: '县道', name: '', line: road }]);

describe('the ground', () => {
  it('knows which village holds a place', () => {
    expect(ground.villageAt(toLngLat([3, 1]))).toBe(1);
    expect(ground.villageAt(toLngLat([3, 9]))).toBeUndefined();
  });

  it('sorts road points into villages, expressways left out', () => {
    expect(ground.roadside.map((list) => list.length)).toEqual([5, 4, 0]);
    const fast = makeGround(plane, villages, [{ class: '高速', name: '', line: road }]);
    expect(fast.roadside.flat()).toHaveLength(0);
  });
});

describe('siting', () => {
  it('puts things beside the road, inside the village, apart from each other', () => {
    const used: Pt[] = [];
    const rng = randomStream(1, 'siting');
    const places = [0, 1, 2].map(() => sitePlace(rng, ground, 0, { offKm: 0.1, apartKm: 0.3, used }));
    for (const p of places) {
      expect(contains(villages[0]?.polygon ?? [], p)).toBe(true);
      expect(Math.abs(toPlane(p)[1] - 0.5)).toBeLessThan(0.11);
    }
    const [a, b] = places.map(toPlane) as [Pt, Pt, Pt];
    expect(Math.hypot(a[0] - b[0], a[1] - b[1])).toBeGreaterThan(0.25);
  });

  it('falls back to the label point where no road passes', () => {
    const place = sitePlace(randomStream(1, 'x'), ground, 2, { offKm: 0.1, apartKm: 0.3, used: [] });
    expect(place).toEqual(villages[2]?.label);
  });
});

describe('cameras', () => {
  it('are as many as asked for, with unique names and ids, in the villages they name', () => {
    const school = {
      name: '东门小学',
      category: '学校',
      village: '东门社区',
      town: 't',
      at: toLngLat([1, 0.5]),
    };
    const cameras = makeCameras(4, 12, ground, [school]);
    expect(cameras).toHaveLength(12);
    expect(new Set(cameras.map((c) => c.name)).size).toBe(12);
    expect(new Set(cameras.map((c) => c.id)).size).toBe(12);
    for (const c of cameras) expect(villages[ground.villageAt(c.at) ?? -1]?.code).toBe(c.village);
  });
});

describe('writing layers', () => {
  it('writes one feature a line under the name of the layer', () => {
    const line: LngLat[] = [
      [1, 2],
      [3, 4],
    ];
    const text = layerText('roads', [lineFeature(line, { kind: 'road' }), lineFeature(line, {})]);
    expect(JSON.parse(text)).toMatchObject({ type: 'FeatureCollection', name: 'roads' });
    expect(text.split('\n')).toHaveLength(5);
  });

  it('leaves out repeated points of a line', () => {
    const line: LngLat[] = [
      [1, 2],
      [1, 2],
      [3, 4],
    ];
    expect(lineFeature(line, {}).geometry).toEqual({
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    });
  });
});
