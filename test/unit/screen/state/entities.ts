import type {
  AlarmEntity,
  CaseEntity,
  FeedEntity,
  IndicatorEntity,
  KpiEntity,
  SeriesEntity,
  TerminalEntity,
  VideoEntity,
} from '../../../../gateway/contract/entities.ts';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import type { RegionArea } from '../../../../gateway/contract/region.ts';
import type { WarningEntity } from '../../../../gateway/contract/warnings.ts';
import { type AreaNames, indexAreas } from '../../../../screen/state/scope.ts';

/** 2026-11-20 15:42:06 at +08:00, a Friday. */
export const NOW = Date.UTC(2026, 10, 20, 7, 42, 6);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

const TRACKED = { source: 'urn:test', reality: 'simulated', version: 1, flags: [] } as const;
const PLACED = {
  location: { lng: 103.82, lat: 25.6 },
  area: 'v1',
  village: 'v1',
  street: 's1',
  address: null,
} as const;

export function alarm(change: Partial<AlarmEntity> = {}): AlarmEntity {
  const raisedAt = change.raisedAt ?? NOW - 161_000;
  return {
    ...TRACKED,
    ...PLACED,
    id: 'a1',
    title: '燃气浓度报警',
    type: 'GAS',
    priority: 'P1',
    device: null,
    reading: null,
    state: stateOf(change),
    active: true,
    acked: false,
    raisedAt,
    waitingSince: raisedAt,
    ackedAt: null,
    ackedBy: null,
    ackBy: raisedAt + MINUTE,
    late: false,
    ackUntil: null,
    silenced: false,
    returnedAt: null,
    clearedAt: null,
    finishedAt: null,
    expiresAt: null,
    raises: 1,
    chattering: false,
    stale: false,
    shelved: null,
    outOfService: null,
    duplicateOf: null,
    replacedBy: null,
    item: null,
    health: 'OK',
    ...change,
  };
}

function stateOf({ active = true, acked = false }: Partial<AlarmEntity>): AlarmEntity['state'] {
  if (active) return acked ? 'ACKED' : 'UNACKED';
  return acked ? 'LATCHED' : 'RETURNED_UNACKED';
}

export function item(change: Partial<CaseEntity> = {}): CaseEntity {
  return {
    ...TRACKED,
    ...PLACED,
    id: 'c1',
    title: '欠薪纠纷',
    kind: 'DISPUTE',
    category: null,
    channel: null,
    state: 'IN_PROGRESS',
    level: 'HIGH',
    urgency: 'U3',
    handlingLevel: null,
    holder: '人社局',
    holderUnit: null,
    receivedAt: NOW - 4 * HOUR,
    startAt: null,
    pausedMs: 0,
    dueAt: NOW + 4 * HOUR,
    originalDueAt: null,
    warnAt: null,
    dueSource: null,
    limit: null,
    provisional: false,
    restsUntil: null,
    remainingWorkdays: null,
    overdueReason: null,
    life: EMPTY_LIFE,
    pausedAt: null,
    closedAt: null,
    basis: null,
    sla: 'NORMAL',
    verdict: null,
    outcome: null,
    people: null,
    amount: null,
    photos: [],
    link: null,
    stateSince: NOW,
    ...change,
  };
}

export function lead(change: Partial<VideoEntity> = {}): VideoEntity {
  return {
    ...TRACKED,
    ...PLACED,
    id: 'l1',
    title: '疑似垃圾满溢',
    type: 'BIN_OVERFLOW',
    camera: null,
    algorithm: null,
    confidence: 0.8,
    media: null,
    raisedAt: NOW - 5 * MINUTE,
    state: 'LEAD',
    judgedAt: null,
    judgedBy: null,
    item: null,
    ...change,
  };
}

export function terminal(change: Partial<TerminalEntity> = {}): TerminalEntity {
  return {
    ...TRACKED,
    id: 't1',
    name: '巡护 1',
    unit: null,
    village: 'v1',
    street: 's1',
    location: { lng: 103.82, lat: 25.6 },
    fixAt: NOW,
    accuracyM: 5,
    headingDeg: null,
    battery: 80,
    onDuty: true,
    state: 'ONLINE',
    sosAt: null,
    rostered: true,
    dispatch: null,
    ...change,
  };
}

/** A call that nobody has answered yet. */
export const CALL: NonNullable<TerminalEntity['dispatch']> = {
  to: 'alarm:a1',
  by: '指挥席 1',
  state: 'CALLED',
  calledAt: NOW - 4 * MINUTE,
  departedAt: null,
  arrivedAt: null,
  doneAt: null,
};

export function feed(change: Partial<FeedEntity> = {}): FeedEntity {
  return {
    id: 'case',
    state: 'LIVE',
    lastEventAt: NOW,
    lastReceivedAt: NOW,
    silentSince: null,
    silentAfterS: 60,
    total: 1,
    simulated: true,
    ...change,
  };
}

export function kpi(id: string, value: number): KpiEntity {
  return { id, value, area: null };
}

export function series(id: string, values: readonly number[]): SeriesEntity {
  return { id, from: NOW - 24 * HOUR, stepMs: HOUR, values };
}

export function mapOf<T extends { readonly id: string }>(...entities: readonly T[]): ReadonlyMap<string, T> {
  return new Map(entities.map((entity) => [entity.id, entity]));
}

export const AREAS: readonly RegionArea[] = [
  { id: 'k', name: '云岭县', level: 'county', parent: null },
  { id: 's1', name: '花溪街道', level: 'street', parent: 'k' },
  { id: 'v1', name: '望江社区', level: 'village', parent: 's1' },
];
export const areas: AreaNames = indexAreas(AREAS);

/** Bookings that a service told of its last day. */
export const indicator = (change: Partial<IndicatorEntity>): IndicatorEntity => ({
  id: 'BOOKINGS_MADE@k',
  source: 'urn:test',
  reality: 'simulated',
  version: 1,
  flags: [],
  kind: 'BOOKINGS_MADE',
  unit: 'PERSON_TIMES',
  area: 'k',
  by: '调解',
  network: null,
  from: NOW - 24 * HOUR,
  to: NOW,
  value: 12,
  of: null,
  n: 12,
  ...change,
});

/** A finding of a rule that nobody has confirmed. */
export const warning = (change: Partial<WarningEntity> = {}): WarningEntity => ({
  id: 'w1',
  source: 'urn:test',
  reality: 'simulated',
  version: 1,
  flags: [],
  movedBy: 0,
  rule: 'surge-street',
  ruleName: '镇街诉求突增',
  signal: 'SURGE',
  level: 'MEDIUM',
  state: 'GENERATED',
  about: { kind: 'STREET', id: 's1', name: 's1' },
  category: null,
  area: 's1',
  village: null,
  street: 's1',
  location: null,
  unit: null,
  unitId: null,
  count: 24,
  baseline: 9,
  sample: 60,
  windowDays: 7,
  rulesHash: 'h',
  basis: [],
  holds: true,
  generatedAt: NOW - 2 * HOUR,
  confirmedAt: null,
  issuedAt: null,
  issuedBy: null,
  signedAt: null,
  answeredAt: null,
  endedAt: null,
  signDueAt: null,
  answerDueAt: null,
  provisional: false,
  late: null,
  answer: null,
  verdict: null,
  item: null,
  ...change,
});
