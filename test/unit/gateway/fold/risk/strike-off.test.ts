import { describe, expect, it } from 'vitest';
import { type StrikeOffRules, strikeOffRules } from '../../../../../gateway/contract/strike-off.ts';
import { restoreFold } from '../../../../../gateway/fold/index.ts';
import { refolded } from '../../../../../gateway/fold/measures/refold.ts';
import { pastItem } from '../../../../../gateway/fold/past.ts';
import { type Ended, observationAt } from '../../../../../gateway/fold/risk/strike-off.ts';
import { at, entry, folded, kpi, log, type Said, tick } from '../log.ts';
import { dispute, HIGH, SITE, shipped, step } from './items.ts';

const DAY_MS = 86_400_000;
const RULES = shipped.risk.strikeOff;
const CLOSED = at('2026-11-13 12:00');
const day = (days: number) => CLOSED + days * DAY_MS;
const ended = (over: Partial<Ended> = {}): Ended => ({
  level: 'HIGH',
  closedAt: CLOSED,
  outcome: 'RESOLVED',
  callback: 'PASSED',
  ...over,
});
const again = (...days: readonly number[]) => days.map((each) => ({ id: `d${each}`, at: day(each) }));
const stands = (
  over: Partial<Ended>,
  days: readonly number[],
  now: number,
  rules: StrikeOffRules = RULES,
) => {
  const found = observationAt(ended(over), rules, again(...days), day(now));
  return found === null ? null : [found.state, (found.until - CLOSED) / DAY_MS, found.recurred, found.lacks];
};

describe('a closed item is struck off', () => {
  it.each([
    ['HIGH before 30 days', {}, [], 29.9, ['OBSERVED', 30, 0, []]],
    ['HIGH after 30 days', {}, [], 30, ['STRUCK_OFF', 30, 0, []]],
    ['MEDIUM after 14 days', { level: 'MEDIUM' }, [], 14, ['STRUCK_OFF', 14, 0, []]],
    ['30 days after the like came again', {}, [10], 39, ['OBSERVED', 40, 1, []]],
    ['30 days after the last that came within a period', {}, [3, 10, 25, 54], 85, ['STRUCK_OFF', 84, 4, []]],
    ['whatever comes after its period', {}, [31], 32, ['STRUCK_OFF', 30, 0, []]],
    ['with a call-back waived', { callback: 'WAIVED' }, [], 30, ['STRUCK_OFF', 30, 0, []]],
    [
      'HIGH not where nobody was reached',
      { callback: 'UNREACHABLE' },
      [],
      30,
      ['REFUSED', 30, 0, ['CALLBACK']],
    ],
    ['HIGH not as the record of another', { callback: 'IMPORTED' }, [], 30, ['REFUSED', 30, 0, ['CALLBACK']]],
    ['MEDIUM so', { level: 'MEDIUM', callback: 'UNREACHABLE' }, [], 14, ['STRUCK_OFF', 14, 0, []]],
    ['not without a call-back', { callback: null }, [], 30, ['REFUSED', 30, 0, ['CALLBACK']]],
    ['not with a call-back that failed', { callback: 'FAILED' }, [], 1, ['OBSERVED', 30, 0, ['CALLBACK']]],
    ['not unresolved', { outcome: 'UNRESOLVED' }, [], 30, ['REFUSED', 30, 0, ['RESOLUTION']]],
    ['with no outcome told', { outcome: null }, [], 30, ['STRUCK_OFF', 30, 0, []]],
    ['never beyond the longest', {}, [29, 58, 70], 90, ['REFUSED', 90, 3, ['RECURRENCE']]],
  ] as const)('%s', (_what, over, days, now, expected) => {
    expect(stands(over, days, now)).toEqual(expected);
  });

  it('at once or never where the rules say so: low and undetermined ones are not observed', () => {
    expect(stands({ level: 'LOW' }, [], 1)).toBeNull();
    expect(stands({ level: 'UNDETERMINED' }, [], 1)).toBeNull();
  });

  it('not at all after a recurrence where the rule refuses', () => {
    const rules = { ...RULES, HIGH: { days: 30, onRecurrence: 'REFUSE' as const } };
    expect(stands({}, [5], 30, rules)).toEqual(['REFUSED', 30, 1, ['RECURRENCE']]);
    expect(stands({}, [], 30, rules)).toEqual(['STRUCK_OFF', 30, 0, []]);
  });

  it('names those that carried the period on, not those in between', () => {
    const found = observationAt(ended(), RULES, again(3, 10, 25, 54), day(60));
    expect(found?.recurredBy).toEqual(['d25', 'd54']);
  });
});

it('a longest observation below a period is refused with its key', () => {
  const told = strikeOffRules.safeParse({ ...RULES, daysAtMost: 20 });
  expect(told.error?.issues.map(({ path }) => path.join('.'))).toEqual(['daysAtMost']);
});

/** A dispute of 40 people, closed with its call-back at noon of that day. */
const closing: Said[] = [
  ...HIGH.map((said): Said => ({ ...said, area: 'v1' })),
  step('calledback', { callback: 'PASSED' }, '2026-11-13 11:59'),
  step('closed', { outcome: 'RESOLVED' }, '2026-11-13 12:00'),
];
const like = (subject: string, time: string, over: Partial<Said> = {}): Said => ({
  ...dispute({}, time),
  subject,
  sequence: 1,
  area: 'v1',
  ...over,
});
const entriesOf = (...said: Said[]) => log(SITE, ...closing, ...said);
const run = (...said: Said[]) => folded(entriesOf(...said));
const seen = (fold: ReturnType<typeof run>) => {
  const found = fold.get('case', 'x-1')?.risk?.observation;
  return found === undefined ? null : [found.state, found.until, found.recurred];
};

