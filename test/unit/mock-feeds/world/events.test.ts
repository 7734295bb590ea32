import { describe, expect, it } from 'vitest';
import { cloudEvent, command, EVENT_TYPES, isEventType } from '../../../../gateway/contract/index.ts';
import { demoPack, FRIDAY, worldOf } from '../worlds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const pack = demoPack();
const world = worldOf({ pack, terminals: 120 });
const all = world.events(FRIDAY - 40 * DAY, FRIDAY + HOUR);

describe('every event of the simulated world', () => {
  it('follows the contract', () => {
    const bad = all.filter(({ event }) => {
      const data = isEventType(event.type) ? EVENT_TYPES[event.type].data.safeParse(event.data) : null;
      return !cloudEvent.safeParse(event).success || data?.success !== true;
    });
    expect(bad).toEqual([]);
  });

  it('carries nothing that looks like a telephone, an identity card or a plate', () => {
    const personal =
      /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)\d{17}[\dXx](?!\d)|[\u4e00-\u9fa5][A-Z][A-Z0-9]{5}(?![A-Za-z0-9])/;
    const texts = all.map(({ event: { id, subject, data } }) => {
      const { media: _, ...rest } = data;
      return JSON.stringify([id, subject, Object.values(rest).filter((value) => typeof value === 'string')]);
    });
    expect(texts.filter((text) => personal.test(text))).toEqual([]);
  });

  it('has a strictly rising sequence within each entity, from 1 for items and alarms', () => {
    const last = new Map<string, number>();
    const wrong: string[] = [];
    for (const { event } of all) {
      const key = `${event.source} ${event.subject}`;
      const before = last.get(key);
      const sequence = event.sequence ?? 0;
      const counted = /case|alarm|video/.test(event.source);
      const fits = counted ? sequence === (before ?? 0) + 1 : sequence > (before ?? 0);
      if (!fits) wrong.push(event.id);
      last.set(key, sequence);
    }
    expect(wrong).toEqual([]);
  });

  it('has an id of its own', () => {
    expect(new Set(all.map(({ event }) => `${event.source} ${event.id}`)).size).toBe(all.length);
  });

  it('is dated when it is sent, with the offset of the county', () => {
    expect(
      all.filter(({ at, event }) => Date.parse(event.time) !== at || !event.time.endsWith('+08:00')),
    ).toEqual([]);
  });

  it('names holders that the region pack knows', () => {
    const units = new Set(pack.units.map(({ id }) => id));
    const holders = all.flatMap(({ event }) =>
      typeof event.data.holder === 'string' ? [event.data.holder] : [],
    );
    expect(holders.length).toBeGreaterThan(1_000);
    expect(holders.filter((holder) => !units.has(holder))).toEqual([]);
  });

  it('never closes an item before its feedback, nor dispatches without a holder', () => {
    const order = new Map<string, string[]>();
    const anonymous = new Set<string>();
    for (const { event } of all) {
      if (event.source.endsWith(':case'))
        order.set(event.subject, [...(order.get(event.subject) ?? []), event.type]);
      if (event.data.callbackWaived === 'anonymous') anonymous.add(event.subject);
    }
    const closed = [...order].filter(([, types]) => types.includes('case.closed'));
    expect(closed.length).toBeGreaterThan(800);
    for (const [id, types] of closed) {
      expect(types[0]).toBe('case.received');
      expect(types.indexOf('case.dispatched')).toBeLessThan(types.indexOf('case.fedback'));
      expect(types.lastIndexOf('case.fedback')).toBeLessThan(types.lastIndexOf('case.closed'));
      if (anonymous.has(id)) continue;
      expect(types.lastIndexOf('case.fedback')).toBeLessThan(types.lastIndexOf('case.calledback'));
      expect(types.lastIndexOf('case.calledback')).toBeLessThan(types.lastIndexOf('case.closed'));
    }
  });
});

describe('every command of the simulated officers', () => {
  const commands = world.officers.commands(FRIDAY, FRIDAY + 6 * HOUR);

  it('follows the contract and is about an entity that was raised before', () => {
    const raised = new Map<string, number>();
    for (const { at, event } of world.events(FRIDAY - 2 * DAY, FRIDAY + 6 * HOUR)) {
      if (event.type === 'alarm.raised') raised.set(`alarm:${event.subject}`, at);
      const terminal = `terminal:${event.subject}`;
      if (event.type === 'terminal.status_changed' && !raised.has(terminal)) raised.set(terminal, at);
      if (event.type === 'video.lead_raised') raised.set(`video:${event.subject}`, at);
    }
    for (const { at, event } of world.feeds.case.events(0, FRIDAY + 6 * HOUR)) {
      if (event.type === 'case.received') raised.set(`case:${event.subject}`, at);
    }
    expect(commands.length).toBeGreaterThan(20);
    for (const one of commands) {
      expect(command.safeParse(one.command).success).toBe(true);
      expect(EVENT_TYPES[one.command.type].data.safeParse(one.command.data).success).toBe(true);
      expect(one.at).toBeGreaterThan(raised.get(one.command.subject) ?? Number.POSITIVE_INFINITY);
    }
  });

  it('follows the contract over a whole week, with what is given on few days only', () => {
    const week = world.officers.commands(FRIDAY, FRIDAY + 7 * DAY).map(({ command: given }) => given);
    const refused = week.filter(
      (given) =>
        !command.safeParse(given).success || !EVENT_TYPES[given.type].data.safeParse(given.data).success,
    );
    expect(refused).toEqual([]);
    const types = new Set(week.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['operation.sos_cleared', 'operation.shelved']));
  });

  it('decides what units ask for, before the unit has its way', () => {
    const week = world.officers.commands(FRIDAY, FRIDAY + 7 * DAY);
    const asked = new Map<string, number>();
    const granted = new Map<string, number>();
    for (const { at, event } of world.feeds.case.events(0, FRIDAY + 9 * DAY)) {
      if (event.data.request !== undefined) asked.set(`case:${event.subject}`, at);
      if (event.type === 'case.extended' || event.type === 'case.suspended') {
        granted.set(`case:${event.subject}`, at);
      }
    }
    const decided = week.filter(({ command: { type } }) => type.endsWith('_decided'));
    expect(decided.length).toBeGreaterThan(0);
    for (const { at, command: given } of decided) {
      expect(at).toBeGreaterThan(asked.get(given.subject) ?? Number.POSITIVE_INFINITY);
      expect(at).toBeLessThan(granted.get(given.subject) ?? Number.POSITIVE_INFINITY);
    }
    const types = new Set(week.map(({ command: { type } }) => type));
    expect([...types]).toEqual(
      expect.arrayContaining(['operation.letter_issued', 'operation.called_in', 'operation.reported_in']),
    );
  });

  it('verifies leads mostly as true and says who sat there by seat only', () => {
    const day = world.officers.commands(FRIDAY, FRIDAY + DAY).map(({ command: given }) => given);
    const judged = day.filter(({ type }) => type === 'operation.verified');
    const share = judged.filter(({ data }) => data.result === 'TRUE').length / judged.length;
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.85);
    expect(day.every(({ by }) => /^\d号席$/.test(by.seat) && by.role === 'duty_officer')).toBe(true);
  });
});
