import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import type { SystemConfigured } from '../../../../gateway/contract/events/system.ts';
import { riskRules } from '../../../../gateway/contract/risk.ts';
import { ALARM_PRIORITIES, CASE_KINDS, REALITIES } from '../../../../gateway/contract/vocabulary.ts';
import { warningRules } from '../../../../gateway/contract/warning-rules.ts';
import fc from '../../../support/property.ts';
import { limit, YEARS } from './deadline/support.ts';
import { configured, entry, RULES, type Said, tick } from './log.ts';
import { aboutFound, aboutSent, deskSaid, instructionSaid, warningSaid } from './random-desk.ts';
import { caseStep, DAY, isoNear, MIDNIGHT, maybe, pick, received } from './random-steps.ts';

const area = pick(null, 'v1', 'v2', 'g1', 's2', 'nowhere');

const alarmSaid = fc.oneof(
  fc
    .record({
      priority: pick(...ALARM_PRIORITIES),
      type: pick('SMOKE', 'TAMPER'),
      device: maybe(pick('一号', '二号')),
      expiresAt: maybe(isoNear),
    })
    .map((data): Said => ({ type: 'alarm.raised', data: { title: '烟感', ...data } })),
  pick<Said>(
    { type: 'alarm.health_changed', data: { health: 'OFFLINE', device: '一号' } },
    { type: 'alarm.health_changed', data: { health: 'OK', device: '一号' } },
    { type: 'alarm.returned' },
    { type: 'alarm.cleared' },
    { type: 'alarm.updated', data: { priority: 'P2' } },
  ),
);

/** Raises that say themselves since when the condition stands, before or after they are told. */
const datedRaise = fc
  .tuple(alarmSaid, isoNear)
  .map(
    ([said, raisedAt]): Said =>
      said.type === 'alarm.raised' ? { ...said, data: { ...said.data, raisedAt } } : said,
  );

const terminalSaid = fc.oneof(
  fc
    .record({ battery: maybe(fc.integer({ min: 0, max: 100 })), lng: fc.integer({ min: 100, max: 104 }) })
    .map(
      ({ battery, lng }): Said => ({
        type: 'terminal.located',
        data: { battery, location: { lng, lat: 25 } },
      }),
    ),
  fc
    .record({ onDuty: maybe(fc.boolean()), online: maybe(fc.boolean()), intervalS: maybe(pick(30, 600)) })
    .map((data): Said => ({ type: 'terminal.status_changed', data })),
  pick<Said>({ type: 'terminal.sos_raised' }),
);

const videoSaid = fc
  .record({
    type: pick('PILE', 'SMOKE_FIRE'),
    title: pick('乱堆物料', '烟火'),
    algorithm: maybe(pick('fire 1.2')),
    camera: maybe(pick('路口', '后厨')),
    raisedAt: maybe(isoNear),
  })
  .map((data): Said => ({ type: 'video.lead_raised', data }));

const indicatorSaid = fc
  .record({ value: fc.integer({ min: 0, max: 9 }), day: fc.integer({ min: 18, max: 20 }) })
  .map(({ value, day }): Said => {
    const period = { from: `2026-11-${day}T00:00:00+08:00`, to: `2026-11-${day + 1}T00:00:00+08:00` };
    const data = { kind: 'REPORTS', unit: 'COUNT', area: 's2', value, n: value, period };
    return { type: 'indicator.reported', data };
  });

const by = { by: { seat: '1号席', role: 'operator' } };
interface Drawn {
  readonly result: string;
  readonly until: string;
  readonly item: string;
}
/** What a command of a type says beside its note. */
const WORDS: Readonly<Record<string, (drawn: Drawn) => Record<string, unknown>>> = {
  'operation.verified': ({ result }) => ({ result }),
  'operation.shelved': ({ until }) => ({ until, reason: 'OTHER' }),
  'operation.dispatched': ({ item }) => ({ to: `alarm:${item}` }),
  'operation.removed': ({ item }) => ({ item }),
  'operation.linked': ({ item, result }) => (result === 'TRUE' ? { item } : {}),
};
const levelStep = pick<Record<string, unknown>>(
  { step: 'RAISE', to: 'HIGH', reason: '研判' },
  { step: 'RAISE', to: 'MEDIUM', until: '2026-11-21T08:00:00+08:00', reason: '研判' },
  { step: 'PROPOSE', to: 'LOW', reason: '研判' },
  { step: 'PROPOSE', to: 'LOW', until: '2026-11-21T08:00:00+08:00', reason: '研判' },
  { step: 'APPROVE', reason: '研判' },
  { step: 'END_OVERRIDE', reason: '研判' },
);
const levelSaid = fc
  .tuple(
    fc.oneof(
      levelStep.map((data) => ({ type: 'operation.level_changed', data })),
      pick('CLEAN', 'CONTINUE').map((result) => ({ type: 'operation.reviewed', data: { result } })),
    ),
    fc.integer({ min: 0, max: 4 }),
    pick('1号席', '2号席'),
  )
  .map(
    ([{ type, data }, id, seat]): Said => ({
      type,
      subject: `case:x-${id}`,
      sequence: null,
      data: { ...data, by: { seat, role: 'operator' } },
    }),
  );
