import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadScenario } from '../../../mock-feeds/world/load-scenario.ts';
import { loadPack, type Pack } from '../../../mock-feeds/world/pack.ts';
import { createWorld, type World } from '../../../mock-feeds/world/world.ts';

/** A Friday afternoon and the dead of a Sunday night. */
export const FRIDAY = Date.parse('2026-11-20T15:42:00+08:00');
export const NIGHT = Date.parse('2026-11-22T03:00:00+08:00');

export const demoPack = (): Pack =>
  loadPack(fileURLToPath(new URL('../../../config/region/demo', import.meta.url)));

/** A region that is nothing but a rectangle: 10 to 10.2 east, 50 to 50.15 north. */
export function boxPack(): Pack {
  const dir = mkdtempSync(join(tmpdir(), 'yitu-box-'));
  const ring = [
    [10, 50],
    [10.2, 50],
    [10.2, 50.15],
    [10, 50.15],
    [10, 50],
  ];
  const county = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { code: 'box', name: '方框县', level: 'county', parent: null },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ],
  };
  writeFileSync(join(dir, 'county.geojson'), JSON.stringify(county));
  return loadPack(dir);
}

export interface Wanted {
  readonly seed?: number;
  readonly startMs?: number;
  readonly terminals?: number;
  readonly pack?: Pack;
  /** Name of a shipped scenario. */
  readonly scenario?: string;
}

export function worldOf({
  seed = 1,
  startMs = FRIDAY,
  terminals = 60,
  pack = demoPack(),
  scenario: name = 'weekday',
}: Wanted = {}): World {
  const shipped = loadScenario(name);
  const scenario = { ...shipped, terminals: { ...shipped.terminals, count: terminals } };
  return createWorld({ seed, startMs, pack, scenario });
}

/** For `toSatisfy`: is a number between the two, both included? */
export const within = (least: number, most: number) => (value: number) => value >= least && value <= most;
