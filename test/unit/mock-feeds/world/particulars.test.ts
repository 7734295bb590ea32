import { beforeAll, describe, expect, it } from 'vitest';
import type { Timed } from '../../../../mock-feeds/world/stream.ts';
import type { World } from '../../../../mock-feeds/world/world.ts';
import { FRIDAY, within, worldOf } from '../worlds.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const END = FRIDAY + 7 * DAY;

let world: World;
let items: Timed[];
let work: ReturnType<World['officers']['commands']>;
beforeAll(() => {
  world = worldOf({ terminals: 60 });
  items = world.feeds.case.events(0, END);
  work = world.officers.commands(0, END);
}, 60_000);

const told = (type: string) => items.filter(({ event }) => event.type === type);
const acts = (type: string) => work.filter(({ command }) => command.type === type);
const received = () => told('case.received');

describe('disputes', () => {
  it('are resolved on ways that go with where they were handed over from', () => {
    const channels = new Map(received().map(({ event }) => [event.subject, event.data.channel]));
    const pairs = items.flatMap(({ event: { subject, data } }) =>
      data.track === undefined ? [] : [`${channels.get(subject)} ${data.track}`],
    );
    expect(pairs.length).toBeGreaterThan(200);
    for (const pair of [
      'POLICE_110 PEOPLE_MEDIATION',
      'PETITION ADMIN_MEDIATION',
      'COURT JUDICIAL_MEDIATION',
    ]) {
      expect(pairs).toContain(pair);
    }
  });
});

const ENDS = ['case.closed', 'case.voided', 'case.merged'];

describe('now and then', () => {
  it.each([
    ['case.voided', 0.004, 0.03],
    ['case.merged', 0.004, 0.025],
    ['case.reopened', 0.004, 0.03],
  ])('%s', (type, least, most) => {
    expect(told(type).length / received().length).toSatisfy(within(least, most));
  });

  it('an item is merged into one of its own sort that came before, and nothing is told of it later', () => {
    const first = new Map(received().map(({ at, event }) => [event.subject, { at, ...event.data }]));
    const merged = told('case.merged');
    for (const { at, event } of merged) {
      const [own, into] = [first.get(event.subject), first.get(String(event.data.into))];
      expect(into).toMatchObject({ title: own && 'title' in own ? own.title : null });
      expect(into?.at).toBeLessThan(own?.at ?? 0);
      expect(items.filter((each) => each.event.subject === event.subject && each.at > at)).toEqual([]);
      const ended = ENDS.flatMap(told).filter((each) => each.event.subject === event.data.into);
      expect(ended.filter((each) => each.at <= at)).toEqual([]);
    }
  });

  it('a late item says why, an item carries marks, a check fails and passes later', () => {
    const data = items.map(({ event }) => event.data);
    expect(data.filter(({ overdueReason }) => typeof overdueReason === 'string').length).toBeGreaterThan(5);
    expect(data.filter(({ tags }) => Array.isArray(tags)).length).toBeGreaterThan(30);
    expect(data.filter(({ check }) => check === 'FAILED').length).toBeGreaterThan(5);
    expect(data.filter(({ check }) => check === 'PASSED').length).toBeGreaterThan(300);
  });
});

describe('officers about incidents', () => {
  it('put alarms aside for a time, never the graver ones', () => {
    const priorities = new Map<string, unknown>(
      world.feeds.alarm
        .events(0, END)
        .flatMap(({ event: { type, subject, data } }) =>
          type === 'alarm.raised' ? [[`alarm:${subject}`, data.priority] as const] : [],
        ),
    );
    const shelved = acts('operation.shelved');
    expect(shelved.length).toBeGreaterThan(3);
    for (const { at, command } of shelved) {
      expect(Date.parse(String(command.data.until))).toSatisfy(within(at, at + 8 * 60 * MINUTE));
      expect(['P3', 'P4']).toContain(priorities.get(command.subject));
    }
  });

  it('join an alarm to an item that is open', () => {
    const ends = new Map(told('case.closed').map(({ at, event }) => [event.subject, at]));
    const begins = new Map(received().map(({ at, event }) => [event.subject, at]));
    const linked = acts('operation.linked');
    expect(linked.length).toBeGreaterThan(0);
    for (const { at, command } of linked) {
      const item = String(command.data.item);
      expect(at).toSatisfy(within(begins.get(item) ?? END, ends.get(item) ?? END));
    }
  });

  it('call terminals, which come and are released, and end every call for help', () => {
    const calls = acts('operation.dispatched');
    expect(calls.length).toBeGreaterThan(5);
    expect(acts('operation.released').length).toSatisfy(within(calls.length - 2, calls.length));
    const help = world.terminals
      .changes(FRIDAY, END)
      .filter(({ event }) => event.type === 'terminal.sos_raised');
    expect(help.length).toSatisfy(within(1, 7));
    expect(acts('operation.sos_cleared').map(({ command }) => command.subject)).toEqual(
      help.map(({ event }) => `terminal:${event.subject}`),
    );
  });

  it('do nothing of it in the first minutes', () => {
    const early = world.officers.commands(0, FRIDAY + 10 * MINUTE).map(({ command }) => command.type);
    for (const type of ['shelved', 'linked', 'dispatched', 'sos_cleared'] as const) {
      expect(early).not.toContain(`operation.${type}`);
    }
  });
});
