import { describe, expect, it } from 'vitest';
import { due, item as late, fold as limited, said, u3 } from './deadline/items.ts';
import { at, iso, type Said, tick } from './log.ts';
import { item, life, opened, type Step, walk } from './walks.ts';

describe('why an item is late', () => {
  const reason = said('case.progressed', '2026-11-19 10:00', { overdueReason: '材料未到' });
  const closed = said('case.closed', '2026-11-19 11:00');
  const reopened = said('case.reopened', '2026-11-20 10:00');

  it('was said of the deadline that ran then: a reopened item has its own lateness', () => {
    expect(late(u3(), reason, tick(at('2026-11-19 10:01')))).toMatchObject({
      sla: 'OVERDUE_REASONED',
      overdueReason: '材料未到',
    });
    const again = [u3(), reason, closed, reopened];
    expect(due(...again)).toBe('2026-11-25 18:00');
    expect(late(...again, tick(at('2026-11-25 18:01')))).toMatchObject({
      sla: 'OVERDUE',
      overdueReason: null,
    });
  });
});

describe('the days of a limit that stood', () => {
  it('end in the number of the limit, also where the standstill began on the day that does not count', () => {
    const stood = [
      u3(),
      said('case.suspended', '2026-11-13 11:00'),
      said('case.resumed', '2026-11-16 11:00', { state: 'RECEIVED' }),
    ];
    const days = limited(...stood).deadline('x-1')?.days ?? [];
    expect(days.map(({ count, skipped }) => count ?? skipped)).toEqual([
      'START',
      'WEEKEND',
      'WEEKEND',
      'PAUSED',
      1,
      2,
      3,
    ]);
  });
});

describe('a settlement', () => {
  const PAYING: Step[] = [
    'dispatched',
    'signed',
    'started',
    'fedback',
    ['calledback', { callback: 'PASSED' }],
  ];
  const agreed: Step = ['fulfilment_started', { amount: { owed: 33_000 } }];
  const settled = (paid: number) =>
    item(
      opened(),
      ...walk(...PAYING, agreed, ['progressed', { amount: { paid } }], ['closed', { outcome: 'RESOLVED' }]),
    );

  it('keeps what is owed when a part is paid', () => {
    expect(settled(15_000)?.amount).toEqual({ owed: 33_000, paid: 15_000 });
    const back = walk(...PAYING, agreed, ['progressed', { amount: null }]);
    expect(item(opened(), ...back)?.amount).toBeNull();
  });

  it('is not closed as resolved before it is paid', () => {
    const flags = (paid: number) => settled(paid)?.life.irregularities.map(({ problem }) => problem);
    expect([flags(15_000), flags(33_000)]).toEqual([['unpaid'], []]);
  });
});

it('an end before the reception is told as such and judged by no deadline', () => {
  const closed = (closedAt: string) =>
    late(
      u3({ dueAt: iso('2026-11-18 18:00') }),
      said('case.closed', '2026-11-14 10:00', { closedAt: iso(closedAt) }),
    );
  const problems = (closedAt: string) => closed(closedAt).life.irregularities.map(({ problem }) => problem);
  expect(closed('2026-11-13 11:00').verdict).toBe('ONTIME');
  expect(closed('2026-11-01 10:00')).toMatchObject({ verdict: null, sla: 'NONE' });
  expect(
    [problems('2026-11-13 11:00'), problems('2026-11-01 10:00')].map((each) => each.includes('against_time')),
  ).toEqual([false, true]);
});

it('an answer is to one letter, to that of the unit that holds the item before others', () => {
  const letter = (to: string, local: string): Said => ({
    type: 'operation.letter_issued',
    subject: 'case:x-1',
    sequence: null,
    time: at(local),
    data: {
      step: 'REMIND_LETTER',
      to,
      reason: '超期',
      approver: '值班长',
      answerBy: iso('2026-11-20 18:00'),
      by: { seat: '1号席', role: 'duty_officer' },
    },
  });
  const letters = [letter('甲局', '2026-11-16 10:00'), letter('乙局', '2026-11-16 10:01')];
  const answer = said('case.progressed', '2026-11-17 10:00', { answers: 'REMIND_LETTER' });
  const answered = (holder: string) =>
    life(opened(), ...walk(['dispatched', { holder }]), ...letters, answer).letters.map(
      ({ answeredAt }) => answeredAt,
    );
  expect(answered('甲局')).toEqual([at('2026-11-17 10:00'), null]);
  expect(answered('乙局')).toEqual([null, at('2026-11-17 10:00')]);
  for (const name of ['u-housing', '住建局', '示例县住房和城乡建设局']) {
    const sent = [letter('甲局', '2026-11-16 10:00'), letter(name, '2026-11-16 10:01')];
    const whole = life(opened(), ...walk(['dispatched', { holder: 'u-housing' }]), ...sent, answer);
    expect(whole.letters.map(({ to, answeredAt }) => [to, answeredAt])).toEqual([
      ['甲局', null],
      ['住建局', at('2026-11-17 10:00')],
    ]);
  }
});