const operation = fc
  .tuple(
    pick<readonly [string, string]>(
      ['operation.acknowledged', 'alarm'],
      ['operation.silenced', 'alarm'],
      ['operation.reset', 'alarm'],
      ['operation.shelved', 'alarm'],
      ['operation.unshelved', 'alarm'],
      ['operation.removed', 'alarm'],
      ['operation.restored', 'alarm'],
      ['operation.linked', 'alarm'],
      ['operation.linked', 'video'],
      ['operation.dispatched', 'terminal'],
      ['operation.released', 'terminal'],
      ['operation.verified', 'video'],
      ['operation.verified', 'case'],
      ['operation.noted', 'case'],
    ),
    fc.integer({ min: 0, max: 4 }),
    pick('TRUE', 'FALSE'),
    isoNear,
  )
  .map(
    ([[type, kind], id, result, until]): Said => ({
      type,
      subject: `${kind}:x-${id}`,
      sequence: null,
      data: { ...WORDS[type]?.({ result, until, item: `x-${id}` }), note: '看过', ...by },
    }),
  );

/** What producers say about the entities of one kind. */
export const SAID = {
  case: fc.oneof(received, caseStep, caseStep),
  alarm: alarmSaid,
  terminal: terminalSaid,
  video: videoSaid,
  indicator: indicatorSaid,
};

const spoken = fc
  .tuple(
    fc.oneof(received, caseStep, caseStep, alarmSaid, datedRaise, terminalSaid, videoSaid, indicatorSaid),
    fc.record({
      subject: fc.integer({ min: 0, max: 4 }).map((id) => `x-${id}`),
      sequence: fc.integer({ min: 0, max: 30 }),
      producerEpoch: pick(0, 0, 0, 1),
      reality: pick('actual' as const, 'actual' as const, 'simulated' as const, ...REALITIES),
      area,
      late: fc.integer({ min: 0, max: DAY }),
    }),
  )
  .map(([said, over]) => ({ ...said, ...over }));

const RISK = riskRules.parse({
  ...RULES.risk,
  criteria: [
    { id: 'group', label: '人多', level: 'HIGH', when: { people: 30 } },
    { id: 'instructed', label: '批示', level: 'HIGH', when: { tags: ['INSTRUCTED'] } },
    { id: 'late', label: '超期', level: 'MEDIUM', when: { usedShare: 1.5 } },
    { id: 'old', label: '久拖', level: 'MEDIUM', when: { ageDays: 1 } },
    { id: 'again', label: '重复', level: 'MEDIUM', when: { recurrences: 2 } },
    { id: 'silent', label: '未说明', level: 'HIGH', when: { overdueHours: 3 } },
    { id: 'missed', label: '未研判', level: 'MEDIUM', when: { missedReviewHours: 1 } },
    { id: 'near', label: '告警多', level: 'MEDIUM', when: { alarms: 2 } },
  ],
  undecidedIn: ['RECEIVED', 'VERIFYING'],
  recurrenceDays: 1,
  guarantees: {
    HIGH: { level: 'COUNTY', post: '县领导', reviewHours: 2 },
    MEDIUM: { level: 'TOWNSHIP', post: '镇领导', reviewHours: 6 },
    LOW: { level: 'VILLAGE', post: '村干部', reviewHours: 24 },
  },
  strikeOff: {
    HIGH: { days: 1, onRecurrence: 'RESTART' },
    MEDIUM: { days: 1, onRecurrence: 'REFUSE' },
    LOW: { days: 1, onRecurrence: 'RESTART' },
    daysAtMost: 2,
  },
});

const EXAMPLE = { quietDays: 1, basis: { kind: 'EXAMPLE', text: '示例' } };
/** Rules that so short a log meets; what has ended is gone, and found again, within it. */
const WARNINGS = warningRules.parse({
  ...RULES.warnings,
  keptDays: 1,
  lapseDays: 1,
  rules: [
    ...(['case', 'alarm', 'terminal'] as const).map((feed) => ({
      ...EXAMPLE,
      id: `silent-${feed}`,
      name: '断流',
      level: 'MEDIUM',
      signal: 'SILENT',
      feeds: [feed],
      afterMinutes: 0,
    })),
    {
      ...EXAMPLE,
      id: 'alarms',
      name: '告警多发',
      level: 'LOW',
      signal: 'REPEAT',
      at: 'VILLAGE',
      kinds: [],
      alarms: true,
      windowDays: 2,
      times: 2,
    },
  ],
});

