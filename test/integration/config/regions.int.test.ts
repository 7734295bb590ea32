import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import gcoord from 'gcoord';
import type { FeatureCollection, Polygon } from 'geojson';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { loadRegion, type RegionPack } from '../../../config/runtime/region.ts';
import { readImportRequest } from '../../../config/tools/region/import/request.ts';
import { writeFiles } from '../../../config/tools/region/write.ts';
import { packOf } from '../../../config/tools/region-import.ts';
import type { PageConfig } from '../../../gateway/contract/page-config.ts';
import { startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import {
  layerFile,
  packsMissing,
  REAL_PACKS,
  type RealPack,
  readPackLayer,
} from '../../support/region-packs.ts';
import { waitFor } from '../../support/wait.ts';

const CLOCK = { YITU_CLOCK: '2026-11-20T15:42:00+08:00' };
const running: TestGateway[] = [];
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

async function gatewayOf(region: string, options: Partial<TestGatewayOptions> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway({
    engine: 'sqlite',
    env: { ...CLOCK, YITU_REGION: region },
    ...options,
  });
  running.push(gateway);
  return gateway;
}

const pageOf = async (gateway: TestGateway) => (await (await gateway.get('/v1/wall')).json()) as PageConfig;

const hazard = (id: string, [lng, lat]: readonly [number, number]) => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: id,
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: { title: '井盖破损', kind: 'FACILITY', location: { lng, lat } },
});

type Named = { readonly code: string; readonly label: [number, number] };

describe.skipIf(packsMissing()).each(REAL_PACKS)('the region $id', (pack) => {
  it('is served with all its areas and layers', async () => {
    const gateway = await gatewayOf(pack.folder);
    const { region, title } = await pageOf(gateway);
    expect(title).toContain(pack.name);
    const count = (level: string) => region.areas.filter((area) => area.level === level).length;
    expect([count('street'), count('village'), count('grid')]).toEqual(pack.counts);
    const sizes = await Promise.all(
      Object.entries(region.layers).map(async ([layer, url]) => {
        const read = (await (await gateway.get(url)).json()) as FeatureCollection;
        return [layer, read.features.length] as const;
      }),
    );
    expect(Object.fromEntries(sizes)).toMatchObject({
      county: 1,
      towns: pack.counts[0],
      villages: pack.counts[1],
      grids: pack.counts[2],
      town_points: pack.counts[0],
    });
    expect(Object.keys(region.layers)).toEqual(expect.arrayContaining(['rivers', 'roads']));
  });

  it('has the label of every village in that village', async () => {
    const gateway = await gatewayOf(pack.folder);
    const villages = readPackLayer<Polygon, Named>(pack, 'villages').features.map(
      ({ properties }) => properties,
    );
    const sent = await gateway.post(
      '/v1/events',
      villages.map(({ code, label }) => hazard(code, label)),
    );
    expect(sent.status).toBe(200);
    const cases = await waitFor('every item', async () => {
      const { entities } = await gateway.state();
      return entities.case.length === villages.length ? entities.case : null;
    });
    const { areas } = (await pageOf(gateway)).region;
    const villageOf = new Map(areas.map(({ id, level, parent }) => [id, level === 'grid' ? parent : id]));
    expect(cases.map(({ id, area }) => [id, villageOf.get(area ?? '')]).sort()).toEqual(
      villages.map(({ code }) => [code, code]).sort(),
    );
  });
});

const made: string[] = [];
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-region-'));
  made.push(folder);
  return folder;
}

/** Runs `region:import` on files of a pack, as its command line is read, and loads what it wrote. */
function importOf(pack: RealPack, layers: readonly string[], crs = 'WGS84', files = layerFile) {
  const flags = {
    county: '--boundary',
    towns: '--streets',
    villages: '--villages',
    grids: '--grids',
  } as const;
  const given = layers.flatMap((layer) => [flags[layer as keyof typeof flags], files(pack, layer)]);
  const out = newFolder();
  const argv = ['--id', pack.id, '--name', pack.name, ...given, '--crs', crs, '--out', out];
  const result = packOf(readImportRequest(argv));
  writeFiles(out, result.files);
  return { ...result, loaded: loadRegion(out, 'config/region'), folder: out };
}

const levels = ({ info }: RegionPack) =>
  ['street', 'village', 'grid'].map((level) => info.areas.filter((area) => area.level === level).length);

