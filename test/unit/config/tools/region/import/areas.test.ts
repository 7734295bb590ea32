import { describe, expect, it } from 'vitest';
import { regionManifest } from '../../../../../../gateway/contract/region.ts';
import { areasOf, pointsOf } from '../pack.fixture.ts';
import { area, box, COUNTY, collection, EAST, imported, refused, WEST } from './sources.ts';

const TWO = collection(WEST, EAST);

describe('importing a user’s own areas', () => {
  it('takes a FeatureCollection, a Feature or a bare geometry as the boundary', () => {
    for (const boundary of [collection(COUNTY), COUNTY, COUNTY.geometry]) {
      const [county] = areasOf(imported({ boundary }), 'county');
      expect(county?.properties).toMatchObject({ name: '测试县', level: 'county', parent: null });
    }
    expect(areasOf(imported({ boundary: COUNTY.geometry }), 'county')[0]?.properties.code).toBe('test');
  });

  it('reads codes and names by their usual other properties, numbers too, or by the ones it is told', () => {
    const divisions = collection(
      area({ adcode: 9901, NAME: '西街道' }, box(100, 30, 100.1, 30.1)),
      area({ adcode: 9902, NAME: '东镇' }, box(100.1, 30, 100.2, 30.1)),
    );
    const own = collection(
      area({ nr: 'a', label: '西街道' }, box(100, 30, 100.1, 30.1)),
      area({ nr: 'b', label: '东镇' }, box(100.1, 30, 100.2, 30.1)),
    );
    const codes = (pack: ReturnType<typeof imported>) => areasOf(pack, 'towns').map((t) => t.properties.code);
    expect(codes(imported({ streets: divisions }))).toEqual(['9901', '9902']);
    const fields = { code: ['nr'], name: ['label'], parent: ['parent'] };
    expect(codes(imported({ boundary: COUNTY.geometry, streets: own }, { fields }))).toEqual(['a', 'b']);
  });

  it('drops heights and mends winding', () => {
    const ring = box(100, 30, 100.2, 30.1)
      .map(([x = 0, y = 0]) => [x, y, 1800])
      .reverse();
    const [county] = areasOf(imported({ boundary: area({ code: '99', name: '测试县' }, ring) }), 'county');
    expect(county?.geometry.coordinates[0]?.[0]).toEqual([100, 30]);
    expect(county?.geometry.coordinates[0]?.[1]).toEqual([100.2, 30]);
    expect(county?.properties.areaKm2).toBeGreaterThan(0);
  });

  it('keeps exclaves as a MultiPolygon and labels the largest part', () => {
    const exclave = {
      ...COUNTY,
      geometry: {
        type: 'MultiPolygon' as const,
        coordinates: [[box(101, 30, 101.01, 30.01)], [box(100, 30, 100.2, 30.1)]],
      },
    };
    const [county] = areasOf(imported({ boundary: exclave }), 'county');
    expect(county?.geometry.type).toBe('MultiPolygon');
    expect(county?.properties.label[0]).toBeLessThan(100.2);
  });

  it('finds parents by geometry where none are given', () => {
    const villages = collection(
      area({ code: 'v1', name: '甲村' }, box(100, 30, 100.1, 30.1)),
      area({ code: 'v2', name: '乙村' }, box(100.1, 30, 100.2, 30.1)),
    );
    const pack = imported({ streets: TWO, villages });
    expect(areasOf(pack, 'villages').map((v) => [v.properties.parent, v.properties.town])).toEqual([
      ['9901', '9901'],
      ['9902', '9902'],
    ]);
  });

  it('writes a complete region.json, seats of the streets, and nothing about people', () => {
    const streets = collection({ ...WEST, properties: { ...WEST.properties, 负责人: '张三' } }, EAST);
    const pack = imported({ streets }, { utcOffsetMinutes: 420 });
    const manifest = regionManifest.parse(JSON.parse(pack.files.get('region.json') ?? ''));
    expect(manifest).toMatchObject({ kind: 'imported', bbox: [100, 30, 100.2, 30.1], utcOffsetMinutes: 420 });
    expect(manifest.notice).toBe('示意图 · 非测绘成果');
    expect(pointsOf(pack, 'town_points')).toHaveLength(2);
    expect([...pack.files.values()].join()).not.toContain('张三');
    expect(pack.warnings).toEqual([]);
  });

  it('warns when the clock cannot fit the longitude', () => {
    const boundary = area({ code: '1', name: 'Boston' }, box(-71.1, 42.3, -71, 42.4));
    expect(imported({ boundary }).warnings.join()).toContain('--utc-offset');
    expect(imported({ boundary }, { utcOffsetMinutes: -300 }).warnings).toEqual([]);
  });
});

