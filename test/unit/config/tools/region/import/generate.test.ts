import type { Feature, MultiPolygon, Polygon, Position } from 'geojson';
import { describe, expect, it } from 'vitest';
import { sphereArea } from '../../../../../../config/tools/region/plane.ts';
import { regionManifest } from '../../../../../../gateway/contract/region.ts';
import { type AreaProps, areasOf, demo, type PackFiles } from '../pack.fixture.ts';
import { countCrossings, outerEdges } from '../topology.ts';
import { area, box, COUNTY, collection, EAST, imported, WEST } from './sources.ts';

type AnyArea = Feature<Polygon | MultiPolygon, AreaProps & { generated?: boolean }>;
const layer = (pack: PackFiles, name: string) => areasOf(pack, name) as unknown as AnyArea[];
const polygons = ({ geometry }: AnyArea): Position[][][] =>
  geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
const km2 = (one: AnyArea): number =>
  polygons(one)
    .flat()
    .reduce((sum, ring) => sum + sphereArea(ring as unknown as [number, number][]), 0);

/** Children fill their parent to the last corner: edges cancel in pairs, the rest is the parent's outline. */
function expectFilled(parents: AnyArea[], children: AnyArea[]): void {
  for (const parent of parents) {
    const own = children.filter((c) => c.properties.parent === parent.properties.code);
    expect(outerEdges(own.flatMap(polygons))).toEqual(outerEdges(polygons(parent)));
  }
  expect(countCrossings(children.flatMap(polygons))).toBe(0);
}

const PARTS = { town: 6, village: 5, grid: 3 };
const hole = box(100.12, 30.04, 100.15, 30.06).reverse();
const doughnut = area({ code: '9902', name: '东镇' }, box(100.1, 30, 100.2, 30.1), hole);
const core = area({ code: '9903', name: '城关镇' }, [...hole].reverse());

describe('levels that were not given', { timeout: 60_000 }, () => {
  const pack = imported({}, { parts: PARTS });

  it('are generated inside the boundary, which they fill exactly', () => {
    const [county, towns, villages, grids] = ['county', 'towns', 'villages', 'grids'].map((l) =>
      layer(pack, l),
    );
    expect([towns?.length, villages?.length, grids?.length]).toEqual([6, 30, 90]);
    expectFilled(county ?? [], towns ?? []);
    expectFilled(towns ?? [], villages ?? []);
    expectFilled(villages ?? [], grids ?? []);
  });

  it('have parts of about equal size', () => {
    const sizes = layer(pack, 'towns').map(km2);
    expect(Math.max(...sizes) / Math.min(...sizes)).toBeLessThan(2);
  });

  it('are marked, named plainly, and told in region.json, on the map and in the README', () => {
    expect(layer(pack, 'towns')[0]?.properties).toMatchObject({
      generated: true,
      name: '第1片区',
      code: '99001',
    });
    expect(layer(pack, 'villages')[5]?.properties).toMatchObject({
      name: '第6片',
      code: '99002001',
      town: '99002',
    });
    expect(layer(pack, 'grids')[0]?.properties.name).toBe('第1片第1网格');
    expect(layer(pack, 'county')[0]?.properties.generated).toBeUndefined();
    const manifest = regionManifest.parse(JSON.parse(pack.files.get('region.json') ?? ''));
    expect(manifest.generated).toEqual(['street', 'village', 'grid']);
    expect(manifest.notice).toContain('镇街、村、网格系生成');
    expect(pack.files.get('README.md')).toContain('generated: borders, names and codes are made up');
  });

  it('are the same when generated again', () => {
    expect(imported({}, { parts: PARTS }).files).toEqual(pack.files);
  });

  it('begin below the finest level that was given, and give neighbours the same corners', () => {
    const own = imported({ streets: collection(WEST, EAST) }, { parts: { town: 3, village: 4, grid: 2 } });
    expect(['towns', 'villages', 'grids'].map((l) => layer(own, l).length)).toEqual([2, 8, 16]);
    expectFilled(layer(own, 'towns'), layer(own, 'villages'));
    expectFilled(layer(own, 'villages'), layer(own, 'grids'));
    const manifest = regionManifest.parse(JSON.parse(own.files.get('region.json') ?? ''));
    expect(manifest.generated).toEqual(['village', 'grid']);
  });

  it('are left out where none are wanted', () => {
    expect([...imported({}).files.keys()]).not.toContain('towns.geojson');
  });

  it('fill ground around an enclave', () => {
    const own = imported(
      { streets: collection(WEST, doughnut, core) },
      { parts: { town: null, village: 6, grid: 3 } },
    );
    expect(own.warnings).toEqual([]);
    expectFilled(layer(own, 'towns'), layer(own, 'villages'));
    expectFilled(layer(own, 'villages'), layer(own, 'grids'));
  });

  it('give exclaves to what is nearest, and large ones parts of their own', () => {
    const geometry = {
      type: 'MultiPolygon' as const,
      coordinates: [
        [box(100, 30, 100.2, 30.1)],
        [box(100.21, 30, 100.212, 30.002)],
        [box(100.3, 30, 100.4, 30.1)],
      ],
    };
    const own = imported({ boundary: { ...COUNTY, geometry } }, { parts: { town: 6, village: 0, grid: 0 } });
    const towns = layer(own, 'towns');
    expect(towns.filter((t) => t.geometry.type === 'MultiPolygon')).toHaveLength(1);
    expect(towns.filter((t) => (polygons(t)[0]?.[0]?.[0]?.[0] ?? 0) > 100.25)).toHaveLength(2);
    expectFilled(layer(own, 'county'), towns);
  });

  it('fit a real outline with thousands of corners', () => {
    const boundary = demo.files.get('county.geojson') ?? '';
    const own = imported({ boundary }, { parts: { town: null, village: null, grid: null } });
    expectFilled(layer(own, 'county'), layer(own, 'towns'));
    expectFilled(layer(own, 'villages'), layer(own, 'grids'));
    expect(own.warnings).toEqual([]);
  });
});
