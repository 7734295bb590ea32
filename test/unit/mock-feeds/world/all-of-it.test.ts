import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadRules } from '../../../../config/runtime/rules.ts';
import { EVENT_TYPES, isEventType, VIDEO_CLASS_OF } from '../../../../gateway/contract/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { configured, folded, kpi, log, type Said, tick } from '../../gateway/fold/log.ts';
import { demoPack, FRIDAY, within, worldOf } from '../worlds.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const END = FRIDAY + 7 * DAY;
const pack = demoPack();
const rules = loadRules(fileURLToPath(new URL('../../../../config/rules', import.meta.url)));

let world: World;
beforeAll(() => {
  world = worldOf({ pack, terminals: 60 });
}, 60_000);

const alarms = () => world.feeds.alarm.events(0, END);
const leads = () => world.feeds.video.events(0, END);
const commands = (type: string) =>
  world.officers.commands(0, END).filter(({ command }) => command.type === `operation.${type}`);

/** All that the world and its officers say before an instant, in order of time, as a log would have it. */
function foldedUntil(end: number): Fold {
  const { case: cases, alarm, video } = world.feeds;
  const events = [cases, alarm, video, world.handling]
    .flatMap((feed) => feed.events(0, end))
    .map(({ at, event: { type, subject, source, id, sequence = null, data } }): Said & { time: number } => {
      return { type, subject, source, id, sequence, data, time: at };
    });
  const given = world.officers
    .commands(0, end)
    .map(({ at, command: { type, subject, id, by, data } }): Said & { time: number } => {
      return { type, subject, id, sequence: null, data: { ...data, by }, time: at };
    });
  const said = [...events, ...given].sort((a, b) => a.time - b.time);
  return folded(log(configured({ rules }, FRIDAY - 40 * DAY), ...said, tick(end)));
}

describe('the alarms of the simulated world', () => {
  it('say all that the contract knows about an alarm', () => {
    const types = new Set(alarms().map(({ event }) => event.type));
    expect([...types].sort()).toEqual(
      ['alarm.raised', 'alarm.updated', 'alarm.returned', 'alarm.cleared', 'alarm.health_changed'].sort(),
    );
    const fields = new Set(alarms().flatMap(({ event }) => Object.keys(event.data)));
    for (const field of ['replaces', 'withdraws', 'expiresAt', 'health'])
      expect([...fields]).toContain(field);
  });

  it('bring a bulletin up to date under a new number, and cancel it under a third', () => {
    const raised = new Set(
      alarms().flatMap(({ event }) => (event.type === 'alarm.raised' ? [event.subject] : [])),
    );
    const named = alarms().flatMap(({ event: { subject, data } }) =>
      [data.replaces, data.withdraws].flatMap((ids) => (Array.isArray(ids) ? [{ subject, ids }] : [])),
    );
    expect(named.length).toBeGreaterThan(10);
    for (const { subject, ids } of named) {
      expect(ids).not.toContain(subject);
      expect(ids.every((id) => raised.has(String(id)))).toBe(true);
    }
  });

  it('are told twice now and then: one device and type, within a minute', () => {
    const first = new Map(
      alarms().flatMap(({ at, event }) =>
        event.type === 'alarm.raised' ? [[event.subject, { at, ...event.data }] as const] : [],
      ),
    );
    const twins = [...first].filter(([id]) => id.endsWith('-2'));
    expect(twins.length / first.size).toSatisfy(within(0.01, 0.06));
    for (const [id, { at, ...data }] of twins) {
      const { at: before, ...same } = first.get(id.slice(0, -2)) ?? { at: 0 };
      expect(same).toEqual(data);
      expect(at - before).toSatisfy(within(1, MINUTE));
    }
  });
});

describe('the leads of the simulated world', () => {
  it('come from the algorithm that watches for such a thing', () => {
    const algorithms = new Map<unknown, Set<unknown>>();
    for (const { event } of leads()) {
      const { type, algorithm } = event.data;
      algorithms.set(type, (algorithms.get(type) ?? new Set()).add(algorithm));
    }
    expect([...algorithms.values()].every(({ size }) => size === 1)).toBe(true);
    expect(new Set([...algorithms.values()].flatMap((names) => [...names])).size).toBeGreaterThan(4);
  });

  it('are of every class, with kitchens among them', () => {
    const classes = leads().map(({ event }) => VIDEO_CLASS_OF[event.data.type as 'GARBAGE']);
    const share = (name: string) => classes.filter((one) => one === name).length / classes.length;
    expect(share('KITCHEN')).toSatisfy(within(0.06, 0.25));
    expect(share('SAFETY')).toSatisfy(within(0.06, 0.3));
    expect(share('PUBLIC')).toSatisfy(within(0.5, 0.85));
    expect(share('DEVICE')).toBeGreaterThan(0);
  });
});