const bowtie = [
  [100, 30],
  [100.1, 30.1],
  [100.1, 30],
  [100, 30.1],
  [100, 30],
];
const open = box(100, 30, 100.1, 30.1).slice(0, -1);

describe('an import that cannot be', () => {
  it.each([
    [
      'a code that is there twice',
      collection(WEST, { ...EAST, properties: { code: '9901', name: '东镇' } }),
      'features[1] (东镇): its code 9901 is that of features[0] too',
    ],
    [
      'a missing name',
      collection({ ...WEST, properties: { code: '1', label: 'x' } }, EAST),
      'features[0]: has no name (name|NAME|Name|名称|xzqmc|XZQMC); its properties: code, label',
    ],
    [
      'a missing code',
      collection({ ...WEST, properties: { name: '西' } }, EAST),
      'features[0] (西): has no code',
    ],
    [
      'a ring that crosses itself',
      collection(area({ code: '1', name: '西' }, bowtie)),
      'features[0] (西): a ring crosses itself at 100',
    ],
    [
      'a ring that is not closed',
      collection(area({ code: '1', name: '西' }, open)),
      'a ring is not closed: it begins at 100,30 and ends at 100,30.1',
    ],
    [
      'metres',
      collection(area({ code: '1', name: '西' }, box(500_000, 3_300_000, 500_100, 3_300_100))),
      'are metres of a projection',
    ],
    [
      'exchanged axes',
      collection(area({ code: '1', name: '西' }, box(30, 100, 30.1, 100.1))),
      'has latitude and longitude exchanged',
    ],
    [
      'a part elsewhere',
      collection(area({ code: '1', name: '西' }, box(110, 30, 110.1, 30.1))),
      'lies outside of its county 测试县',
    ],
    [
      'a line',
      collection({
        type: 'Feature',
        properties: { code: '1', name: '西' },
        geometry: {
          type: 'LineString',
          coordinates: [
            [100, 30],
            [100.1, 30],
          ],
        },
      }),
      'it is a LineString; an area needs a Polygon',
    ],
    [
      'no geometry',
      {
        type: 'FeatureCollection',
        features: [{ type: 'Feature', properties: { code: '1', name: '西' }, geometry: null }],
      } as never,
      'it has no geometry',
    ],
    ['nothing inside', collection(), 'streets.geojson: holds no feature'],
    ['no JSON', '{"type":', 'streets.geojson: is not JSON'],
    ['another JSON', '{"rows":[]}', 'is no GeoJSON FeatureCollection'],
    [
      'a projected system',
      JSON.stringify({
        ...collection(WEST, EAST),
        crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::3857' } },
      }),
      'declares the coordinate system urn:ogc:def:crs:EPSG::3857',
    ],
  ])('is told why: %s', (_, streets, words) => {
    const problems = refused({ streets });
    expect(problems.join('\n')).toContain(words);
    expect(problems.join('\n')).toContain('streets.geojson');
  });

  it('tells everything at once, over all files', () => {
    const streets = collection(
      { ...WEST, properties: { code: '1' } },
      area({ code: '2', name: '东' }, bowtie),
    );
    const villages = collection({ ...WEST, properties: { name: '村' } });
    const problems = refused({ streets, villages, units: '编号\n1\n' });
    expect(problems.filter((p) => p.startsWith('streets.geojson'))).toHaveLength(2);
    expect(problems.filter((p) => p.startsWith('villages.geojson')).length).toBeGreaterThan(0);
    expect(problems.some((p) => p.startsWith('units.csv'))).toBe(true);
  });

  it('names the parent that is unknown or another one', () => {
    const village = (parent: string) =>
      collection(area({ code: 'v', name: '村', parent }, box(100, 30, 100.1, 30.1)));
    expect(refused({ streets: TWO, villages: village('77') }).join()).toContain(
      'its parent 77 is no street; it lies in 9901 西街道',
    );
    expect(refused({ streets: TWO, villages: village('9902') }).join()).toContain(
      'lies outside of its parent 9902 东镇',
    );
  });

  it('has more than one area as its boundary, or a code of another level', () => {
    expect(refused({ boundary: TWO }).join()).toContain('holds 2 areas');
    const twin = collection({ ...WEST, properties: { code: '99', name: '西' } }, EAST);
    expect(refused({ streets: twin }).join()).toContain('its code 99 is that of');
  });

  it('lies where the declared system is not used', () => {
    const boundary = area({ code: '1', name: 'Boston' }, box(-71.1, 42.3, -71, 42.4));
    expect(refused({ boundary }, { crs: 'GCJ02' }).join()).toContain('lies outside of where GCJ02 is used');
  });

  it('is cut short when there is a flood of problems', () => {
    const streets = collection(...Array.from({ length: 90 }, () => area({ code: '1', name: '西' }, open)));
    expect(refused({ streets }).at(-1)).toMatch(/^… and \d+ more/);
  });
});
