import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FeatureCollection, Polygon } from 'geojson';
import { describe, expect, it } from 'vitest';
import { readImportRequest } from '../../../../config/tools/region/import/request.ts';
import { UsageError } from '../../../../config/tools/region/usage.ts';
import { assertFree, REGION_ROOT } from '../../../../config/tools/region/write.ts';
import { packOf } from '../../../../config/tools/region-import.ts';
import { readMakeRequest } from '../../../../config/tools/region-make.ts';
import { regionManifest } from '../../../../gateway/contract/region.ts';

const GOOD = ['--id', 'beihe', '--name', '北河县', '--bbox', '103.5,25.4,104.1,26.1', '--crs', 'WGS84'];

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
  return [];
}

function withFlag(flag: string, value: string): string[] {
  return GOOD.map((word, i) => (GOOD[i - 1] === flag ? value : word));
}

describe('region:import of a bounding box', () => {
  it('takes WGS-84 and CGCS2000 as they are, in the usual folder', () => {
    const request = readImportRequest(GOOD);
    expect(request).toMatchObject({
      id: 'beihe',
      name: '北河县',
      bbox: [103.5, 25.4, 104.1, 26.1],
      force: false,
    });
    expect(request.folder).toBe(join(REGION_ROOT, 'beihe'));
    expect(readImportRequest(withFlag('--crs', 'CGCS2000')).bbox).toEqual(request.bbox);
  });

  it.each([
    ['GCJ02', 0.0005, 0.008],
    ['BD09', 0.002, 0.018],
  ])('shifts %s to WGS-84 by some hundred metres', (crs, least, most) => {
    const [west, south] = readImportRequest(withFlag('--crs', crs)).bbox ?? [0, 0];
    const shift = Math.hypot(west - 103.5, south - 25.4);
    expect(shift).toBeGreaterThan(least);
    expect(shift).toBeLessThan(most);
  });

  it('takes western longitudes', () => {
    expect(readImportRequest(withFlag('--bbox', '-71.2,42.2,-70.95,42.4')).bbox?.[0]).toBe(-71.2);
  });

  it('makes a rectangle and a manifest, nothing else', () => {
    const { files } = packOf(readImportRequest(GOOD));
    expect([...files.keys()]).toEqual(['region.json', 'county.geojson']);
    const manifest = regionManifest.parse(JSON.parse(files.get('region.json') ?? ''));
    expect(manifest).toMatchObject({ kind: 'bbox', center: [103.8, 25.75], urban: null });
    const county = JSON.parse(files.get('county.geojson') ?? '') as FeatureCollection<Polygon>;
    expect(county.features[0]?.geometry.coordinates[0]).toHaveLength(5);
    expect(county.features[0]?.properties).toMatchObject({ code: 'beihe', level: 'county', parent: null });
  });

  it('lists everything that is missing at once', () => {
    const problems = problemsOf(() => readImportRequest([]));
    expect(problems.map((p) => p.split(' ')[0])).toEqual(['--id', '--name', '--crs', '--boundary']);
    expect(problems.every((p) => p.includes('such as') || p.includes('WGS84 | CGCS2000'))).toBe(true);
    expect(problems.at(-1)).toContain('--bbox');
  });

  it('names the known flags when one is unknown', () => {
    const [problem] = problemsOf(() => readImportRequest([...GOOD, '--shape', 'a.geojson']));
    expect(problem).toContain(
      '--shape is not known; known flags: --id --name --bbox --crs --boundary --streets',
    );
  });

  it('needs the outline for streets, and takes it or a rectangle, not both', () => {
    expect(problemsOf(() => readImportRequest([...GOOD, '--streets', 'a.geojson'])).join()).toContain(
      '--streets need(s) --boundary',
    );
    expect(problemsOf(() => readImportRequest([...GOOD, '--boundary', 'a.geojson'])).join()).toContain(
      'exclude each other',
    );
  });

  it('sets the clock of a rectangle and shows its number of approval', () => {
    const request = readImportRequest([...GOOD, '--utc-offset', '-300', '--approval', '云S(2025)9号']);
    const manifest = regionManifest.parse(JSON.parse(packOf(request).files.get('region.json') ?? ''));
    expect(manifest).toMatchObject({ utcOffsetMinutes: -300, approval: '云S(2025)9号', notice: null });
  });

  it.each([
    ['--id', 'Bei He', 'lower-case letters'],
    ['--name', ' ', '1 to 40 characters'],
    ['--bbox', '1,2,3', 'has 3 numbers'],
    ['--bbox', 'a,25,104,26', 'west "a" is not a degree'],
    ['--bbox', '103,95,104,96', 'south "95" is not a degree'],
    ['--bbox', '104,25,103,26', 'west 104 is not less than east 103'],
    ['--bbox', '103,26,104,25', 'south 26 is not less than north 25'],
    ['--crs', 'UTM', 'WGS84 | CGCS2000 | GCJ02 | BD09'],
    ['--parts', '8,12', '--parts "8,12" is not usable'],
    ['--parts', '8,x,4', '--parts "8,x,4" is not usable'],
    ['--tolerance', 'much', 'a percentage from 0 to 100'],
    ['--utc-offset', '8h', 'whole minutes from -720 to 840'],
  ])('refuses %s "%s" and says how to fix it', (flag, value, words) => {
    const problems = problemsOf(() =>
      readImportRequest([...withFlag(flag, value), ...(GOOD.includes(flag) ? [] : [flag, value])]),
    );
    expect(problems.join()).toContain(words);
    expect(problems.join()).toContain(flag);
  });

  it('refuses a flag without its value and a stray word', () => {
    expect(problemsOf(() => readImportRequest([...GOOD, '--out', '--force'])).join()).toContain(
      '--out needs a value',
    );
    expect(problemsOf(() => readImportRequest([...GOOD, 'x'])).join()).toContain('"x" is not expected');
  });

  it('does not overwrite a pack unless told to', () => {
    const folder = mkdtempSync(join(tmpdir(), 'region-'));
    expect(problemsOf(() => assertFree(folder, false))).toEqual([]);
    writeFileSync(join(folder, 'region.json'), '{}');
    expect(problemsOf(() => assertFree(folder, false)).join()).toContain('--force');
    expect(problemsOf(() => assertFree(folder, true))).toEqual([]);
    rmSync(folder, { recursive: true });
  });
});

