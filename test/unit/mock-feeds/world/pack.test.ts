import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadScenario } from '../../../../mock-feeds/world/load-scenario.ts';
import { loadPack } from '../../../../mock-feeds/world/pack.ts';
import { boxPack, demoPack, FRIDAY, worldOf } from '../worlds.ts';

const emptyDir = () => mkdtempSync(join(tmpdir(), 'yitu-pack-'));

describe('a region pack', () => {
  it('gives the demo county its villages, places, cameras and units', () => {
    const pack = demoPack();
    expect(pack.cells).toHaveLength(135);
    expect(pack.towns).toHaveLength(11);
    expect(pack.places.length).toBeGreaterThan(100);
    expect(pack.units.some(({ shortName }) => shortName === '住建局')).toBe(true);
    expect(pack.cells.some(({ urban }) => urban) && pack.cells.some(({ urban }) => !urban)).toBe(true);
  });

  it('may be a bare rectangle: every feed lives in it all the same', () => {
    const pack = boxPack();
    const world = worldOf({ pack, terminals: 10 });
    const told = world.events(0, FRIDAY + 7_200_000);
    const feeds = new Set(told.map(({ event }) => event.type.split('.')[0]));
    const places = told.flatMap(({ event }) =>
      event.data.location ? [event.data.location as { lng: number; lat: number }] : [],
    );
    expect([...feeds].sort()).toEqual(['alarm', 'case', 'indicator', 'terminal', 'video']);
    expect(places.length).toBeGreaterThan(1_000);
    expect(
      places.every(({ lng, lat }) => lng >= 9.999 && lng <= 10.201 && lat >= 49.999 && lat <= 50.151),
    ).toBe(true);
  });

  it('is refused without a county, naming the file', () => {
    expect(() => loadPack(emptyDir())).toThrow(/county\.geojson is missing/);
  });

  it('is refused when a layer is not GeoJSON, naming the file', () => {
    const dir = emptyDir();
    writeFileSync(join(dir, 'county.geojson'), '{"features":[{"geometry":{"type":"Circle"}}]}');
    expect(() => loadPack(dir)).toThrow(/county\.geojson is not a plain GeoJSON layer/);
  });
});

describe('a scenario', () => {
  it('is data with a schema', () => {
    expect(loadScenario('weekday').title).toBe('平日');
  });

  it('that does not exist is named', () => {
    expect(() => loadScenario('nowhere')).toThrow(/没有场景“nowhere”/);
  });
});
