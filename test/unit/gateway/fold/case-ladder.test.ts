import { describe, expect, it } from 'vitest';
import { configured, folded, iso, kpi, log, type Said, tick } from './log.ts';
import { fold, life, MINUTE, opened, rules, START, type Step, WHOLE, walk } from './walks.ts';

const DAY = 86_400_000;

describe('the supervision ladder', () => {
  const due = { dueAt: iso('2026-11-13 20:00') };
  it.each([
    ['2026-11-13 18:00', null],
    ['2026-11-13 18:01', 'REMIND'],
    ['2026-11-13 20:01', 'REMIND_LETTER'],
    ['2026-11-14 06:01', 'SUPERVISE_LETTER'],
  ])('at %s has come to %s', (now, rung) => {
    const whole = fold(opened(due), tick('2026-11-13 10:01'), tick(now));
    expect(whole.get('case', 'x-1')?.life.ladder).toBe(rung);
    if (rung !== null) expect(kpi(whole, `case.ladder.${rung}`)).toBe(1);
  });

  it('writes to no unit that has answered: who is late with the review is the centre', () => {
    const answered = walk('dispatched', 'accepted', 'started', 'fedback');
    const late = fold(opened(due), ...answered, tick('2026-11-14 06:01'));
    expect(late.get('case', 'x-1')).toMatchObject({
      state: 'FEEDBACK',
      sla: 'OVERDUE',
      life: { ladder: null },
    });
    const again = walk('dispatched', 'accepted', 'started', 'fedback', ['reworked', due]);
    const back = fold(opened(due), ...again, tick('2026-11-14 06:01')).get('case', 'x-1');
    expect(back).toMatchObject({ state: 'REWORK', life: { ladder: 'SUPERVISE_LETTER' } });
  });

  it('goes up by returns and reworks, too, and escalation rules hold then', () => {
    const bounced = walk('dispatched', 'returned', 'dispatched', 'returned', 'dispatched', 'returned');
    expect(life(opened(), ...bounced)).toMatchObject({
      ladder: 'SUPERVISE_LETTER',
      ladderWord: '督办函',
      escalations: ['returns-3'],
      escalationWords: ['退回3次 联合研判'],
    });
    const units = walk(
      ...(['a', 'b', 'c'].map((holder): [string, object] => ['dispatched', { holder }]) as never[]),
    );
    expect(life(opened(), ...units).escalations).toEqual(['units-3']);
    expect(kpi(fold(opened(), ...units), 'case.escalated')).toBe(1);
    const called = (unit: string) => ({ support: { unit, step: 'CALLED' } });
    const helped = walk(...['a', 'b', 'c'].map((unit): Step => ['progressed', called(unit)]));
    expect(life(opened({ holder: 'u-housing' }), ...helped).escalations).toEqual([]);
  });

  it('speaks in the words of the county, letters too', () => {
    const ladder = rules.life.ladder.map((rung) => ({ ...rung, label: `本县${rung.label}` }));
    const escalations = rules.life.escalations.map((rule) => ({ ...rule, label: `本县${rule.label}` }));
    const own = configured({ rules: { ...rules, life: { ...rules.life, ladder, escalations } } }, START - 1);
    const letter: Said = {
      type: 'operation.letter_issued',
      subject: 'case:x-1',
      sequence: null,
      time: START + 9 * MINUTE,
      data: {
        step: 'ORDER',
        to: '住建局',
        reason: '超期',
        approver: '分管领导',
        by: { seat: '1号席', role: 'shift_lead' },
      },
    };
    const bounced = walk('dispatched', 'returned', 'dispatched', 'returned', 'dispatched', 'returned');
    expect(folded(log(own, opened(), ...bounced, letter)).get('case', 'x-1')?.life).toMatchObject({
      ladderWord: '本县督办函',
      escalationWords: ['本县退回3次 联合研判'],
      letters: [{ step: 'ORDER', word: '本县交办单' }],
    });
  });

  it('asks nothing more of a closed item', () => {
    expect(life(opened(due), ...walk(...WHOLE), tick('2026-11-14 09:00'))).toMatchObject({
      ladder: null,
      ladderWord: null,
      escalations: [],
      escalationWords: [],
    });
  });
});

describe('the duty catalogue', () => {
  const manhole = opened({ kind: 'FACILITY', category: '道路井盖' });

  it('names the row of an item by kind and category, or by what somebody has named', () => {
    expect(life(manhole)).toMatchObject({ catalogueItem: 'QQ-001', catalogue: 'MATCHED' });
    expect(life(opened({ catalogueItem: 'QQ-002' }))).toMatchObject({ catalogueItem: 'QQ-002' });
    expect(life(opened({ category: '道路井盖' }))).toMatchObject({
      catalogueItem: null,
      catalogue: 'UNMATCHED',
    });
    expect(life(opened({ catalogueItem: 'QQ-999' })).catalogue).toBe('UNMATCHED');
  });

  it('is disputed from a return as nobody’s duty until a unit signs, and counts the return against its row', () => {
    const returned = walk('dispatched', ['returned', { returnReason: 'NOT_MY_DUTY' }]);
    const whole = fold(manhole, ...returned);
    expect(whole.get('case', 'x-1')?.life).toMatchObject({ catalogueItem: 'QQ-001', catalogue: 'DISPUTED' });
    expect([kpi(whole, 'case.disputed'), kpi(whole, 'catalogue.returned.QQ-001')]).toEqual([1, 1]);
    const signed = [...returned, ...walk('', '', 'dispatched', 'signed').slice(2)];
    expect(life(manhole, ...signed).catalogue).toBe('MATCHED');
  });

  it('keeps a hand-back against its row when the item is closed, as long as that stays', () => {
    const returned = walk(
      'dispatched',
      ['returned', { returnReason: 'NOT_MY_DUTY' }],
      'dispatched',
      'closed',
    );
    const counted = (...later: Said[]) =>
      kpi(fold(manhole, ...returned, ...later), 'catalogue.returned.QQ-001');
    const [weekOn, dayAfter] = [START + 6 * DAY, START + 8 * DAY];
    expect([counted(), counted(tick(weekOn)), counted(tick(dayAfter))]).toEqual([1, 1, 0]);
  });

  it('counts hand-backs of a row over 30 days, long after the item has left, each proved', () => {
    const twice = walk('dispatched', 'returned', 'dispatched', 'returned', 'dispatched', 'signed', 'closed');
    const ticks = [1, 20, 40].map((days) => tick(START + days * DAY));
    const whole = (days: number) =>
      fold(manhole, ...twice, ...ticks.filter(({ time = 0 }) => time <= START + days * DAY));
    const told = (days: number) =>
      ['handBacks', 'bounceRate'].map((id) => {
        const { part, of } = whole(days).get('kpi', `figure.catalogue.${id}.QQ-001.D30`) ?? {};
        return [part, of];
      });
    expect([told(1), told(20), told(40)]).toEqual([
      [
        [2, 2],
        [1, 1],
      ],
      [
        [2, 2],
        [1, 1],
      ],
      [
        [0, 0],
        [0, 0],
      ],
    ]);
    expect(whole(20).get('case', 'x-1')).toBeUndefined();
    const question = { id: 'catalogue.handBacks.QQ-001', period: 'D30', area: null } as const;
    expect(whole(20).explainKpi({ ...question, at: START + 20 * DAY })).toMatchObject({
      equal: true,
      rows: [{ subject: 'case:x-1', part: 2 }],
    });
  });
});
