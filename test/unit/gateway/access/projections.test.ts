import { describe, expect, it } from 'vitest';
import { createProject } from '../../../../gateway/access/projections.ts';
import {
  type CaseEntity,
  ENTITY_KINDS,
  type EntityKind,
  type EntityOf,
  type KpiEntity,
} from '../../../../gateway/contract/entities.ts';

import { SMALL_CELL } from '../../../../gateway/contract/indicators.ts';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import { PROJECTIONS } from '../../../../gateway/contract/vocabulary.ts';
import { PROJECTED_KINDS } from '../../../../gateway/contract/wire.ts';

const MARK = '张某某';
const project = createProject([
  { id: 'C', name: '县', level: 'county', parent: null },
  { id: 'T1', name: '街', level: 'street', parent: 'C' },
  { id: 'V1', name: '村', level: 'village', parent: 'T1' },
]);

const tracked = { id: MARK, source: MARK, reality: 'actual', version: 1, flags: [] } as const;
const placed = {
  location: { lng: 103.81234, lat: 25.61234 },
  area: MARK,
  village: MARK,
  street: MARK,
  address: MARK,
};

/** One entity of each kind, its words all marked. */
const ENTITIES: { readonly [Kind in EntityKind]: EntityOf[Kind] } = {
  alarm: {
    ...tracked,
    ...placed,
    title: MARK,
    type: 'SMOKE',
    priority: 'P1',
    device: MARK,
    reading: null,
    state: 'UNACKED',
    active: true,
    acked: false,
    raisedAt: 1,
    waitingSince: 1,
    ackedAt: null,
    ackedBy: MARK,
    ackBy: 2,
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
    duplicateOf: MARK,
    replacedBy: MARK,
    item: MARK,
    health: 'OK',
  },
  case: {
    ...tracked,
    ...placed,
    title: MARK,
    kind: 'DISPUTE',
    category: MARK,
    channel: 'WALK_IN',
    state: 'RECEIVED',
    level: 'HIGH',
    urgency: 'U1',
    handlingLevel: null,
    holder: MARK,
    holderUnit: MARK,
    receivedAt: 1,
    startAt: null,
    pausedMs: 0,
    dueAt: null,
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
    basis: { kind: 'EXAMPLE', text: MARK },
    sla: 'NONE',
    verdict: null,
    outcome: null,
    people: 2,
    amount: null,
    photos: [MARK],
    link: MARK,
    stateSince: 1,
    facts: [{ n: 1, type: 'case.received', at: 1, by: MARK, note: MARK }],
  },
  video: {
    ...tracked,
    ...placed,
    title: MARK,
    type: 'GARBAGE',
    camera: MARK,
    algorithm: MARK,
    confidence: 0.9,
    media: MARK,
    raisedAt: 1,
    state: 'LEAD',
    judgedAt: null,
    judgedBy: MARK,
    item: MARK,
  },
  feed: {
    id: 'case',
    state: 'LIVE',
    lastEventAt: 1,
    lastReceivedAt: 1,
    silentSince: null,
    silentAfterS: 60,
    total: 1,
    simulated: false,
  },
  kpi: { id: `hazard.category.${MARK}`, value: 7, area: null },
  series: { id: MARK, from: 1, stepMs: 1, values: [1] },
  warning: {
    ...tracked,
    rule: MARK,
    ruleName: MARK,
    signal: 'REPEAT',
    level: 'LOW',
    state: 'GENERATED',
    about: { kind: 'FACILITY', id: MARK, name: MARK },
    category: MARK,
    area: MARK,
    village: MARK,
    street: MARK,
    location: placed.location,
    unit: MARK,
    unitId: MARK,
    count: 4,
    baseline: null,
    sample: 20,
    windowDays: 30,
    rulesHash: MARK,
    basis: [{ ref: MARK, n: 1 }],
    holds: true,
    generatedAt: 1,
    confirmedAt: null,
    issuedAt: null,
    issuedBy: MARK,
    signedAt: null,
    answeredAt: null,
    endedAt: null,
    signDueAt: null,
    answerDueAt: null,
    provisional: false,
    late: null,
    answer: MARK,
    verdict: null,
    movedBy: null,
    item: MARK,
  },
  instruction: {
    ...tracked,
    about: MARK,
    area: MARK,
    village: MARK,
    street: MARK,
    unit: MARK,
    unitId: MARK,
    text: MARK,
    state: 'SENT',
    sentAt: 1,
    sentBy: MARK,
    readAt: null,
    doneAt: null,
    readDueAt: null,
    doneDueAt: null,
    provisional: false,
    late: null,
    movedBy: 1,
    note: MARK,
  },
  indicator: {
    ...tracked,
    kind: 'REPORTS',
    unit: 'COUNT',
    area: MARK,
    by: MARK,
    network: null,
    from: 1,
    to: 2,
    value: 3,
    of: null,
    n: 3,
  },
  terminal: {
    ...tracked,
    name: MARK,
    unit: MARK,
    village: MARK,
    street: MARK,
    location: placed.location,
    fixAt: 1,
    accuracyM: 5,
    headingDeg: null,
    battery: 80,
    onDuty: true,
    state: 'ONLINE',
    sosAt: null,
    rostered: true,
    dispatch: null,
  },
};