describe('on the wall', () => {
  it('it stays for the period, is struck off, is shown a day longer and then leaves', () => {
    const fold = run(tick('2026-12-12 12:00'));
    expect(seen(fold)).toEqual(['OBSERVED', day(30), 0]);
    expect([kpi(fold, 'case.observed'), kpi(fold, 'case.observed.HIGH'), kpi(fold, 'case.open')]).toEqual([
      1, 1, 0,
    ]);
    folded([entry(20, tick('2026-12-13 12:00'))], fold);
    expect(seen(fold)).toEqual(['STRUCK_OFF', day(30), 0]);
    expect([kpi(fold, 'case.observed'), kpi(fold, 'today.struckOff.HIGH')]).toEqual([0, 1]);
    expect(fold.get('series', 'level.struckOff')?.values.at(-1)).toBe(1);
    expect(fold.get('kpi', 'figure.strikeOffRate.D30')).toMatchObject({ part: 1, of: 1 });
    folded([entry(21, tick('2026-12-14 12:00'))], fold);
    expect(fold.get('case', 'x-1')).toBeUndefined();
    expect([kpi(fold, 'today.struckOff'), kpi(fold, 'figure.struckOff.D30')]).toEqual([0, 1]);
  });

  it('an item of which the level is low leaves a week after its closing, as ever', () => {
    const low = [dispute({}, '2026-11-13 10:00'), step('closed', {}, '2026-11-13 12:00')];
    const fold = folded(log(SITE, ...low, tick('2026-11-20 12:01')));
    expect(fold.get('case', 'x-1')).toBeUndefined();
  });

  it('reopened it is open again, and no longer observed', () => {
    const fold = run(step('reopened', {}, '2026-11-14 12:00'));
    expect([seen(fold), kpi(fold, 'case.observed'), kpi(fold, 'case.open')]).toEqual([null, 0, 1]);
  });

  it('the like at its place begins the period anew and is counted, of an exercise or elsewhere it is none', () => {
    const fold = run(like('y-1', '2026-11-20 09:00'));
    expect(seen(fold)).toEqual(['OBSERVED', at('2026-12-20 09:00'), 1]);
    expect(fold.get('case', 'x-1')?.risk?.observation?.recurredBy).toEqual(['y-1']);
    expect(kpi(fold, 'case.observed.recurred')).toBe(1);
    folded([entry(20, tick('2026-11-20 09:01'))], fold);
    expect(fold.get('kpi', 'figure.recurrenceRate.D30')).toMatchObject({ part: 1, of: 1 });
    expect(seen(run(like('y-1', '2026-11-20 09:00', { reality: 'exercise' })))).toEqual([
      'OBSERVED',
      day(30),
      0,
    ]);
    expect(seen(run(like('y-1', '2026-11-20 09:00', { area: 'v2' })))).toEqual(['OBSERVED', day(30), 0]);
  });

  it('the like that is voided afterwards was none', () => {
    const fold = run(like('y-1', '2026-11-20 09:00'), {
      ...step('voided', {}, '2026-11-21 09:00'),
      subject: 'y-1',
    });
    expect(seen(fold)).toEqual(['OBSERVED', day(30), 0]);
  });

  it('it is the same whether the like or the closing was told first', () => {
    const other = like('y-1', '2026-11-20 09:00');
    const late = closing.slice(0, 2);
    const fold = folded(log(SITE, ...late, other, ...closing.slice(2)));
    expect(seen(fold)).toEqual(seen(run(other)));
  });

  it('a restore at any place changes nothing', () => {
    const entries = entriesOf(
      like('y-1', '2026-11-20 09:00'),
      tick('2026-11-21 09:00'),
      like('y-2', '2026-12-01 09:00'),
      tick('2026-12-31 09:00'),
      tick('2027-01-02 09:00'),
    );
    const whole = folded(entries);
    for (let cut = 1; cut < entries.length; cut += 1) {
      const parted = folded(entries.slice(cut), restoreFold(folded(entries.slice(0, cut)).serialize()));
      expect([cut, parted.stateHash()]).toEqual([cut, whole.stateHash()]);
    }
  });

  it('its numbers name the entries behind them, which alone give them again', () => {
    const entries = entriesOf(like('y-1', '2026-11-20 09:00'), tick('2026-11-20 09:01'));
    const now = at('2026-11-20 09:01');
    const question = { id: 'case.observed.recurred', period: null, area: null, at: now };
    const explained = folded(entries).explainKpi(question);
    expect(explained).toMatchObject({ equal: true, rows: [{ subject: 'case:x-1', part: 1 }] });
    const ns = new Set([1, ...(explained?.rows[0]?.ns ?? [])]);
    const again = refolded(
      entries.filter(({ n }) => ns.has(n)),
      question,
      now,
    );
    expect(again.get('case:x-1')).toMatchObject({ part: 1 });
  });

  it('an item that has left is told as it ended', () => {
    const entries = entriesOf().filter(({ type }) => type !== 'system.ticked');
    expect(pastItem(entries, 'x-1')?.item.risk?.observation?.state).toBe('STRUCK_OFF');
  });
});
