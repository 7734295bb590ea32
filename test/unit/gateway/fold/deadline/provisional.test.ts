import { describe, expect, it } from 'vitest';
import { at, configured, RULES, type Said, tick } from '../log.ts';
import { fold, life, opened, rules } from '../walks.ts';
import { command, foldWith, items, only, TICK, theWarning } from '../warning/support.ts';
import { local, YEARS } from './support.ts';

const told = (type: string, time: string, data: Record<string, unknown> = {}): Said => ({
  type: `case.${type}`,
  time: at(time),
  data,
});
const received = { ...opened({ urgency: 'U5' }), time: at('2026-12-30 09:00') };
const upTo = (last: Said, ...before: string[]) => [
  received,
  ...before.map((type) => told(type, '2026-12-30 09:00')),
  last,
];
const notice = {
  year: 2027,
  source: '试行通知',
  coverageUntil: '2027-12-31',
  holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-05' }],
  workdays: [],
};
const published = configured({ hash: 'c2', rules, calendars: [...YEARS, notice] }, at('2026-12-31 17:30'));

describe('the clock of a step past the coverage of the calendar', () => {
  const fed = ['dispatched', 'signed', 'started'];
  const fedback = (time: string) => upTo(told('fedback', time), ...fed);
  const agreed = upTo(told('fulfilment_started', '2026-12-30 10:00'), ...fed, 'fedback');
  const sent = (time: string) => upTo(told('dispatched', time));

  it.each<[string, Said[], string, string, boolean]>([
    ['a review before it', fedback('2026-12-30 10:00'), 'review', '2026-12-31 18:00', false],
    ['a review', fedback('2026-12-31 10:00'), 'review', '2027-01-04 18:00', true],
    ['a signature before it', sent('2026-12-30 15:00'), 'sign-u5', '2026-12-31 18:00', false],
    ['a signature', sent('2026-12-31 15:00'), 'sign-u5', '2027-01-04 18:00', true],
    ['what was promised', agreed, 'fulfilment', '2027-01-29 18:00', true],
    ['an intake before it', [received], 'intake', '2026-12-30 09:30', false],
  ])('of %s tells its limit, and whether it is provisional', (_what, steps, limit, due, provisional) => {
    expect(life(...steps).stage).toMatchObject({ limit, dueAt: at(due), provisional });
  });

  it('is provisional in the forward view, until its notice is out', () => {
    const waiting = fold(...fedback('2026-12-31 10:00'));
    const falling = (view: typeof waiting) =>
      view
        .fallingDue(at('2027-02-28 00:00'))
        .filter(({ clock }) => clock !== 'ASSESS')
        .map(({ clock, limit, dueAt, provisional }) => [clock, limit, local(dueAt), provisional]);
    expect(falling(waiting)).toEqual([
      ['REVIEW', 'review', '2027-01-04 18:00', true],
      ['RESOLVE', 'resolve-u5', '2027-01-19 18:00', true],
    ]);
    expect(falling(fold(...fedback('2026-12-31 10:00'), published))).toEqual([
      ['REVIEW', 'review', '2027-01-06 18:00', false],
      ['RESOLVE', 'resolve-u5', '2027-01-19 18:00', false],
    ]);
  });
});

describe('the clocks of a supporting unit past the coverage of the calendar', () => {
  const called = told('progressed', '2026-12-31 17:00', { support: { unit: 'u-housing', step: 'CALLED' } });

  it('tell their limits, that they are provisional, and that a notice has moved them', () => {
    const of = (...said: Said[]) => life(received, called, ...said).supports[0];
    expect(of()).toMatchObject({
      signDueAt: at('2027-01-04 18:00'),
      signLimit: 'sign-u5',
      signProvisional: true,
      feedbackDueAt: at('2027-01-06 18:00'),
      feedbackLimit: 'support',
      feedbackProvisional: true,
    });
    expect(of(published)).toMatchObject({
      signDueAt: at('2027-01-06 18:00'),
      signProvisional: false,
      feedbackProvisional: false,
    });
    const [moves] = fold(received, called, published).deadlineMoves();
    expect(moves?.moved).toMatchObject([
      { kind: 'case', clock: 'SIGN', unit: 'u-housing', to: at('2027-01-06 18:00') },
      { kind: 'case', clock: 'SUPPORT', unit: 'u-housing', to: at('2027-01-08 18:00') },
    ]);
  });
});

