import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
const pack = demoPack();

const bytes = (world: World, from: number, to: number) => JSON.stringify(world.events(from, to));
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the seeded world', () => {
  it('says the same bytes for the same seed and start instant', () => {
    const [a, b] = [worldOf({ pack }), worldOf({ pack })];
    const [from, to] = [FRIDAY - 40 * DAY, FRIDAY + 10 * MINUTE];
    expect(digest(bytes(a, from, to))).toBe(digest(bytes(b, from, to)));
  });

  it('says something else for another seed', () => {
    const said = (seed: number) => digest(bytes(worldOf({ pack, seed }), FRIDAY, FRIDAY + 10 * MINUTE));
    expect(said(1)).not.toBe(said(2));
  });

  it('gives another start instant other ids, so that two worlds never claim one event', () => {
    const ids = (startMs: number) =>
      worldOf({ pack, startMs })
        .events(FRIDAY + MINUTE, FRIDAY + 5 * MINUTE)
        .map(({ event }) => event.id);
    const later = new Set(ids(FRIDAY + MINUTE));
    expect(ids(FRIDAY).filter((id) => later.has(id))).toEqual([]);
  });

  it('can be resumed at any point: two halves are the whole', () => {
    const [from, cut, to] = [FRIDAY - 2 * DAY, FRIDAY + 7 * MINUTE + 321, FRIDAY + 20 * MINUTE];
    const whole = worldOf({ pack }).events(from, to);
    const world = worldOf({ pack });
    const second = world.events(cut, to);
    const first = world.events(from, cut);
    expect([...first, ...second]).toEqual(whole);
  });

  it('says the same second by second as in one go', () => {
    const world = worldOf({ pack });
    const steps = Array.from({ length: 300 }, (_, s) =>
      world.events(FRIDAY + s * 1_000, FRIDAY + (s + 1) * 1_000),
    );
    expect(steps.flat()).toEqual(world.events(FRIDAY, FRIDAY + 300_000));
  });

  it('lets the officers give the same commands again', () => {
    const commands = () => worldOf({ pack }).officers.commands(FRIDAY, FRIDAY + DAY / 4);
    expect(commands().length).toBeGreaterThan(20);
    expect(commands()).toEqual(commands());
  });
});
