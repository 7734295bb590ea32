import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { YEARS } from './deadline/support.ts';
import { AREAS, configured, entry, NOON, type Said, tick } from './log.ts';
import { shipped } from './risk/items.ts';

const STEP_MS = 400;

const STEPS = ['case.received', 'case.dispatched', 'case.signed', 'case.fedback', 'case.closed'] as const;

/** The `i`-th thing that happens in a county of 1,436 terminals, a thousand open items and an alarm now and then. */
function saidAt(i: number): Said {
  const time = NOON + i * STEP_MS;
  if (i % 13 === 12) return tick(time);
  const when = { time: time - ((i * 7919) % 900_000), receivedAt: time, area: i % 3 === 0 ? 'g1' : 'v2' };
  if (i % 5 === 0) return { ...when, ...caseSaid(i / 5, i % 30 === 0) };
  if (i % 41 === 7) return deskSaid(Math.floor(i / 41), Math.floor(i / 5), time);
  if (i % 17 === 3) return alarmSaid(i, when);
  const location = { lng: 103 + (i % 100) / 1_000, lat: 25 };
  const subject = `t-${i % 1_436}`;
  return { ...when, type: 'terminal.located', subject, data: { location, battery: (i * 31) % 101 } };
}

/** As many as a county has: the like of an item is looked for in its village. */
const VILLAGES = Array.from({ length: 120 }, (_, i): SystemConfigured['areas'][number] => ({
  id: `village-${i}`,
  name: `${i}村`,
  level: 'village',
  parent: i % 2 === 0 ? 's1' : 's2',
}));

const itemOf = (k: number) => Math.floor(k / 5_000) * 1_000 + (k % 1_000);

/** @param moved its place is told as another one */
function caseSaid(k: number, moved: boolean): Said {
  const item = itemOf(k);
  const step = Math.floor((k % 5_000) / 1_000);
  const type = STEPS[step] ?? 'case.progressed';
  const received = {
    title: '事项',
    kind: item % 2 === 0 ? 'DISPUTE' : 'HAZARD',
    category: item % 3 === 0 ? '邻里纠纷' : '物业纠纷',
    level: 'LOW',
    people: item % 45,
  };
  const area = `village-${(item + (moved ? 1 : 0)) % VILLAGES.length}`;
  return { type, subject: `c-${item}`, sequence: step, area, data: step === 0 ? received : {} };
}

const LEVEL_STEPS = [
  { step: 'RAISE', to: 'MEDIUM' },
  { step: 'PROPOSE', to: 'LOW' },
  { step: 'APPROVE' },
  { step: 'RAISE', to: 'HIGH', until: '2026-12-01T08:00:00+08:00' },
  { step: 'END_OVERRIDE' },
];

/** What two seats do about the level of an item that has just been told of. */
function deskSaid(i: number, k: number, time: number): Said {
  const by = { seat: `${1 + (i % 2)}号席`, role: 'operator' };
  const about = { time, subject: `case:c-${itemOf(k - (k % 5))}`, sequence: null };
  if (i % 4 === 0) return { ...about, type: 'operation.reviewed', data: { result: 'CLEAN', by } };
  const step = LEVEL_STEPS[i % LEVEL_STEPS.length];
  return { ...about, type: 'operation.level_changed', data: { ...step, reason: '研判', by } };
}

function alarmSaid(i: number, when: Partial<Said>): Said {
  const subject = `a-${i % 97}`;
  return i % 2 === 0
    ? { ...when, type: 'alarm.cleared', subject }
    : { ...when, type: 'alarm.raised', subject, data: { title: '烟感', type: 'SMOKE', priority: 'P2' } };
}

const EASY = { cleanReviews: 0, apartDays: 0, otherUnit: false };
const RISK = { ...shipped.risk, lowering: { HIGH: EASY, MEDIUM: EASY } };
/** The rules as shipped: limits, calendars, life, duty catalogue, warnings. */
const SITE = configured({
  rules: { ...shipped, risk: RISK },
  calendars: YEARS,
  areas: [...AREAS, ...VILLAGES],
});
/** Entry `n` of a log without an end; the same at every call. */
export const entryAt = (n: number): LogEntry => entry(n, n === 1 ? SITE : saidAt(n));