describe('the clocks of a warning and of an instruction', () => {
  const warnings = only('repeat-village');
  const spans = {
    ...warnings,
    instructions: { ...warnings.instructions, read: { amount: 1, unit: 'workday' } },
  };
  const under = (hash: string, time: string, calendars = YEARS) =>
    configured({ hash, rules: { ...RULES, warnings: spans as typeof warnings }, calendars }, at(time));
  const start = () => {
    const made = foldWith(warnings, ...items(20, (i) => i / 2), TICK);
    const subject = `warning:${theWarning(made.fold).id}`;
    const say = (type: string, time: string, data: Record<string, unknown> = {}) =>
      made.tell(command(type, subject, data, at(time)));
    made.tell(under('c2', '2026-11-20 12:10'));
    say('warning_confirmed', '2026-11-20 12:20', { level: 'MEDIUM' });
    say('warning_issued', '2026-12-31 16:00', { unit: 'u-housing' });
    return { ...made, say };
  };
  const falling = ({ fold: view }: ReturnType<typeof start>) =>
    view
      .fallingDue(at('2027-02-28 00:00'))
      .filter(({ kind }) => kind !== 'case')
      .map(({ clock, limit, dueAt, provisional }) => [clock, limit, local(dueAt), provisional]);

  it('are provisional past the coverage of the calendar, and reckoned anew and listed with its notice', () => {
    const site = start();
    expect(falling(site)).toEqual([['SIGN', 'clocks.MEDIUM.sign', '2027-01-04 11:00', true]]);
    site.say('instruction_sent', '2026-12-31 16:30', { unit: 'u-housing', text: '请到场查看' });
    expect(falling(site)).toContainEqual(['READ', 'instructions.read', '2027-01-04 18:00', true]);
    site.tell(under('c3', '2026-12-31 17:00', [...YEARS, notice]));
    expect(falling(site)).toEqual([
      ['SIGN', 'clocks.MEDIUM.sign', '2027-01-06 11:00', false],
      ['READ', 'instructions.read', '2027-01-06 18:00', false],
    ]);
    const moved = site.fold.deadlineMoves().at(-1)?.moved;
    expect(
      moved?.map(({ kind, clock, from, to }) => [kind, clock, local(from ?? 0), local(to ?? 0)]),
    ).toEqual([
      ['instruction', 'READ', '2027-01-04 18:00', '2027-01-06 18:00'],
      ['warning', 'SIGN', '2027-01-04 11:00', '2027-01-06 11:00'],
    ]);
  });

  it('that have run out run again where other rules give more time, and none that was kept is judged anew', () => {
    const site = start();
    site.tell(tick('2027-01-04 12:00'));
    expect(theWarning(site.fold).late).toBe('SIGN');
    site.tell(under('c3', '2027-01-04 12:01', [...YEARS, notice]));
    expect(theWarning(site.fold)).toMatchObject({ late: null, signDueAt: at('2027-01-06 11:00') });
    site.say('warning_signed', '2027-01-06 10:00');
    expect(falling(site)).toEqual([['ANSWER', 'clocks.MEDIUM.answer', '2027-01-11 18:00', false]]);
    site.tell(under('c4', '2027-01-06 12:00'));
    expect(theWarning(site.fold)).toMatchObject({
      signDueAt: at('2027-01-06 11:00'),
      answerDueAt: at('2027-01-11 18:00'),
      provisional: true,
    });
  });
});