const seen = <Kind extends EntityKind>(kind: Kind, projection: (typeof PROJECTIONS)[number]) =>
  project(kind, ENTITIES[kind], projection);
const item = (changes: Partial<CaseEntity>) => project('case', { ...ENTITIES.case, ...changes }, 'operator');
const forVisitor = (kpi: KpiEntity) => project('kpi', kpi, 'visitor');

describe('projections', () => {
  it.each(ENTITY_KINDS)('give a visitor no word that somebody wrote: %s', (kind) => {
    expect(JSON.stringify(seen(kind, 'visitor'))).not.toContain(MARK);
  });

  it.each(PROJECTIONS.flatMap((projection) => ENTITY_KINDS.map((kind) => [projection, kind] as const)))(
    'to %s tell %s only when its frames may carry it',
    (projection, kind) => {
      if (!PROJECTED_KINDS[projection].includes(kind)) expect(seen(kind, projection)).toBeNull();
      else if (projection === 'operator') expect(seen(kind, projection)?.id).toBe(ENTITIES[kind].id);
    },
  );

  it('leave the facts of an item out of every frame', () => {
    expect(seen('case', 'operator')).not.toHaveProperty('facts');
  });

  it.each(['DISPUTE', 'APPEAL', 'CITY_EVENT'] as const)('tell %s by its village alone', (kind) => {
    expect(item({ kind })).toMatchObject({ location: null, address: null, village: MARK });
  });

  it.each(['HAZARD', 'FACILITY', 'PUBLIC_ORDER', 'ALARM_CASE'] as const)(
    'keep the exact point of %s',
    (kind) => {
      expect(item({ kind })?.location).toEqual(placed.location);
    },
  );

  it('know items without a place', () => {
    expect(item({ location: null })?.location).toBeNull();
  });

  it('tell a visitor the totals of the county, small ones too', () => {
    expect(forVisitor({ id: 'case.open', value: 2, area: null })).toMatchObject({ value: 2 });
  });

  it.each(['case.reviewOverdue', 'case.loweringProposed', 'case.taskforce'])(
    'keep how the centre works on levels within the house: %s',
    (id) => {
      expect(forVisitor({ id, value: 9, area: null })).toBeNull();
    },
  );

  it.each([
    [0, true],
    [1, false],
    [SMALL_CELL - 1, false],
    [SMALL_CELL, true],
  ])('tell a visitor a street’s count of %i: %s', (value, told) => {
    expect(forVisitor({ id: 'case.open@T1', value, area: 'T1' }) !== null).toBe(told);
  });

  it.each(['V1', 'elsewhere'])('tell a visitor no count of %s, however large', (area) => {
    expect(forVisitor({ id: `case.open@${area}`, value: 400, area })).toBeNull();
  });
});
