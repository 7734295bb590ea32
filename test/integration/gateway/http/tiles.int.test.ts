import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageConfig } from '../../../../gateway/contract/page-config.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { pmtilesArchive, startTileServer, type TileServer, tilePng } from '../../../support/tiles.ts';

const SERVICE_KEY = 'secret-of-the-service';
let folder: string;
let service: TileServer;
let gateway: TestGateway;
let png: Buffer;
let archive: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-tiles-'));
  png = await tilePng('#ff00ff');
  archive = pmtilesArchive(png, 3);
  service = await startTileServer(({ url = '' }) => {
    if (url.startsWith('/html'))
      return { body: Buffer.from('<html>'), headers: { 'content-type': 'image/png' } };
    if (url.startsWith('/large')) return { body: Buffer.concat([png, Buffer.alloc(4096)]) };
    if (url.startsWith('/away')) return { status: 302, headers: { location: `${service.url}/tiles/1/0/0` } };
    if (url.startsWith('/slow')) return { hangs: true };
    if (url.startsWith('/refused')) return { status: 403 };
    if (url.startsWith('/tiles/3/')) return { status: 404 };
    return { body: png };
  });
  const source = (name: string, more: object = {}) => ({
    kind: 'raster',
    name,
    attribution: `图 ${name}`,
    url: `${service.url}/${name}/{z}/{x}/{y}`,
    ...more,
  });
  writeFileSync(join(folder, 'service.key'), `${SERVICE_KEY}\n`);
  writeFileSync(join(folder, 'county.pmtiles'), archive);
  const keyed = { url: `${service.url}/keyed?z={z}&x={x}&y={y}&tk={key}`, keyFile: 'service.key' };
  const sources = [
    source('tiles', { maxZoom: 4 }),
    source('keyed', keyed),
    source('html'),
    source('large', { maxKiB: 2 }),
    source('away'),
    source('slow', { timeoutS: 0.3 }),
    source('refused'),
    { kind: 'pmtiles', name: 'county', attribution: '县图', file: 'county.pmtiles' },
  ];
  writeFileSync(join(folder, 'tiles.json'), JSON.stringify({ sources }));
  gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_TILES: join(folder, 'tiles.json') } });
});
afterAll(async () => {
  await gateway?.stop();
  await service?.close();
  rmSync(folder, { recursive: true, force: true });
});

const codeOf = async (response: Response): Promise<string> =>
  ((await response.json()) as { code: string }).code;

describe('a tile of a configured service', () => {
  it('comes through the gateway with its type and a time to keep', async () => {
    const response = await gateway.get('/v1/tiles/tiles/2/3/1');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('private, max-age=86400');
    expect(Buffer.from(await response.arrayBuffer())).toEqual(png);
  });

  it('is asked of the service once, however many walls want it', async () => {
    const before = service.asked.length;
    const answers = await Promise.all(Array.from({ length: 12 }, () => gateway.get('/v1/tiles/tiles/4/9/9')));
    expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(service.asked.slice(before)).toEqual(['/tiles/4/9/9']);
  });

  it('is asked with the key that only the gateway has', async () => {
    expect((await gateway.get('/v1/tiles/keyed/1/1/0')).status).toBe(200);
    expect(service.asked).toContain(`/keyed?z=1&x=1&y=0&tk=${SERVICE_KEY}`);
    const told = await (await gateway.get('/v1/wall')).text();
    expect(told).not.toContain(SERVICE_KEY);
    expect(told).not.toContain(service.url);
  });

  it('that the service does not have is not found', async () => {
    const response = await gateway.get('/v1/tiles/tiles/3/1/1');
    expect([response.status, await codeOf(response)]).toEqual([404, 'not_found']);
  });
});

describe('the way to a service', () => {
  it.each([
    ['html', 'no PNG, JPEG or WebP'],
    ['large', 'more than 2 KiB'],
    ['away', 'could not be reached'],
    ['slow', 'did not answer in time'],
    ['refused', 'answered 403'],
  ])('refuses what %s sends: %s', async (name, says) => {
    const response = await gateway.get(`/v1/tiles/${name}/1/0/0`);
    const problem = (await response.json()) as { code: string; detail: string };
    expect([response.status, problem.code]).toEqual([503, 'tile_unavailable']);
    expect(problem.detail).toContain(says);
    expect(problem.detail).not.toContain(service.url);
  });

  it('leaves a service that did not answer alone for a while', async () => {
    await gateway.get('/v1/tiles/slow/1/1/1');
    const before = service.asked.length;
    expect(await codeOf(await gateway.get('/v1/tiles/slow/2/1/1'))).toBe('tile_unavailable');
    expect(service.asked.length).toBe(before);
  });

  it.each([
    '/v1/tiles/tiles/2/4/0',
    '/v1/tiles/tiles/2/-1/0',
    '/v1/tiles/tiles/99/0/0',
    '/v1/tiles/tiles/1/0/..%2f',
  ])('is not gone for a place that cannot be: %s', async (path) => {
    const before = service.asked.length;
    expect(await codeOf(await gateway.get(path))).toBe('invalid_parameter');
    expect(service.asked.length).toBe(before);
  });

  it('is open to no other host than those configured, and to nobody without a key', async () => {
    expect((await gateway.get('/v1/tiles/elsewhere/1/0/0')).status).toBe(404);
    expect((await fetch(`${gateway.url}/v1/tiles/tiles/1/0/0`)).status).toBe(401);
    expect((await gateway.get('/v1/tiles/tiles/1/0/0', KEYS.producer)).status).toBe(403);
    expect((await gateway.get('/v1/tiles/tiles/1/0/0', KEYS.visitor)).status).toBe(200);
  });
});

describe('an archive', () => {
  it('is read by ranges', async () => {
    const headers = { Authorization: `Bearer ${KEYS.read}`, Range: 'bytes=0-6' };
    const response = await fetch(`${gateway.url}/v1/tiles/county`, { headers });
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe(`bytes 0-6/${archive.length}`);
    expect(response.headers.get('content-encoding')).toBeNull();
    expect(await response.text()).toBe('PMTiles');
  });

  it('is told to the page with its attribution, above the services', async () => {
    const { tiles } = (await (await gateway.get('/v1/wall')).json()) as PageConfig;
    expect(tiles.map(({ name }) => name).at(-1)).toBe('county');
    expect(tiles.at(-1)).toMatchObject({
      kind: 'pmtiles',
      attribution: '县图',
      url: '/v1/tiles/county',
      layers: null,
    });
  });

  it('is open to nobody without a key', async () => {
    expect((await fetch(`${gateway.url}/v1/tiles/county`)).status).toBe(401);
  });
});

it('where cameras and stations stand is told to those on duty alone', async () => {
  const layersFor = async (key: string) =>
    Object.keys(((await (await gateway.get('/v1/wall', key)).json()) as PageConfig).region.layers);
  expect(await layersFor(KEYS.read)).toEqual(expect.arrayContaining(['cameras', 'resources']));
  const forVisitors = await layersFor(KEYS.visitor);
  expect(forVisitors).toContain('towns');
  expect(forVisitors.filter((layer) => ['cameras', 'resources'].includes(layer))).toEqual([]);
});
