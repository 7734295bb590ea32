import { describe, expect, it } from 'vitest';
import { contains } from '../../../../../config/tools/region/label.ts';
import { type LngLat, sphereArea } from '../../../../../config/tools/region/plane.ts';
import { type AreaFeature, areasOf, demo } from './pack.fixture.ts';
import { countCrossings, outerEdges } from './topology.ts';

const county = areasOf(demo, 'county');
const towns = areasOf(demo, 'towns');
const villages = areasOf(demo, 'villages');
const grids = areasOf(demo, 'grids');
const levels: [string, AreaFeature[], AreaFeature[]][] = [
  ['grids fill each village', grids, villages],
  ['villages fill each town', villages, towns],
  ['towns fill the county', towns, county],
];

const rings = (f: AreaFeature): LngLat[][] => f.geometry.coordinates as unknown as LngLat[][];
const area = (f: AreaFeature): number => rings(f).reduce((sum, ring) => sum + sphereArea(ring), 0);
const childrenOf = (children: AreaFeature[], f: AreaFeature): AreaFeature[] =>
  children.filter((c) => c.properties.parent === f.properties.code);

describe('areas of the demo county', () => {
  it('has 11 towns, 135 villages and 540 grids, nested by their codes', () => {
    expect([county.length, towns.length, villages.length, grids.length]).toEqual([1, 11, 135, 540]);
    for (const f of [...towns, ...villages, ...grids]) {
      expect(f.properties.code.startsWith(f.properties.parent ?? '-')).toBe(true);
      expect(f.id).toBe(f.properties.code);
    }
  });

  it('has unique codes and unique names', () => {
    const all = [...county, ...towns, ...villages, ...grids];
    expect(new Set(all.map((f) => f.properties.code)).size).toBe(all.length);
    expect(new Set(all.map((f) => f.properties.name)).size).toBe(all.length);
  });

  it.each(levels)('%s: the parts have the same area', (_, children, parents) => {
    for (const parent of parents) {
      const sum = childrenOf(children, parent).reduce((s, c) => s + area(c), 0);
      expect(Math.abs(sum - area(parent)) / area(parent)).toBeLessThan(1e-6);
      expect(area(parent)).toBeCloseTo(parent.properties.areaKm2, 2);
    }
  });

  it.each(levels)(
    '%s: inner edges are shared by exactly two parts, the others make the outline',
    (_, children, parents) => {
      for (const parent of parents) {
        const left = outerEdges(childrenOf(children, parent).map((c) => c.geometry.coordinates));
        expect(left).toEqual(outerEdges([parent.geometry.coordinates]));
      }
    },
  );

  it('has no borders that cross', () => {
    expect(countCrossings(grids.map((g) => g.geometry.coordinates))).toBe(0);
  });

  it('winds outer rings counter-clockwise, holes clockwise, and visits no corner of a ring twice', () => {
    for (const f of [...county, ...towns, ...villages, ...grids]) {
      rings(f).forEach((ring, i) => {
        expect(Math.sign(sphereArea(ring))).toBe(i === 0 ? 1 : -1);
        expect(ring[0]).toEqual(ring[ring.length - 1]);
        expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
      });
    }
  });

  it('puts labels and seats inside their polygons', () => {
    for (const f of [...county, ...towns, ...villages, ...grids]) {
      expect(contains(rings(f), f.properties.label)).toBe(true);
      expect(contains(rings(f), f.properties.center)).toBe(true);
    }
  });

  it('has small dense communities in the core and large villages outside', () => {
    const mean = (list: AreaFeature[]): number =>
      list.reduce((s, f) => s + f.properties.areaKm2, 0) / list.length;
    const core = villages.filter((v) =>
      ['990101001', '990101002', '990101003'].includes(v.properties.town ?? ''),
    );
    const rural = villages.filter((v) => v.properties.name.endsWith('村'));
    expect(mean(core)).toBeLessThan(4);
    expect(mean(rural)).toBeGreaterThan(5 * mean(core));
    expect(core.every((v) => v.properties.name.endsWith('社区'))).toBe(true);
  });

  it('measures about 60 by 70 kilometres', () => {
    const [w, s, e, n] = demo.bbox;
    expect((e - w) * 100.2).toBeGreaterThan(55);
    expect((e - w) * 100.2).toBeLessThan(65);
    expect((n - s) * 110.8).toBeGreaterThan(64);
    expect((n - s) * 110.8).toBeLessThan(76);
  });
});
