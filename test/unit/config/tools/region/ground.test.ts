import { describe, expect, it } from 'vitest';
import { range } from '../../../../../config/tools/region/arrays.ts';
import { fractalNoise } from '../../../../../config/tools/region/noise.ts';
import { countyOutline } from '../../../../../config/tools/region/outline.ts';
import { extentOf, PRESET_NAMES } from '../../../../../config/tools/region/plan.ts';
import { distance, type Pt } from '../../../../../config/tools/region/plane.ts';
import { randomStream } from '../../../../../config/tools/region/rng.ts';
import { countySpacing, makeBuckets, SPACING_KM } from '../../../../../config/tools/region/scatter.ts';
import { planTowns, townRoles } from '../../../../../config/tools/region/seats.ts';
import { planStreets } from '../../../../../config/tools/region/streets.ts';
import { makeTerrain } from '../../../../../config/tools/region/terrain.ts';

const SEEDS = [1, 7, 20261, 4_000_000_000];

describe('noise', () => {
  it('is smooth: near places have near heights', () => {
    const field = fractalNoise(3, 10, 3);
    for (const i of range(50))
      expect(Math.abs(field(i * 0.7, 2) - field(i * 0.7 + 0.01, 2))).toBeLessThan(0.02);
  });

  it('stays around -1 … 1 per octave and is not flat', () => {
    const values = range(400).map((i) => fractalNoise(9, 4, 1)(i * 0.37, i * 0.91));
    expect(Math.max(...values)).toBeGreaterThan(0.3);
    expect(Math.max(...values.map(Math.abs))).toBeLessThan(1.6);
  });
});

describe.each(PRESET_NAMES)('the outline of the preset %s', (preset) => {
  it.each(SEEDS)('holds the seat and leaves out the far corners, seed %i', (seed) => {
    const extent = extentOf(preset);
    const inside = countyOutline(seed, extent);
    expect(inside([0, 0])).toBe(true);
    expect(inside([extent.west - 3, extent.north + 3])).toBe(false);
    expect(inside([extent.east + 3, extent.south - 3])).toBe(false);
  });
});

describe('the relief', () => {
  it.each(SEEDS)('is lower in the main valley than beside it, which passes the seat, seed %i', (seed) => {
    const { height, valleyAt } = makeTerrain(seed);
    expect(Math.abs(valleyAt(0))).toBeLessThan(2);
    for (const y of [-10, 5, 20, 35, 50]) {
      const x = valleyAt(y);
      expect(height(x, y)).toBeLessThan(Math.max(height(x - 12, y), height(x + 12, y)));
    }
  });
});

describe('town seats', () => {
  it.each([3, 7, 9, 11, 20])(
    'are as many as asked for, in the county, with unique names and codes: %i',
    (towns) => {
      const inside = countyOutline(5, extentOf('county'));
      const plan = planTowns(5, towns, { preset: 'county', inside, terrain: makeTerrain(5) });
      expect(plan).toHaveLength(towns);
      expect(plan.every((t) => inside(t.seat))).toBe(true);
      expect(new Set(plan.map((t) => t.name)).size).toBe(towns);
      expect(new Set(plan.map((t) => t.code)).size).toBe(towns);
    },
  );

  it('make a core of three streets and one at its edge for eleven towns', () => {
    const roles = townRoles(11, 'county');
    expect(roles.filter((r) => r === 'core')).toHaveLength(3);
    expect(roles.filter((r) => r === 'fringe')).toHaveLength(1);
  });

  it('are mostly streets in an urban district and mostly towns on farm land', () => {
    expect(townRoles(7, 'urban').filter((r) => r !== 'rural')).toHaveLength(5);
    expect(townRoles(9, 'rural').filter((r) => r !== 'rural')).toHaveLength(2);
  });

  it('number streets from 001, towns from 101 and townships from 201', () => {
    const inside = countyOutline(5, extentOf('county'));
    const site = { preset: 'county', inside, terrain: makeTerrain(5) } as const;
    for (const { name, code } of planTowns(5, 11, site)) {
      const hundred = { 道: '0', 镇: '1', 乡: '2' }[name.slice(-1)];
      expect(code.slice(6, 7)).toBe(hundred);
    }
  });
});

describe('the mesh', () => {
  it('is finest in the core, finer at seats, wide on open land', () => {
    const spacing = countySpacing([[20, 20]]);
    expect(spacing([0, 0])).toBe(SPACING_KM.core);
    expect(spacing([20, 20])).toBe(SPACING_KM.town);
    expect(spacing([-20, 30])).toBe(SPACING_KM.open);
  });

  it('finds every stored point near a place', () => {
    const buckets = makeBuckets();
    const points = range(100).map((i): Pt => [(i % 10) * 0.9 - 4, Math.floor(i / 10) * 0.9 - 4]);
    points.forEach((p, i) => {
      buckets.add(i, p);
    });
    const found = new Set<number>();
    buckets.near([0, 0], 2, (i) => found.add(i));
    points.forEach((p, i) => {
      if (distance(p, [0, 0]) <= 2) expect(found.has(i)).toBe(true);
    });
  });
});

describe('streets', () => {
  const river: Pt[] = range(60).map((i) => [0.2, i / 2 - 15]);
  const plan = planStreets(5, randomStream(5, 'streets'), [river]);
  const bridges = plan.pieces.filter((p) => {
    const [a, b] = [plan.crossings[p.a]?.[0] ?? 0, plan.crossings[p.b]?.[0] ?? 0];
    return a < 0.2 !== b < 0.2;
  });

  it('are one connected network', () => {
    const reached = new Set([plan.pieces[0]?.a ?? -1]);
    for (let size = 0; size !== reached.size; ) {
      size = reached.size;
      for (const { a, b } of plan.pieces) {
        if (reached.has(a)) reached.add(b);
        if (reached.has(b)) reached.add(a);
      }
    }
    expect(reached).toEqual(new Set(plan.pieces.flatMap(({ a, b }) => [a, b])));
  });

  it('cross a river on a few bridges only', () => {
    expect(bridges.length).toBeGreaterThan(1);
    expect(bridges.length).toBeLessThan(9);
  });

  it('all have names', () => {
    expect(plan.pieces.every((p) => /[路街]$/.test(p.name))).toBe(true);
  });
});
