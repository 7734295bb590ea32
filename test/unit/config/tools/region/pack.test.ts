import { describe, expect, it } from 'vitest';
import { contains } from '../../../../../config/tools/region/label.ts';
import { makePack } from '../../../../../config/tools/region/pack.ts';
import { DEMO } from '../../../../../config/tools/region/plan.ts';
import type { LngLat } from '../../../../../config/tools/region/plane.ts';
import { regionManifest, unit } from '../../../../../gateway/contract/region.ts';
import { areasOf, demo, pointsOf } from './pack.fixture.ts';

const manifest = regionManifest.parse(JSON.parse(demo.files.get('region.json') ?? ''));
const units = unit.array().parse(JSON.parse(demo.files.get('units.json') ?? ''));
const areaCodes = new Set(
  ['county', 'towns', 'villages', 'grids'].flatMap((l) => areasOf(demo, l).map((f) => f.properties.code)),
);
const EXAMPLE: LngLat = [103.82, 25.6];

describe('the demo pack', { timeout: 60_000 }, () => {
  it('is what the generator makes of the same options, byte for byte', () => {
    // Its English names are kept by hand beside what is made.
    const made = [...demo.files].filter(([name]) => name !== 'names.en.json');
    expect(makePack(DEMO).files).toEqual(new Map(made));
  });

  it('weighs less than 1.5 MB', () => {
    const bytes = [...demo.files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    expect(bytes).toBeLessThan(1_500_000);
  });

  it('has the example event inside the urban core', () => {
    const [w, s, e, n] = manifest.urban ?? [0, 0, 0, 0];
    expect(EXAMPLE[0] > w && EXAMPLE[0] < e && EXAMPLE[1] > s && EXAMPLE[1] < n).toBe(true);
    const home = areasOf(demo, 'towns').find((t) =>
      contains(t.geometry.coordinates as unknown as LngLat[][], EXAMPLE),
    );
    expect(home?.properties.name).toMatch(/街道$/);
  });

  it('says that it is no survey and has the extent of its county', () => {
    expect(manifest.notice).toBe('示意图 · 非测绘成果');
    expect(manifest.approval).toBeNull();
    expect(manifest.bbox).toEqual([...demo.bbox]);
  });
});

describe('units of the demo pack', () => {
  it('have unique ids and areas that exist', () => {
    expect(new Set(units.map((u) => u.id)).size).toBe(units.length);
    for (const u of units) expect(areaCodes.has(u.area), u.id).toBe(true);
  });

  it('cover every town, every village and the departments', () => {
    const count = (kind: string): number => units.filter((u) => u.kind === kind).length;
    expect([count('town'), count('village')]).toEqual([11, 135]);
    expect(count('department')).toBeGreaterThanOrEqual(20);
    expect(count('team')).toBeGreaterThan(3);
  });

  it('have telephones that no line has', () => {
    for (const u of units) expect(u.dutyPhone).toMatch(/^0000-\d{4}$/);
  });
});

describe('landmarks, cameras and resources of the demo pack', () => {
  const layers = [
    ['places', 140, 190],
    ['cameras', 115, 125],
    ['resources', 80, 140],
  ] as const;

  it.each(layers)('has the wanted number of %s', (layer, least, most) => {
    const { length } = pointsOf(demo, layer);
    expect(length).toBeGreaterThanOrEqual(least);
    expect(length).toBeLessThanOrEqual(most);
  });

  it.each(layers)('names every one of the %s once and puts it into its village', (layer) => {
    const villages = new Map(areasOf(demo, 'villages').map((v) => [v.properties.code, v]));
    const points = pointsOf<{ name: string; village: string; town: string }>(demo, layer);
    expect(new Set(points.map((p) => p.properties.name)).size).toBe(points.length);
    for (const p of points) {
      const village = villages.get(p.properties.village);
      expect(village?.properties.town).toBe(p.properties.town);
      const rings = (village?.geometry.coordinates ?? []) as unknown as LngLat[][];
      expect(contains(rings, p.geometry.coordinates as unknown as LngLat), p.properties.name).toBe(true);
    }
  });

  it('gives households to estates only, twenty at least', () => {
    for (const p of pointsOf<{ category: string; households?: number }>(demo, 'places')) {
      const { category, households } = p.properties;
      if (category === '小区') expect(households).toBeGreaterThanOrEqual(20);
      else expect(households).toBeUndefined();
    }
  });

  it('ties every resource to a unit', () => {
    const ids = new Set(units.map((u) => u.id));
    for (const r of pointsOf<{ unit: string }>(demo, 'resources'))
      expect(ids.has(r.properties.unit)).toBe(true);
  });
});
