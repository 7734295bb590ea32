import { describe, expect, it } from 'vitest';
import { contains } from '../../../../../config/tools/region/label.ts';
import { type LngLat, sphereArea } from '../../../../../config/tools/region/plane.ts';
import { type AreaFeature, areasOf, type PackFiles } from './pack.fixture.ts';
import { countCrossings, outerEdges } from './topology.ts';

const rings = (f: AreaFeature): LngLat[][] => f.geometry.coordinates as unknown as LngLat[][];
const area = (f: AreaFeature): number => rings(f).reduce((sum, ring) => sum + sphereArea(ring), 0);
const childrenOf = (children: AreaFeature[], f: AreaFeature): AreaFeature[] =>
  children.filter((c) => c.properties.parent === f.properties.code);

/** What must hold of the areas of every made county: they nest, fit without gap or overlap, and are labelled inside. */
export function describeNesting(
  title: string,
  pack: PackFiles,
  counts: readonly [number, number, number],
): void {
  const county = areasOf(pack, 'county');
  const towns = areasOf(pack, 'towns');
  const villages = areasOf(pack, 'villages');
  const grids = areasOf(pack, 'grids');
  const levels: [string, AreaFeature[], AreaFeature[]][] = [
    ['grids fill each village', grids, villages],
    ['villages fill each town', villages, towns],
    ['towns fill the county', towns, county],
  ];

  describe(`areas of ${title}`, () => {
    it('are as many as planned, nested by their codes', () => {
      expect([county.length, towns.length, villages.length, grids.length]).toEqual([1, ...counts]);
      for (const f of [...towns, ...villages, ...grids]) {
        expect(f.properties.code.startsWith(f.properties.parent ?? '-')).toBe(true);
        expect(f.id).toBe(f.properties.code);
      }
    });

    it('have unique codes and unique names', () => {
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

    it('have no borders that cross', () => {
      expect(countCrossings(grids.map((g) => g.geometry.coordinates))).toBe(0);
    });

    it('wind outer rings counter-clockwise, holes clockwise, and visit no corner of a ring twice', () => {
      for (const f of [...county, ...towns, ...villages, ...grids]) {
        rings(f).forEach((ring, i) => {
          expect(Math.sign(sphereArea(ring))).toBe(i === 0 ? 1 : -1);
          expect(ring[0]).toEqual(ring[ring.length - 1]);
          expect(new Set(ring.map(String)).size).toBe(ring.length - 1);
        });
      }
    });

    it('have labels and seats inside their polygons', () => {
      for (const f of [...county, ...towns, ...villages, ...grids]) {
        expect(contains(rings(f), f.properties.label)).toBe(true);
        expect(contains(rings(f), f.properties.center)).toBe(true);
      }
    });
  });
}
