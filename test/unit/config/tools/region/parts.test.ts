import { describe, expect, it } from 'vitest';
import { apportion } from '../../../../../config/tools/region/arrays.ts';
import { tangles } from '../../../../../config/tools/region/crossings.ts';
import { divide, grow, type Links, NOBODY } from '../../../../../config/tools/region/growth.ts';
import { minQueue } from '../../../../../config/tools/region/heap.ts';
import { contains, labelPoint } from '../../../../../config/tools/region/label.ts';
import { nameVillages } from '../../../../../config/tools/region/naming.ts';
import {
  type LngLat,
  ORIGIN,
  type Pt,
  planeAt,
  sphereArea,
} from '../../../../../config/tools/region/plane.ts';
import { randomStream } from '../../../../../config/tools/region/rng.ts';
import { smooth } from '../../../../../config/tools/region/smoothing.ts';

/** Cells 0 … n-1 in a row, one km apart. */
function row(n: number): Links {
  return Array.from({ length: n }, (_, i) =>
    [i - 1, i + 1].filter((to) => to >= 0 && to < n).map((to) => ({ to, cost: 1 })),
  );
}
const all = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

describe('sharing and queues', () => {
  it('shares whole units by largest remainder, everybody gets the least', () => {
    expect(apportion(10, [1, 1, 8], 1)).toEqual([2, 2, 6]);
    expect(() => apportion(2, [1, 1, 1], 1)).toThrow(RangeError);
  });

  it('gives back the smallest key first', () => {
    const queue = minQueue();
    for (const key of [5, 1, 4, 1.5, 3]) queue.push(key, key * 10);
    expect([1, 2, 3, 4, 5, 6].map(() => queue.pop()?.value)).toEqual([10, 15, 30, 40, 50, undefined]);
  });

  it('draws the same numbers from the same seed and topic only', () => {
    expect(randomStream(1, 'a')()).toBe(randomStream(1, 'a')());
    expect(randomStream(1, 'a')()).not.toBe(randomStream(1, 'b')());
  });
});

describe('growing districts', () => {
  it('gives each cell to the cheapest seed, handicaps included, and others to nobody', () => {
    const seeds = [
      { cell: 0, handicap: 0 },
      { cell: 6, handicap: 3 },
    ];
    expect([...grow(row(8), new Set(all(7)), seeds)]).toEqual([0, 0, 0, 0, 0, 1, 1, NOBODY]);
  });

  it('divides a row into connected parts of about equal size', () => {
    const sites = all(30).map((i): Pt => [i, 0]);
    const owner = [...divide(randomStream(3, 'divide'), { links: row(30), sites }, all(30), 3)];
    const runs = owner.filter((who, i) => who !== owner[i - 1]).length;
    const sizes = [0, 1, 2].map((d) => owner.filter((who) => who === d).length);
    expect(runs).toBe(3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7);
  });

  it('refuses more districts than cells', () => {
    const ground = { links: row(2), sites: [[0, 0] as Pt, [1, 0] as Pt] };
    expect(() => divide(randomStream(3, 'divide'), ground, all(2), 3)).toThrow(
      '2 cells cannot make 3 districts',
    );
  });
});

describe('drawing', () => {
  it('keeps the ends of a line and pulls bends in', () => {
    const line: Pt[] = [
      [0, 0],
      [1, 1],
      [2, 0],
    ];
    const drawn = smooth(
      line,
      [
        { a: 0, b: 1, rank: 0 },
        { a: 1, b: 2, rank: 0 },
      ],
      [1],
    );
    expect(drawn).toEqual([
      [0, 0],
      [1, 0.5],
      [2, 0],
    ]);
  });

  it('does not bend a greater line where a lesser one ends on it', () => {
    const points: Pt[] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [1, 3],
    ];
    const greater = [
      { a: 0, b: 1, rank: 0 },
      { a: 1, b: 2, rank: 0 },
    ];
    expect(smooth(points, [...greater, { a: 1, b: 3, rank: 1 }], [2, 2])).toEqual(points);
  });

  it.each([
    [
      'cross',
      [
        [0, 0],
        [1, 1],
        [0, 1],
        [1, 0],
      ],
      4,
    ],
    [
      'only pass',
      [
        [0, 0],
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      0,
    ],
    [
      'touch',
      [
        [0, 0],
        [1, 0],
        [0.5, 0],
        [0.5, 1],
      ],
      4,
    ],
  ] as [string, LngLat[], number][])('finds the ends of stretches that %s', (_, places, count) => {
    const scaled = places.map(([x, y]): LngLat => [x / 100, y / 100]);
    expect(
      tangles(scaled, [
        { a: 0, b: 1, rank: 0 },
        { a: 2, b: 3, rank: 0 },
      ]).size,
    ).toBe(count);
  });

  it('finds a stretch that folds back over its neighbour', () => {
    const places: LngLat[] = [
      [0, 0],
      [0.01, 0],
      [0.005, 0],
    ];
    expect(
      tangles(places, [
        { a: 0, b: 1, rank: 0 },
        { a: 1, b: 2, rank: 0 },
      ]).size,
    ).toBe(3);
  });

  it('labels a bent shape inside it', () => {
    const hook: Pt[] = [
      [0, 0],
      [6, 0],
      [6, 6],
      [5, 6],
      [5, 1],
      [0, 1],
      [0, 0],
    ];
    expect(contains([hook], labelPoint([hook]))).toBe(true);
  });
});

describe('places on the globe', () => {
  it('has the county seat in the middle of the plane and returns to it', () => {
    const { toLngLat, toPlane } = planeAt(ORIGIN);
    expect(toLngLat([0, 0])).toEqual(ORIGIN);
    const [x, y] = toPlane(toLngLat([12, -7]));
    expect(x).toBeCloseTo(12, 2);
    expect(y).toBeCloseTo(-7, 2);
  });

  it.each([25.6, 40.5, -33, 60])('keeps lengths at latitude %d to one per cent', (lat) => {
    const { toLngLat } = planeAt([20, lat]);
    const square = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ].map(([x = 0, y = 0]) => toLngLat([x, y]));
    expect(Math.abs(sphereArea(square) - 100)).toBeLessThan(1.5);
  });

  it('measures a degree square at the equator as about 12,364 km²', () => {
    expect(
      sphereArea([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ]),
    ).toBeCloseTo(12363.7, 0);
  });
});

describe('village names', () => {
  const town = { role: 'rural', name: '松坪镇', code: '1', seat: [0, 0], weight: 1 } as const;

  it('gives a town its own names first, then others, never one twice', () => {
    const names = nameVillages(
      randomStream(1, 'names'),
      [town],
      all(900).map(() => 0),
    );
    expect(names.slice(0, 2)).toEqual(['松坪村', '大兴村']);
    expect(new Set(names).size).toBe(900);
  });

  it('says so when the invented names run out', () => {
    expect(() =>
      nameVillages(
        randomStream(1, 'names'),
        [town],
        all(20_000).map(() => 0),
      ),
    ).toThrow('fewer villages');
  });
});
