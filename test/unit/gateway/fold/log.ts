import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import type { EventType } from '../../../../gateway/contract/event-types.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { type Feed, feedOf } from '../../../../gateway/contract/feeds.ts';
import { NEUTRAL_LIFE } from '../../../../gateway/contract/life.ts';
import { NEUTRAL_RISK } from '../../../../gateway/contract/risk.ts';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import { NEUTRAL_WARNINGS } from '../../../../gateway/contract/warning-rules.ts';
import { createFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';

/** An instant of the demo's site (UTC+8) as epoch ms: `at('2026-11-20 15:19')`. */
export function at(local: string): number {
  return Date.parse(`${local.replace(' ', 'T')}+08:00`);
}

/** The same as text for event data. */
export function iso(local: string): string {
  return new Date(at(local)).toISOString();
}

/** An entry as a test wants to say it; `time` in ms, everything else has a plain default. */
export interface Said extends Partial<Omit<LogEntry, 'data' | 'type' | 'subject'>> {
  readonly type: EventType | (string & {});
  readonly subject?: string;
  readonly data?: Record<string, unknown>;
}

export const NOON = at('2026-11-20 12:00');

export function entry(n: number, said: Said): LogEntry {
  const time = said.time ?? NOON;
  const type = said.type as EventType;
  return {
    e: 'e1',
    n,
    h: `h${n}`,
    feed: (feedOf(type) ?? 'case') as Feed,
    v: 1,
    id: `id-${n}`,
    source: 'urn:test',
    time,
    receivedAt: time,
    sequence: n,
    producerEpoch: 0,
    reality: 'actual',
    producer: 'test',
    area: null,
    flags: [],
    digest: '',
    ...said,
    type,
    subject: said.subject ?? 'x-1',
    data: said.data ?? {},
  };
}

/** Entries numbered from 1. */
export function log(...said: readonly Said[]): LogEntry[] {
  return said.map((each, index) => entry(index + 1, each));
}

export function folded(entries: readonly LogEntry[], fold: Fold = createFold()): Fold {
  for (const each of entries) fold.apply(each);
  return fold;
}

export function tick(local: string | number): Said {
  const time = typeof local === 'number' ? local : at(local);
  return {
    type: 'system.ticked',
    time,
    source: 'gateway',
    subject: 'site',
    sequence: null,
    data: { at: time },
  };
}

export const RULES: Rules = {
  live: { closedItemsForS: 604_800, finishedAlarmsForS: 86_400, dueSoonShare: 0.2, indicatorsForDays: 400 },
  feeds: {
    case: { silentAfterS: 3_600 },
    alarm: { silentAfterS: 3_600 },
    terminal: { silentAfterS: 120 },
    video: { silentAfterS: 3_600 },
    indicator: { silentAfterS: 90_000 },
  },
  alarms: {
    acknowledgeWithinS: { P1: 60, P2: 300, P3: 1_800, P4: 7_200 },
    acknowledgementHoldsS: { P1: 7_200, P2: 28_800, P3: 86_400, P4: 86_400 },
    shelveForAtMostS: { P1: 1_800, P2: 14_400, P3: 28_800, P4: 28_800 },
    latched: ['TAMPER'],
    staleAfterS: 86_400,
    devicesGoneAfterDays: 30,
    chattering: { raises: 3, withinS: 60, quietS: 300 },
    fleetingWithinS: 10,
    historyAfterS: 3_600,
    duplicateWithinS: 60,
    flood: { windowS: 600, enterAbove: 10, exitBelow: 5, seats: 1 },
  },
  terminals: {
    intervalS: 60,
    staleAfterIntervals: 2,
    offlineAfterIntervals: 3,
    offlineAfterS: 300,
    stuckAfterS: 1_800,
    goneAfterDays: 30,
    lowBatteryPercent: 20,
    inaccurateAboveM: 200,
    arrivedWithinM: 100,
    callOutlivesS: 3_600,
    detour: 1.4,
    walkKmh: 5,
  },
  worktime: {
    hours: [
      { from: '09:00', to: '12:00' },
      { from: '14:00', to: '18:00' },
    ],
    weeklyRest: ['SAT', 'SUN'],
    fixedHolidays: ['01-01', '05-01', '05-02', '10-01', '10-02', '10-03'],
  },
  deadlines: { warnHours: 4, limits: [] },
  life: NEUTRAL_LIFE,
  catalogue: { items: [] },
  roster: { shifts: [] },
  sources: { expected: [] },
  warnings: NEUTRAL_WARNINGS,
  risk: NEUTRAL_RISK,
  denied: { categories: [] },
};

export const AREAS: SystemConfigured['areas'] = [
  { id: 'county', name: '县', level: 'county', parent: null },
  { id: 's1', name: '一镇', level: 'street', parent: 'county' },
  { id: 's2', name: '二镇', level: 'street', parent: 'county' },
  { id: 'v1', name: '一村', level: 'village', parent: 's1' },
  { id: 'v2', name: '二村', level: 'village', parent: 's2' },
  { id: 'g1', name: '一格', level: 'grid', parent: 'v1' },
];

export function configured(over: Partial<SystemConfigured> = {}, time = NOON - 86_400_000): Said {
  const data: SystemConfigured = {
    hash: 'c1',
    rules: RULES,
    calendars: [],
    areas: AREAS,
    units: [
      {
        id: 'u-housing',
        name: '示例县住房和城乡建设局',
        shortName: '住建局',
        level: 'COUNTY',
        kind: 'department',
        area: 'county',
        mode: 'ROTATING',
        dutyPhone: null,
        liaisonPost: null,
      },
    ],
    utcOffsetMinutes: 480,
    ...over,
  };
  return {
    type: 'system.configured',
    time,
    source: 'gateway',
    subject: 'site',
    sequence: null,
    data: { ...data },
  };
}

/** `case.received` with the least that the schema asks for. */
export function received(over: Record<string, unknown> = {}, said: Partial<Said> = {}): Said {
  return { type: 'case.received', ...said, data: { title: '路灯不亮', kind: 'APPEAL', ...over } };
}

/** Value of a KPI, 0 when it is not there. */
export function kpi(fold: Fold, id: string): number {
  return fold.get('kpi', id)?.value ?? 0;
}
