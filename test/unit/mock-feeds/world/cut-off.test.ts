import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import { isRostered } from '../../../../gateway/contract/roster.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { demoPack, FRIDAY, NIGHT, within, worldOf } from '../worlds.ts';

const at = (name: string) => fileURLToPath(new URL(`../../../../${name}`, import.meta.url));
const { sources, roster } = loadRules(at('config/rules'), [at('mock-feeds/rules')]);
const pack = demoPack();
const MINUTE = 60_000;
const SITE = { utcOffsetMs: pack.utcOffsetMinutes * MINUTE, works: () => true };

const bikes = 'urn:yitu:sim:terminal:bike';
/** Longest time that each source of a feed says nothing, minutes. */
function silences({ feeds }: World, feed: 'terminal' | 'case' | 'alarm', from: number, to: number) {
  const last = new Map<string, number>();
  const longest = new Map<string, number>();
  const note = (source: string, until: number) =>
    longest.set(source, Math.max(longest.get(source) ?? 0, (until - (last.get(source) ?? from)) / MINUTE));
  for (const { at: said, event } of feeds[feed].events(from, to)) {
    note(event.source, said);
    last.set(event.source, said);
  }
  for (const source of last.keys()) note(source, to);
  return longest;
}

describe('the simulated world and its rules', () => {
  it('names every source that the world has, and no other', () => {
    const world = worldOf({ pack, terminals: 200 });
    const heard = new Set(world.events(0, FRIDAY).map(({ event }) => event.source));
    expect(sources.expected.map(({ source }) => source).sort()).toEqual([...heard].sort());
  });

  it('lets the e-bikes fall silent for some minutes, the rest of the fleet speaking on', () => {
    const world = worldOf({ pack, terminals: 400 });
    const before = silences(world, 'terminal', FRIDAY, FRIDAY + 9 * MINUTE);
    expect(Math.max(...before.values())).toBeLessThan(3);
    const after = silences(world, 'terminal', FRIDAY + 9 * MINUTE, FRIDAY + 20 * MINUTE);
    expect(after.get(bikes)).toSatisfy(within(6, 8));
    expect(after.get('urn:yitu:sim:terminal')).toBeLessThan(1);
  });

  it('then one town and no other, and nobody tells it late', () => {
    const world = worldOf({ pack, terminals: 1_436 });
    const [from, to] = [FRIDAY + 50 * MINUTE, FRIDAY + 75 * MINUTE];
    const townOf = new Map(
      world.terminals.fleet.filter(({ bike }) => !bike).map(({ id, home }) => [id, home.townId]),
    );
    const last = new Map<string, number>();
    const longest = new Map<string, number>();
    for (const { at: said, event } of world.feeds.terminal.events(from, to)) {
      const town = townOf.get(event.subject);
      if (town === undefined || town === null) continue;
      longest.set(town, Math.max(longest.get(town) ?? 0, (said - (last.get(town) ?? from)) / MINUTE));
      last.set(town, said);
    }
    const silent = [...longest.values()].filter((minutes) => minutes > 3);
    expect(silent).toHaveLength(1);
    expect(silent[0]).toSatisfy(within(6, 7));
  });

  it('has by night the patrol team on duty and by day everybody, as the roster says', () => {
    for (const [startMs, least] of [
      [FRIDAY, 380],
      [NIGHT, 60],
    ] as const) {
      const { fleet, onDuty } = worldOf({ pack, terminals: 400, startMs }).terminals;
      const due = fleet.filter(({ unit }) => isRostered(roster, unit, startMs, SITE));
      expect(due.length).toBeGreaterThan(least);
      const there = due.filter(({ n }) => onDuty(n, startMs));
      expect(there.length / due.length).toBeGreaterThan(0.94);
      expect(fleet.filter(({ n }) => onDuty(n, startMs)).length).toBe(there.length);
    }
  });
});
