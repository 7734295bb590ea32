import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigurationError } from '../../../../config/runtime/problems.ts';
import { loadTiles } from '../../../../config/runtime/tiles.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yitu-tiles-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
const raster = {
  kind: 'raster',
  name: 'vec',
  attribution: '天地图',
  url: 'https://t0.example.cn/{z}/{x}/{y}',
};

function load(...sources: readonly object[]) {
  write('tiles.json', JSON.stringify({ sources }));
  return loadTiles(join(folder, 'tiles.json'));
}

function problemsOf(...sources: readonly object[]): string {
  try {
    load(...sources);
    return '';
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems.join('\n');
    throw error;
  }
}

it('what is shipped asks no service', () => {
  expect(loadTiles(fileURLToPath(new URL('../../../../config/tiles.json', import.meta.url)))).toEqual([]);
});

it('a service needs a name, an attribution and an address; the rest has its usual values', () => {
  expect(load(raster)[0]).toMatchObject({
    key: null,
    tileSize: 256,
    timeoutS: 8,
    maxKiB: 512,
    keepHours: 24,
  });
});

it('a WMTS address with a key is one, the key being in a file of its own', () => {
  write('tianditu.key', ' 0123abc \n');
  const url = 'https://t0.example.cn/vec_w/wmts?TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk={key}';
  expect(load({ ...raster, url, keyFile: 'tianditu.key' })[0]).toMatchObject({ key: '0123abc' });
});

it('an archive is found beside the file that names it', () => {
  write('county.pmtiles', 'PMTiles\u0003…');
  const source = { kind: 'pmtiles', name: 'county', attribution: '县图', file: 'county.pmtiles' };
  expect(load(source)[0]).toMatchObject({ path: join(folder, 'county.pmtiles') });
});

it.each([
  [
    'an address without a place for the tile',
    { url: 'https://t0.example.cn/tiles' },
    'must hold {z}, {x} and {y}',
  ],
  ['a host that is not written out', { url: 'https://{x}.example.cn/{z}/{x}/{y}' }, 'host is written out'],
  ['a file instead of a service', { url: 'file:///etc/{z}/{x}/{y}' }, 'http or https'],
  [
    'a key without a file',
    { url: 'https://a.cn/{z}/{x}/{y}?tk={key}' },
    'name the file with the key as keyFile',
  ],
  ['a file without a place for the key', { keyFile: 'k' }, 'has no {key}'],
  ['zooms the wrong way round', { minZoom: 9, maxZoom: 3 }, '9 is above maxZoom 3'],
  ['no attribution', { attribution: '' }, 'attribution'],
  ['a word that is not known', { opacty: 1 }, 'opacty'],
])('%s is refused with its place', (_, change, says) => {
  const problems = problemsOf({ ...raster, ...change });
  expect(problems).toContain(says);
  expect(problems).toContain('sources.0');
});

it('a missing key file, two of one name and a file that is no archive are told together', () => {
  write('wrong.pmtiles', 'PNG');
  const problems = problemsOf(
    { ...raster, url: `${raster.url}?tk={key}`, keyFile: 'none.key' },
    raster,
    { kind: 'pmtiles', name: 'a', attribution: 'a', file: 'wrong.pmtiles' },
    { kind: 'pmtiles', name: 'b', attribution: 'b', file: 'none.pmtiles' },
  );
  expect(problems.split('\n').map((line) => line.replace(folder, '…').replace(folder, '…'))).toEqual([
    "…/tiles.json at sources.0.keyFile: …/none.key is missing or empty; write the service's key into it",
    '…/tiles.json at sources.1.name: vec is there twice',
    '…/tiles.json at sources.2.file: …/wrong.pmtiles is no PMTiles archive of version 3',
    '…/tiles.json at sources.3.file: …/none.pmtiles cannot be read (ENOENT)',
  ]);
});

it.each(['README.md', 'README.zh-CN.md'])('the example in %s is taken as it stands', (name) => {
  const text = readFileSync(new URL(`../../../../${name}`, import.meta.url), 'utf8');
  const example = /```json\n(\{ "sources": [\s\S]*?)```/.exec(text)?.[1] ?? '';
  write('tianditu.key', '0123abc');
  write('county.pmtiles', 'PMTiles\u0003…');
  const told = load(...(JSON.parse(example) as { sources: object[] }).sources);
  expect(told.map(({ name: source }) => source)).toEqual(['tianditu', 'county']);
});
