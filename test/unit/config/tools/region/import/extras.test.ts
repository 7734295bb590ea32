import gcoord from 'gcoord';
import type { FeatureCollection, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { describe, expect, it } from 'vitest';
import { regionManifest, unit } from '../../../../../../gateway/contract/region.ts';
import { areasOf, demo, linesOf, pointsOf } from '../pack.fixture.ts';
import { collection, EAST, imported, point, refused, WEST } from './sources.ts';

const STREETS = collection(WEST, EAST);
const HEAD = '\uFEFF编号,名称,级别,类别,区划,入驻方式,值班电话,联络岗位\n';

describe('units from CSV', () => {
  it('are read with Chinese headers and words, a byte-order mark and quotes', () => {
    const units = `${HEAD}zjj,"住建局, 一科",区县,部门,,轮驻,0000-0001,值班员\ntx,西街道办,镇街,镇街,西街道,,,\n`;
    const read = unit
      .array()
      .parse(JSON.parse(imported({ streets: STREETS, units }).files.get('units.json') ?? ''));
    expect(read).toEqual([
      {
        id: 'zjj',
        name: '住建局, 一科',
        shortName: '住建局, 一科',
        level: 'COUNTY',
        kind: 'department',
        area: '99',
        mode: 'ROTATING',
        dutyPhone: '0000-0001',
        liaisonPost: '值班员',
      },
      {
        id: 'tx',
        name: '西街道办',
        shortName: '西街道办',
        level: 'TOWNSHIP',
        kind: 'town',
        area: '9901',
        mode: null,
        dutyPhone: null,
        liaisonPost: null,
      },
    ]);
  });

  it('are read with English headers and the contract’s own words', () => {
    const units = 'id,name,level,kind,area,mode\na,住建局,COUNTY,department,99,RESIDENT\n';
    expect(imported({ units }).counts.get('units')).toBe(1);
  });

  it.each([
    ['联系人', '张三', 'column "联系人" is about a person'],
    ['mobile', '1', 'column "mobile" is about a person'],
    ['颜色', '红', 'column "颜色" is unknown; known are 编号'],
  ])('are refused with a column %s', (header, cell, words) => {
    expect(
      refused({ units: `编号,名称,级别,类别,${header}\na,住建局,区县,部门,${cell}\n` }).join(),
    ).toContain(words);
  });

  it('are refused row by row, with row and column', () => {
    const units = `${HEAD}a,住建局,省,部门,,,,\na,,区县,部门,火星,常在,13800138000,\n`;
    expect(refused({ units })).toEqual([
      'units.csv: row 2, column 级别: "省" is not known; use one of 区县 | 镇街 | 村社区 | 村(社区)',
      'units.csv: row 3, column 名称: is empty',
      'units.csv: row 3, column 值班电话: is a mobile or identity number of a person; give the duty telephone of the unit',
      'units.csv: row 3, column 编号: "a" is that of units.csv: row 2 too; every id must be its own',
      'units.csv: row 3, column 区划: "火星" is no area of the region',
      'units.csv: row 3, column 入驻方式: "常在" is not known; use one of 常驻 | 轮驻 | 随驻',
    ]);
  });

  it('are refused without their columns, rows or encoding', () => {
    expect(refused({ units: '名称\n住建局\n' }).join()).toContain('has no column 编号 | id');
    expect(refused({ units: HEAD }).join()).toContain('holds no row');
    expect(refused({ units: `${HEAD}"a` }).join()).toContain('is not CSV');
    const gbk = Uint8Array.of(0xb1, 0xe0, 0xba, 0xc5, 0x0a, 0x31, 0x0a);
    expect(refused({ units: gbk }).join()).toContain('is not UTF-8; save it as UTF-8');
  });
});

describe('resources from CSV', () => {
  const HEADERS = '名称,类别,单位,经度,纬度\n';
  const units = '编号,名称,级别,类别\nzf,执法局,区县,部门\n';

  it('stand in their village and belong to a unit', () => {
    const pack = imported({
      streets: STREETS,
      units,
      resources: `${HEADERS}西执法队,综合执法队,zf,100.05,30.05\n`,
    });
    expect(pointsOf(pack, 'resources')[0]?.properties).toEqual({
      id: 'res-001',
      name: '西执法队',
      kind: '综合执法队',
      unit: 'zf',
      village: null,
      town: '9901',
    });
  });

  it('are refused with an unknown unit or kind, or outside of the county', () => {
    const resources = `${HEADERS}甲,消防队,zz,100.05,30.05\n乙,综合执法队,zf,110,30.05\n丙,综合执法队,zf,x,30\n`;
    expect(refused({ units, resources }).map((p) => p.split(': ').slice(0, 2).join(': '))).toEqual([
      'resources.csv: row 2, column 类别',
      'resources.csv: row 2, column 单位',
      'resources.csv: row 3, column 经度',
      'resources.csv: row 4, column 经度',
    ]);
  });
});

describe('lines and points', () => {
  it('keep what the wall needs and nothing else', () => {
    const line = {
      type: 'LineString' as const,
      coordinates: [
        [100, 30.05],
        [100.2, 30.05],
      ],
    };
    const roads = collection({
      type: 'Feature',
      properties: { highway: 'primary', owner: '某人' },
      geometry: line,
    });
    const rivers = collection({ type: 'Feature', properties: { name: '清江', level: 1 }, geometry: line });
    const places = collection(
      point({ name: '市场', category: '市场', phone: '13800138000' }, [100.05, 30.05]),
    );
    const cameras = collection(point({ name: '路口', id: 'c9' }, [100.15, 30.05]));
    const pack = imported({ streets: STREETS, roads, rivers, places, cameras });
    expect(linesOf(pack, 'roads')[0]?.properties).toEqual({ kind: 'road', class: '省道' });
    expect(linesOf(pack, 'rivers')[0]?.properties).toEqual({ kind: 'river', name: '清江', level: 1 });
    expect(pointsOf(pack, 'places')[0]?.properties).toEqual({
      name: '市场',
      category: '市场',
      village: null,
      town: '9901',
    });
    expect(pointsOf(pack, 'cameras')[0]?.properties).toMatchObject({ id: 'c9', kind: '街面', town: '9902' });
  });

  it('outside of the county are left out and told', () => {
    const places = collection(
      point({ name: '远方' }, [101, 30.05]),
      point({ name: '近处' }, [100.05, 30.05]),
    );
    const pack = imported({ places });
    expect(pointsOf(pack, 'places')).toHaveLength(1);
    expect(pack.warnings).toEqual([
      'places.geojson: 1 point(s) outside of the county were left out, such as 远方',
    ]);
  });

  it('of the wrong kind, or without a name, are refused', () => {
    expect(refused({ roads: STREETS }).join()).toContain('it is a Polygon; a line needs a LineString');
    expect(refused({ places: collection({ ...WEST }) }).join()).toContain(
      'it is a Polygon; it needs a Point',
    );
    expect(refused({ cameras: collection(point({}, [100.05, 30.05])) }).join()).toContain('has no name');
  });
});

/** The same file in another coordinate system, positions shifted in place. */
function shifted(text: string, to: 'GCJ02' | 'BD09'): string {
  return JSON.stringify(gcoord.transform(JSON.parse(text), gcoord.WGS84, gcoord[to]));
}

const layerText = (name: string) => demo.files.get(`${name}.geojson`) ?? '';

describe('the coordinate system', { timeout: 60_000 }, () => {
  it.each(['GCJ02', 'BD09'] as const)('%s input lands on its WGS-84 twin, within a metre', (crs) => {
    const pack = imported(
      { boundary: shifted(layerText('county'), crs), streets: shifted(layerText('towns'), crs) },
      { crs },
    );
    const twins = areasOf(demo, 'towns').flatMap((t) => t.geometry.coordinates.flat());
    const landed = areasOf(pack, 'towns').flatMap((t) => t.geometry.coordinates.flat());
    expect(landed).toHaveLength(twins.length);
    const metres = twins.map(([lng = 0, lat = 0], i) => {
      const [x = 0, y = 0] = landed[i] ?? [];
      return Math.hypot((x - lng) * 100_200, (y - lat) * 110_800);
    });
    expect(Math.max(...metres)).toBeLessThan(1);
    expect(metres.length).toBeGreaterThan(1000);
  });
});

describe('an import of the demo county’s own files', { timeout: 60_000 }, () => {
  const pack = imported({
    boundary: layerText('county'),
    streets: layerText('towns'),
    villages: layerText('villages'),
    grids: layerText('grids'),
  });

  it('gives the same areas and finds nothing that does not fit', () => {
    expect(pack.warnings).toEqual([]);
    for (const layer of ['towns', 'villages', 'grids']) {
      const facts = (from: typeof demo | typeof pack) =>
        areasOf(from, layer).map(({ properties: { code, parent, areaKm2 }, geometry }) => ({
          code,
          parent,
          areaKm2,
          geometry,
        }));
      expect(facts(pack)).toEqual(facts(demo));
    }
  });

  it('finds the town where the villages are small and close', () => {
    const { urban } = regionManifest.parse(JSON.parse(pack.files.get('region.json') ?? ''));
    const [west, south, east, north] = urban ?? [0, 0, 0, 0];
    expect(103.82 > west && 103.82 < east && 25.6 > south && 25.6 < north).toBe(true);
  });

  it('writes a topology with shared borders that gives the same polygons back', () => {
    const topology = JSON.parse(pack.files.get('test.topo.json') ?? '') as Topology;
    expect(topology.transform?.scale).toEqual([1e-5, 1e-5]);
    const grids = topology.objects.grids;
    const back = (grids ? feature(topology, grids) : null) as FeatureCollection<Polygon> | null;
    const corners = (ring: Position[] | undefined) =>
      new Set(ring?.map((place) => place.map((degree) => degree.toFixed(5)).join()));
    areasOf(pack, 'grids').forEach(({ geometry }, i) => {
      const ring = back?.features[i]?.geometry.coordinates[0];
      expect(corners(ring)).toEqual(corners(geometry.coordinates[0]));
    });
    const text = (name: string) => pack.files.get(name)?.length ?? 0;
    expect(text('test.topo.json')).toBeLessThan(
      0.6 * (text('grids.geojson') + text('villages.geojson') + text('towns.geojson')),
    );
  });
});
