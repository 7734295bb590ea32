import { expect, it, vi } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { figureKpi } from '../../../../gateway/contract/figures.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { limit } from './deadline/support.ts';
import { at, configured, entry, folded, RULES, received, type Said, tick } from './log.ts';

vi.setConfig({ testTimeout: 60_000 });

const MINUTE = 60_000;
const MORNING = at('2026-11-20 08:00');
const EVENING = at('2026-11-20 20:00');
const SIGN_MS = 2 * 60 * MINUTE;
const SIGN = limit({ id: 'sign', clock: 'SIGN', amount: 2, unit: 'hour' });
const SITE = configured({ rules: { ...RULES, deadlines: { warnHours: 4, limits: [SIGN] } } });
const BY = { by: { seat: '1号席', role: 'duty_officer' } };

const STEPS = ['case.dispatched', 'case.signed', 'case.fedback', 'case.calledback', 'case.closed'] as const;
const DATA: Readonly<Record<string, Record<string, unknown>>> = {
  'case.dispatched': { holder: 'u-housing' },
  'case.calledback': { callback: 'PASSED' },
};

/** An item that goes its way step by step and stops somewhere; each step some minutes after the one before. */
const item = fc
  .record({
    from: fc.integer({ min: 0, max: 240 }),
    gaps: fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: STEPS.length }),
    due: fc.option(fc.integer({ min: 1, max: 700 }), { nil: null }),
    called: fc.boolean(),
    support: fc.option(
      fc.record({
        after: fc.integer({ min: 1, max: 60 }),
        came: fc.option(fc.integer({ min: 0, max: 90 }), { nil: null }),
      }),
      { nil: null },
    ),
  })
  .map(({ from, gaps, due, called, support }) => (subject: string): Said[] => {
    let time = MORNING + from * MINUTE;
    const dueAt = due === null ? null : new Date(MORNING + (from + due) * MINUTE).toISOString();
    const told: Said[] = [{ ...received({ dueAt }, { subject }), time }];
    const way = STEPS.filter((type) => called || type !== 'case.calledback');
    for (const [index, gap] of gaps.slice(0, way.length).entries()) {
      const type = way[index] ?? 'case.progressed';
      time += gap * MINUTE;
      told.push({ type, subject, time, data: DATA[type] ?? {} });
    }
    if (support === null) return told;
    const { after, came } = support;
    const about = { subject: `case:${subject}`, sequence: null };
    const callAt = MORNING + (from + after) * MINUTE;
    const whistle = { ...BY, unit: 'u-housing', reason: '会商' };
    told.push({ type: 'operation.called_in', ...about, time: callAt, data: whistle });
    const come = { ...BY, unit: 'u-housing', step: 'REPORTED' };
    if (came !== null)
      told.push({ type: 'operation.reported_in', ...about, time: callAt + came * MINUTE, data: come });
    return told;
  });

/** One alarm on a device of its own, seen or not, cleared or not. */
const alarm = fc
  .record({
    from: fc.integer({ min: 0, max: 240 }),
    acked: fc.option(fc.integer({ min: 1, max: 60 }), { nil: null }),
    cleared: fc.option(fc.integer({ min: 61, max: 90 }), { nil: null }),
  })
  .map(({ from, acked, cleared }) => (subject: string): Said[] => {
    const time = MORNING + from * MINUTE;
    const data = { title: '烟感', type: 'SMOKE', priority: 'P3', device: subject };
    const told: Said[] = [{ type: 'alarm.raised', subject, time, data }];
    const about = { subject: `alarm:${subject}`, sequence: null, data: BY };
    if (acked !== null)
      told.push({ type: 'operation.acknowledged', ...about, time: time + acked * MINUTE + 1 });
    if (cleared !== null) told.push({ type: 'alarm.cleared', subject, time: time + cleared * MINUTE });
    return told;
  });