describe('what officers make of incidents', () => {
  it('about six of ten true leads become an item or go with one', () => {
    const found = commands('verified').filter(({ command }) => command.data.result === 'TRUE');
    const linked = commands('linked').filter(({ command }) => command.subject.startsWith('video:'));
    const true_ = new Set(found.map(({ command }) => command.subject));
    expect(linked.every(({ command }) => true_.has(command.subject))).toBe(true);
    expect(linked.length / true_.size).toSatisfy(within(0.5, 0.7));
  });

  it('the units tell of each item that was made, from its dispatch to its closing', () => {
    const made = commands('linked').filter(({ command }) => command.data.item === undefined);
    expect(made.some(({ command }) => command.subject.startsWith('alarm:'))).toBe(true);
    const told = world.handling.events(0, END + 3 * DAY);
    for (const { at, command } of made) {
      const steps = told.filter(({ event }) => event.subject === command.subject);
      expect(steps.map(({ event }) => event.type)).toEqual([
        'case.dispatched',
        'case.signed',
        'case.started',
        'case.fedback',
        'case.closed',
      ]);
      expect(steps.map((step) => step.at)).toEqual(steps.map((step) => step.at).sort((a, b) => a - b));
      expect(steps[0]?.at).toBeGreaterThan(at);
      expect(steps.map(({ event }) => event.sequence)).toEqual([1, 2, 3, 4, 5]);
    }
    const bad = told.filter(
      ({ event }) => isEventType(event.type) && !EVENT_TYPES[event.type].data.safeParse(event.data).success,
    );
    expect(bad).toEqual([]);
  });

  it('these items are done within the day, and never heap up', () => {
    const told = world.handling.events(0, END + 3 * DAY);
    const opens = commands('linked').filter(({ command }) => command.data.item === undefined);
    const ends = new Map(
      told.flatMap(({ at, event }) => (event.type === 'case.closed' ? [[event.subject, at] as const] : [])),
    );
    const open = Array.from({ length: 7 * 24 }, (_, hour) => FRIDAY + hour * HOUR).map(
      (at) => opens.filter((one) => one.at <= at && (ends.get(one.command.subject) ?? END) > at).length,
    );
    expect(Math.max(...open)).toBeLessThan(45);
    for (const { at, command } of opens)
      expect((ends.get(command.subject) ?? Number.NaN) - at).toBeLessThan(DAY);
  });

  it('nothing is told of an item that nobody has made', () => {
    const made = new Set(commands('linked').map(({ command }) => command.subject));
    expect(world.handling.events(0, END).filter(({ event }) => !made.has(event.subject))).toEqual([]);
  });

  it('every command about an alarm is given', () => {
    for (const what of ['acknowledged', 'silenced', 'shelved', 'unshelved', 'removed', 'restored', 'reset'])
      expect(commands(what).length, what).toBeGreaterThan(0);
  });
});

describe('the wall of the simulated world', () => {
  /** When the officers first give a command of a kind. */
  const given = (what: string) => commands(what)[0]?.at ?? Number.NaN;

  it.each([
    ['while the sensor chatters', () => FRIDAY + 9 * MINUTE, ['alarm.chattering', 'device.FAULT']],
    ['while it is put aside', () => given('shelved') + MINUTE, ['alarm.shelved', 'device.FAULT']],
    ['while it is out of service', () => given('removed') + HOUR, ['alarm.outOfService', 'device.FAULT']],
  ] as const)('%s says so', (_when, at, ids) => {
    const fold = foldedUntil(at());
    for (const id of ids) expect(kpi(fold, id), id).toBeGreaterThan(0);
  });

  it('has all of it done in the evening, and nothing that could not be carried out', () => {
    const fold = foldedUntil(FRIDAY + 6 * HOUR);
    expect(kpi(fold, 'alarm.outOfService')).toBe(0);
    expect(kpi(fold, 'alarm.chattering')).toBe(0);
    expect(kpi(fold, 'video.handledToday')).toBeGreaterThan(3);
    expect(kpi(fold, 'video.KITCHEN.verifiedToday')).toBeGreaterThan(0);
    expect(fold.quarantine()).toEqual([]);
  });
});