const ROW = {
  territory: 'VILLAGE' as const,
  department: 'u-housing',
  rule: '示例条款',
  gridMay: true,
};

/** Rules with limits of every unit, and a calendar that ends in the middle of the log. */
export const RULED: Partial<SystemConfigured> = {
  rules: {
    ...RULES,
    risk: RISK,
    warnings: WARNINGS,
    catalogue: {
      items: CASE_KINDS.flatMap((kind) => [
        { ...ROW, id: `${kind}-1`, name: '井盖', kind, categories: ['井盖'] },
        { ...ROW, id: `${kind}-2`, name: '其他', kind, categories: ['*'] },
      ]),
    },
    deadlines: {
      warnHours: 4,
      limits: [
        limit({ id: 'u1', when: { urgencies: ['U1'] }, amount: 2, unit: 'hour', pauses: ['SUSPENDED'] }),
        limit({
          id: 'u2',
          when: { urgencies: ['U2'] },
          amount: 4,
          unit: 'workhour',
          pauses: ['LEGAL_TRACK'],
        }),
        limit({ id: 'u3', when: { units: ['u-housing'] }, amount: 1, from: 'DISPATCHED' }),
        limit({ id: 'day', when: { kinds: ['DISPUTE'] }, amount: 1, unit: 'day', firstDay: 'INCLUDED' }),
        limit({ id: 'some', amount: 1, pauses: ['SUSPENDED'] }),
        limit({ id: 'rework', clock: 'REWORK', amount: 3, unit: 'hour' }),
      ],
    },
  },
  calendars: YEARS.map((year) => (year.year === 2026 ? { ...year, coverageUntil: '2026-11-21' } : year)),
};

/** Leads that nobody judges go within the log. */
const LAPSING = { unjudgedLeadDays: 0.25 };
const short = { ...RULES.live, closedItemsForS: 3_600, finishedAlarmsForS: 1_800 };
const configurations = pick(
  configured(RULED),
  configured({ ...RULED, ...LAPSING, hash: 'c4', calendars: YEARS }),
  configured({ hash: 'c2', utcOffsetMinutes: 345, rules: { ...RULES, warnings: WARNINGS } }),
  configured({ hash: 'c3', rules: { ...RULES, warnings: WARNINGS, live: short } }),
);

const step = fc.oneof(
  { weight: 30, arbitrary: spoken },
  { weight: 9, arbitrary: operation },
  { weight: 4, arbitrary: levelSaid },
  { weight: 6, arbitrary: deskSaid },
  { weight: 1, arbitrary: instructionSaid },
  { weight: 9, arbitrary: warningSaid },
  { weight: 6, arbitrary: fc.constant<Said>(tick(0)) },
  { weight: 3, arbitrary: configurations },
  {
    weight: 1,
    arbitrary: pick<Said>({ type: 'case.exploded' }, { type: 'case.received', data: { title: 3 } }),
  },
);

interface Timed {
  readonly said: Said & { readonly late?: number };
  readonly after: number;
}

/** A log around a midnight: items, alarms, terminals, leads, commands, ticks, poison and changes of configuration. */
export const randomLog: fc.Arbitrary<LogEntry[]> = fc
  .array(fc.record({ said: step, after: fc.integer({ min: 0, max: 40 * 60_000 }) }), {
    minLength: 1,
    maxLength: 160,
    size: 'max',
  })
  .map((steps: Timed[]) => {
    let now = MIDNIGHT - DAY;
    const entries = steps.map(({ said, after }, index) => {
      now += after;
      if (said.type === 'system.ticked') return entry(index + 1, tick(now));
      const { late = 0, ...rest } = said;
      return entry(index + 1, { sequence: index, ...rest, time: now - late, receivedAt: now });
    });
    return aboutSent(aboutFound(entries));
  });

/**
 * Was an item made of what is over for so long that it leaves? Whether it was still there is a matter of the ticks, which are
 * no entries of the item.
 */
export function outlives(entries: readonly LogEntry[], ns: readonly number[]): boolean {
  const own = entries.filter(({ n }) => ns.includes(n));
  const linked = own.find(({ type }) => type === 'operation.linked');
  return (
    linked !== undefined && linked.receivedAt - (own[0]?.time ?? 0) > RULES.live.finishedAlarmsForS * 1_000
  );
}