const day = fc
  .tuple(fc.array(item, { maxLength: 12, size: 'max' }), fc.array(alarm, { maxLength: 8, size: 'max' }))
  .map(([items, alarms]) => {
    const said = [
      ...items.map((tell, i) => tell(`c-${i}`)),
      ...alarms.map((tell, i) => tell(`a-${i}`)),
    ].flat();
    const inTime = said.filter(({ time = 0 }) => time < EVENING);
    const ordered = inTime.sort((a, b) => (a.time ?? 0) - (b.time ?? 0));
    return [SITE, ...ordered, tick(EVENING)].map((each, i) => entry(i + 1, each));
  });

/** The figures of the day as somebody counts them who has the list of entries and nothing else. */
function counted(entries: readonly LogEntry[]) {
  const about = ({ subject }: LogEntry) => subject.replace(/^(alarm|case):/, '');
  const histories = [...Map.groupBy(entries, about).values()];
  const when = (of: readonly LogEntry[], type: string) => of.find((each) => each.type === type)?.time ?? null;
  const items = histories.filter((of) => when(of, 'case.received') !== null);
  const alarms = histories.filter((of) => when(of, 'alarm.raised') !== null);
  const many = <Row>(rows: readonly Row[], is: (row: Row) => boolean) => rows.filter(is).length;
  const has = (type: string) => (of: readonly LogEntry[]) => when(of, type) !== null;
  const dueOf = (of: readonly LogEntry[]) => {
    const { dueAt } = of[0]?.data ?? {};
    return typeof dueAt === 'string' ? Date.parse(dueAt) : Number.POSITIVE_INFINITY;
  };
  const ends = (of: readonly LogEntry[]) => when(of, 'case.closed');
  const signBy = (of: readonly LogEntry[]) => (when(of, 'case.dispatched') ?? Number.NaN) + SIGN_MS;
  const signed = (of: readonly LogEntry[]) => when(of, 'case.signed') ?? Number.POSITIVE_INFINITY;
  const ackedAfter = (of: readonly LogEntry[]) =>
    (when(of, 'operation.acknowledged') ?? Number.POSITIVE_INFINITY) - (when(of, 'alarm.raised') ?? 0);
  const within = RULES.alarms.acknowledgeWithinS.P3 * 1_000;
  const late = (of: readonly LogEntry[]) =>
    (when(of, 'alarm.cleared') ?? EVENING) > (when(of, 'alarm.raised') ?? 0) + within;
  const isDue = (of: readonly LogEntry[]) =>
    dueOf(of) !== Number.POSITIVE_INFINITY && (ends(of) !== null || dueOf(of) < EVENING);
  return {
    clearance: [many(items, has('case.closed')), items.length],
    closeRateCohort: [many(items, has('case.closed')), items.length],
    onTimeRate: [many(items, (of) => (ends(of) ?? Number.NaN) <= dueOf(of) && isDue(of)), many(items, isDue)],
    signOnTime: [
      many(items, (of) => signed(of) <= signBy(of)),
      many(items, (of) => has('case.signed')(of) || signBy(of) < EVENING),
    ],
    reportRate: [many(items, has('operation.reported_in')), many(items, has('operation.called_in'))],
    callbackRate: [many(items, has('case.calledback')), many(items, has('case.fedback'))],
    alarmAcked: [many(alarms, has('operation.acknowledged')), alarms.length],
    alarmAckInTime: [
      many(alarms, (of) => ackedAfter(of) <= within),
      many(alarms, (of) => has('operation.acknowledged')(of) || late(of)),
    ],
  };
}

it('the figures of a day are what the entries of its log give when they are counted one by one', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(day, (entries) => {
      const fold = folded(entries);
      for (const [id, parts] of Object.entries(counted(entries))) {
        const { part, of } = fold.get('kpi', figureKpi(id, 'TODAY')) ?? { part: 0, of: 0 };
        expect({ id, parts: [part, of] }).toEqual({ id, parts });
        if ((parts[0] ?? 0) > 0 && parts[0] !== parts[1]) seen.add(id);
      }
    }),
    numRuns(60),
  );
  expect([...seen].sort()).toHaveLength(8);
});