describe('region:make', () => {
  it('makes the demo county unless told otherwise', () => {
    expect(readMakeRequest([]).options).toEqual({
      id: 'demo',
      name: '云岭县',
      nameEn: 'Yunling County',
      seed: 20261,
      towns: 11,
      villages: 135,
      grids: 540,
      preset: 'county',
      center: [103.82, 25.6],
    });
    expect(readMakeRequest(['--towns', '7', '--seed', '3']).options).toMatchObject({ towns: 7, seed: 3 });
  });

  it('gives the English name of the demo county to no other one', () => {
    expect(readMakeRequest(['--name', '海曲县']).options).not.toHaveProperty('nameEn');
    const named = readMakeRequest(['--name', '海曲县', '--name-en', 'Haiqu County']);
    expect(named.options.nameEn).toBe('Haiqu County');
  });

  it.each([
    ['urban', 7, 42, 252],
    ['rural', 9, 216, 1173],
    ['county', 11, 135, 540],
  ])('has the preset %s, and any number may be given beside it', (preset, towns, villages, grids) => {
    expect(readMakeRequest(['--preset', preset]).options).toMatchObject({ preset, towns, villages, grids });
    expect(readMakeRequest(['--preset', preset, '--grids', '800']).options).toMatchObject({
      towns,
      grids: 800,
    });
  });

  it('puts the county seat where it is told to', () => {
    expect(readMakeRequest(['--center', '-71.06,42.36']).options.center).toEqual([-71.06, 42.36]);
  });

  it.each([
    [['--preset', 'city'], 'county | urban | rural'],
    [['--center', '103.8'], 'longitude,latitude'],
    [['--center', '25.6,103.8'], 'longitude,latitude'],
    [['--towns', '2'], 'from 3 to 20'],
    [['--seed', 'x'], '--seed "x" is not usable'],
    [['--villages', '5'], 'every town needs a village'],
    [['--grids', '100'], 'every village needs a grid'],
    [['--rivers', '9'], '--rivers is not known'],
  ])('refuses %j', (argv, words) => {
    expect(problemsOf(() => readMakeRequest(argv)).join()).toContain(words);
  });
});