describe.skipIf(packsMissing()).each(REAL_PACKS)('$id as a user’s own files', (pack) => {
  it('comes in as it is, neighbours without seams', () => {
    const { loaded, warnings } = importOf(pack, ['county', 'towns', 'villages', 'grids']);
    expect(warnings).toEqual([]);
    expect(levels(loaded)).toEqual(pack.counts);
    expect(loaded.info.generated).toBeUndefined();
    const [west, south, east, north] = loaded.info.bbox;
    const [lng, lat] = loaded.info.center;
    expect(lng > west && lng < east && lat > south && lat < north).toBe(true);
  });

  it('is completed where only its boundary is given, and served so', async () => {
    const { loaded, warnings, folder } = importOf(pack, ['county']);
    expect(warnings).toEqual([]);
    expect(Math.min(...levels(loaded))).toBeGreaterThanOrEqual(4);
    const { region } = await pageOf(await gatewayOf(folder));
    expect(region.generated).toEqual(['street', 'village', 'grid']);
    expect(region.notice).toContain('系生成');
  });
});

describe.skipIf(packsMissing())('a county in GCJ-02', () => {
  it('lands within a metre of its WGS-84 twin, areas and all', () => {
    const [zhanyi] = REAL_PACKS;
    if (zhanyi === undefined) throw new Error('no pack');
    const shifted = newFolder();
    const shift = (pack: RealPack, layer: string): string => {
      const path = join(shifted, `${layer}.geojson`);
      const twin = gcoord.transform(readFileSync(layerFile(pack, layer), 'utf8'), gcoord.WGS84, gcoord.GCJ02);
      writeFileSync(path, JSON.stringify(twin));
      return path;
    };
    const layers = ['county', 'towns', 'villages', 'grids'];
    const landed = importOf(zhanyi, layers, 'GCJ02', shift).loaded.polygons;
    const twin = importOf(zhanyi, layers).loaded.polygons;
    const corners = (from: RegionPack['polygons']) =>
      [from.county, from.towns, from.villages, from.grids].flatMap(
        (layer) =>
          layer?.features.flatMap(({ geometry }) => geometry.coordinates.flat() as [number, number][]) ?? [],
      );
    const [ours, theirs] = [corners(landed), corners(twin)];
    expect(ours).toHaveLength(theirs.length);
    const metres = theirs.map(([lng, lat], i) => {
      const [x, y] = ours[i] ?? [0, 0];
      return Math.hypot((x - lng) * 100_200, (y - lat) * 110_800);
    });
    expect(metres.length).toBeGreaterThan(10_000);
    expect(metres.reduce((most, m) => Math.max(most, m), 0)).toBeLessThan(1);
  });
});

describe.skipIf(packsMissing()).each(['sqlite', 'redis'] as const)('another region on %s', (engine) => {
  const [zhanyi] = REAL_PACKS;
  const openItems = async (gateway: TestGateway) => (await gateway.state()).counts.case.open;

  it('in the same data folder has a log of its own, and the first one is found again', async () => {
    const demo = await gatewayOf('demo', { engine });
    expect((await demo.post('/v1/events', hazard('here', [103.82, 25.6]))).status).toBe(201);
    await waitFor('the item', async () => (await openItems(demo)) === 1);
    const { epoch } = await demo.state();
    running.splice(0);
    await demo.stop(true);

    const away = await gatewayOf(zhanyi?.folder ?? '', { engine, dataDir: demo.dataDir });
    expect(await openItems(away)).toBe(0);
    expect((await away.state()).epoch).not.toBe(epoch);
    running.splice(0);
    await away.stop(true);

    const again = await gatewayOf('demo', { engine, dataDir: demo.dataDir });
    await waitFor('the item again', async () => (await openItems(again)) === 1);
  });

  it('beside the first one, of the same build, shows its own county', async () => {
    const [demo, away] = [
      await gatewayOf('demo', { engine }),
      await gatewayOf(zhanyi?.folder ?? '', { engine }),
    ];
    const [one, two] = await Promise.all([pageOf(demo), pageOf(away)]);
    expect([one.site, two.site]).toEqual(['demo', 'zhanyi']);
    expect([one.region.name, two.region.name]).toEqual(['云岭县', '沾益区']);
    expect(one.version).toBe(two.version);
  });
});
