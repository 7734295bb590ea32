import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { makePack } from '../../../../../config/tools/region/pack.ts';
import { PRESETS, type RegionOptions } from '../../../../../config/tools/region/plan.ts';
import type { LngLat } from '../../../../../config/tools/region/plane.ts';
import { regionManifest, unit } from '../../../../../gateway/contract/region.ts';
import { describeNesting } from './nesting.suite.ts';
import { areasOf, type PackFiles, pointsOf } from './pack.fixture.ts';

/** Fingerprint of a whole pack. */
function fingerprint({ files }: PackFiles): string {
  const hash = createHash('sha256');
  for (const [name, text] of files) hash.update(`${name}\n${text}\n`);
  return hash.digest('hex').slice(0, 16);
}

const URBAN = makePack(PRESETS.urban);
const RURAL = makePack(PRESETS.rural);
const km2 = (pack: PackFiles): number => areasOf(pack, 'county')[0]?.properties.areaKm2 ?? 0;
const manifestOf = (pack: PackFiles) => regionManifest.parse(JSON.parse(pack.files.get('region.json') ?? ''));

describeNesting('a district of the preset urban', URBAN, [7, 42, 252]);
describeNesting('a county of the preset rural', RURAL, [9, 216, 1173]);

describe('presets', () => {
  it('give the same bytes on every machine; after a change to the generator, note the new fingerprint', () => {
    expect([fingerprint(URBAN), fingerprint(RURAL)]).toEqual(['2020e39b114c7344', 'cfbff468c578bdcd']);
  });

  it('make an urban district small and mostly streets, and farm land wide and mostly towns', () => {
    const streets = (pack: PackFiles): number =>
      areasOf(pack, 'towns').filter((t) => t.properties.name.endsWith('街道')).length;
    expect([streets(URBAN), streets(RURAL)]).toEqual([5, 2]);
    expect(km2(URBAN)).toBeGreaterThan(350);
    expect(km2(URBAN)).toBeLessThan(900);
    expect(km2(RURAL)).toBeGreaterThan(2000);
  });

  it('have names of their own: nothing is called after the demo county', () => {
    for (const pack of [URBAN, RURAL]) {
      expect([...pack.files.values()].join()).not.toContain('云岭');
      expect(unit.array().parse(JSON.parse(pack.files.get('units.json') ?? '')).length).toBeGreaterThan(70);
    }
    expect(pointsOf<{ name: string }>(URBAN, 'places').map((p) => p.properties.name)).toContain('区人民医院');
  });
});

describe('a county made elsewhere', { timeout: 60_000 }, () => {
  const center: LngLat = [110.51, 40.54];
  const options: RegionOptions = { ...PRESETS.urban, center };
  const moved = makePack(options);

  it('has its seat there and the size it has anywhere', () => {
    expect(manifestOf(moved).center).toEqual(center);
    const [west, south, east, north] = manifestOf(moved).bbox ?? [0, 0, 0, 0];
    expect(west < center[0] && center[0] < east && south < center[1] && center[1] < north).toBe(true);
    expect(Math.abs(km2(moved) / km2(URBAN) - 1)).toBeLessThan(0.01);
  });

  it('says in its README how to make it again', () => {
    expect(moved.files.get('README.md')).toContain('--preset urban --id urban');
    expect(moved.files.get('README.md')).toContain('--center 110.51,40.54 --force');
  });

  it('differs for another seed', () => {
    expect(makePack({ ...options, seed: 8 }).files.get('county.geojson')).not.toBe(
      moved.files.get('county.geojson'),
    );
  });
});
