import { describe, expect, it } from 'vitest';
import { at, iso, kpi, type Said, tick } from '../log.ts';
import { change, clean, command, DAY, dispute, HIGH, item, run, step } from './items.ts';

describe('an act about an item that has no level to change', () => {
  const raise = change({ step: 'RAISE', to: 'HIGH' }, '1号席', '2026-11-14 10:00');
  const late = clean('2026-11-14 11:00');
  const closed = step('closed', {}, `${DAY} 12:00`);
  const reopened = [step('reopened', {}, '2026-11-14 12:00'), tick('2026-11-14 12:01')];

  it('after its end is refused and counted, and not carried out when it is reopened', () => {
    expect(item(dispute(), closed, raise, late)?.risk).toMatchObject({ refused: 2 });
    expect(item(dispute(), closed, raise, late, ...reopened)).toMatchObject({
      level: 'MEDIUM',
      risk: { refused: 2, reviewedAt: null, why: { cause: 'RULES', hits: [{ id: 'reopened' }] } },
    });
  });

  it('of a facility is dropped: it does not wait for another kind', () => {
    const hazard = { ...dispute({ kind: 'HAZARD' }, `${DAY} 10:00`), time: at('2026-11-14 12:00') };
    const told = [dispute({ kind: 'FACILITY' }), raise, hazard, tick('2026-11-14 12:01')];
    expect(item(...told)).toMatchObject({ kind: 'HAZARD', level: 'UNDETERMINED' });
  });
});

describe('lowering', () => {
  const PROPOSED = change({ step: 'PROPOSE', to: 'MEDIUM' }, '1号席', '2026-11-21 10:00');
  const REVIEWS = [clean(`${DAY} 12:00`), clean('2026-11-20 12:00')];
  const approve = (seat: string) => change({ step: 'APPROVE' }, seat, '2026-11-21 10:05');

  it('takes two seats and the reviews that the rules ask for; the reason and both seats are kept', () => {
    const fold = run(...HIGH, ...REVIEWS, tick('2026-11-21 10:00'), PROPOSED, approve('2号席'));
    expect(fold.get('case', 'x-1')).toMatchObject({
      level: 'MEDIUM',
      risk: {
        proposal: null,
        why: { cause: 'LOWERED', reason: '研判意见', by: '1号席', approver: '2号席' },
        history: [{ from: 'HIGH', to: 'MEDIUM' }],
      },
    });
    expect(kpi(fold, 'today.level.HIGH.MEDIUM')).toBe(1);
    expect(fold.get('series', 'level.lowered')?.values.at(-1)).toBe(1);
  });

  it.each<[string, Said[]]>([
    ['the seat that proposed it', [...REVIEWS, PROPOSED, approve('1号席')]],
    ['anybody before the reviews', [REVIEWS[0] as Said, PROPOSED, approve('2号席')]],
    [
      'anybody after reviews too close to each other',
      [clean(`${DAY} 12:00`), clean(`${DAY} 13:00`), PROPOSED, approve('2号席')],
    ],
    ['anybody without a proposal', [...REVIEWS, approve('2号席')]],
    [
      'anybody after reviews by the unit that holds it, called by its whole name',
      [
        step('dispatched', { holder: 'u-housing' }),
        clean(`${DAY} 12:00`, '示例县住房和城乡建设局'),
        clean('2026-11-20 12:00', '住建局'),
        PROPOSED,
        approve('2号席'),
      ],
    ],
    [
      'anybody after reviews by the unit that holds it alone',
      [
        step('dispatched', { holder: '甲镇' }),
        clean(`${DAY} 12:00`, '甲镇'),
        clean('2026-11-20 12:00', '甲镇'),
        PROPOSED,
        approve('2号席'),
      ],
    ],
  ])('is not approved by %s', (_, said) => {
    expect(item(...HIGH, ...said)).toMatchObject({ level: 'HIGH', risk: { refused: 1 } });
  });

  it('waits in sight until it is approved or rejected', () => {
    const waiting = run(...HIGH, PROPOSED);
    expect(kpi(waiting, 'case.loweringProposed')).toBe(1);
    const rejected = run(...HIGH, PROPOSED, change({ step: 'REJECT' }, '2号席', '2026-11-21 11:00'));
    expect([rejected.get('case', 'x-1')?.level, kpi(rejected, 'case.loweringProposed')]).toEqual(['HIGH', 0]);
  });

  it('is not undone by the grounds that both seats knew, but by a new one', () => {
    const lowered = [...HIGH, ...REVIEWS, PROPOSED, approve('2号席'), tick('2026-11-22 10:00')];
    expect(item(...lowered)?.level).toBe('MEDIUM');
    const more = step('progressed', { tags: ['INSTRUCTED'] }, '2026-11-22 11:00');
    expect(item(...lowered, more)?.level).toBe('HIGH');
  });
});

describe('a level set by hand', () => {
  it('upward takes one seat', () => {
    const found = item(dispute(), change({ step: 'RAISE', to: 'HIGH' }, '1号席', `${DAY} 11:00`));
    expect(found).toMatchObject({
      level: 'HIGH',
      risk: { why: { cause: 'RAISED', by: '1号席', approver: null } },
    });
  });

  it('against the criteria expires, and the criteria decide again', () => {
    const until = iso('2026-11-14 10:00');
    const said = [
      ...HIGH,
      change({ step: 'PROPOSE', to: 'LOW', until }, '1号席', `${DAY} 11:00`),
      change({ step: 'APPROVE' }, '2号席', `${DAY} 11:05`),
    ];
    const standing = run(...said, tick('2026-11-14 09:59'));
    expect(standing.get('case', 'x-1')).toMatchObject({
      level: 'LOW',
      risk: { override: { level: 'LOW' }, assessed: 'HIGH' },
    });
    expect(kpi(standing, 'case.overridden')).toBe(1);
    expect(item(...said, tick('2026-11-14 10:00'))).toMatchObject({
      level: 'HIGH',
      risk: { override: null, history: [{ to: 'LOW' }, { to: 'HIGH', cause: 'OVERRIDE_ENDED' }] },
    });
  });

  const until = iso('2026-12-10 10:00');
  const raised = [
    dispute(),
    change({ step: 'RAISE', to: 'MEDIUM', until }, '1号席', `${DAY} 11:00`),
    tick(`${DAY} 11:01`),
  ];
  const instructed = step('progressed', { tags: ['INSTRUCTED'] }, `${DAY} 12:00`);

  it('upward for a time is no ceiling: what the criteria find meanwhile is followed, and outlasts it', () => {
    const risen = [...raised, instructed, tick(`${DAY} 12:01`)];
    expect(item(...risen)).toMatchObject({ level: 'HIGH', risk: { override: null, assessed: 'HIGH' } });
    expect(item(...risen, tick('2026-12-10 10:01'))?.level).toBe('HIGH');
  });

  it('upward for a time may be raised further by another seat, for good or for a time', () => {
    const again = (more: object) =>
      item(...raised, change({ step: 'RAISE', to: 'HIGH', ...more }, '2号席', `${DAY} 12:00`));
    expect(again({})).toMatchObject({ level: 'HIGH', risk: { override: null, refused: 0 } });
    expect(again({ until })).toMatchObject({ level: 'HIGH', risk: { override: { level: 'HIGH' } } });
  });

  it('upward for a time is taken back by two seats without a review, not by one', () => {
    const proposed = change({ step: 'PROPOSE', to: 'LOW' }, '1号席', `${DAY} 12:00`);
    const approved = (seat: string) => change({ step: 'APPROVE' }, seat, `${DAY} 12:05`);
    expect(item(...raised, proposed, approved('2号席'))).toMatchObject({
      level: 'LOW',
      risk: { override: null, why: { by: '1号席', approver: '2号席' } },
    });
    expect(item(...raised, proposed, approved('1号席'))?.level).toBe('MEDIUM');
    const end = change({ step: 'END_OVERRIDE' }, '1号席', `${DAY} 12:00`);
    expect(item(...raised, end)).toMatchObject({ level: 'MEDIUM', risk: { refused: 1 } });
  });

  it('downward for a time holds against the grounds that both seats knew, not against new ones', () => {
    const lowered = [
      dispute(),
      change({ step: 'RAISE', to: 'MEDIUM' }, '1号席', `${DAY} 10:30`),
      change({ step: 'PROPOSE', to: 'LOW', until }, '1号席', `${DAY} 11:00`),
      change({ step: 'APPROVE' }, '2号席', `${DAY} 11:05`),
      tick(`${DAY} 11:06`),
    ];
    expect(item(...lowered)).toMatchObject({ level: 'LOW', risk: { override: { level: 'LOW' } } });
    expect(item(...lowered, instructed, tick(`${DAY} 12:01`))).toMatchObject({
      level: 'HIGH',
      risk: { override: null, why: { cause: 'RULES' } },
    });
  });

  it('may not stand for longer than the rules say', () => {
    const until = iso('2027-03-01 00:00');
    const found = item(dispute(), change({ step: 'RAISE', to: 'HIGH', until }, '1号席', `${DAY} 11:00`));
    expect(found).toMatchObject({ level: 'UNDETERMINED', risk: { refused: 1 } });
  });
});

describe('a review', () => {
  it('sets task force and measures, and when the next one is due', () => {
    const review = command(
      'reviewed',
      { result: 'CONTINUE', taskforce: true, measures: ['每日巡查'] },
      '1号席',
      `${DAY} 12:00`,
    );
    const fold = run(...HIGH, review);
    expect(fold.get('case', 'x-1')?.risk).toMatchObject({
      reviewedAt: at(`${DAY} 12:00`),
      reviewDueAt: at('2026-11-14 12:00'),
      taskforce: true,
      measures: ['每日巡查'],
      cleanReviews: 0,
    });
    expect(kpi(fold, 'case.taskforce')).toBe(1);
  });

  it('is not owed for the time in which the item was over', () => {
    const said = [
      ...HIGH,
      step('closed', {}, `${DAY} 11:00`),
      step('reopened', {}, '2026-12-20 10:00'),
      tick('2026-12-20 10:01'),
    ];
    expect(item(...said)?.risk).toMatchObject({
      reviewDueAt: at('2026-12-21 10:00'),
      reviewOverdue: false,
    });
    expect(item(...said)?.risk?.why.hits.map(({ id }) => id)).not.toContain('review-missed');
  });

  it('that is missed is counted from the instant on', () => {
    const overdue = (now: string) => kpi(run(...HIGH, tick(now)), 'case.reviewOverdue');
    expect([overdue('2026-11-14 10:00'), overdue('2026-11-14 10:00:01')]).toEqual([0, 1]);
  });
});

describe('the post that answers for an item', () => {
  const assign = command(
    'reviewed',
    { result: 'CONTINUE', guarantee: '分管副县长岗位' },
    '1号席',
    `${DAY} 12:00`,
  );

  it('is proposed by the rules until a review assigns one', () => {
    const [before, after] = [item(...HIGH)?.risk?.guarantee, item(...HIGH, assign)?.risk?.guarantee];
    expect(before).toEqual({ level: 'COUNTY', post: '县(市、区)领导包保', reviewHours: 24 });
    expect(after).toEqual({ ...before, post: '分管副县长岗位', assignedAt: at(`${DAY} 12:00`) });
  });

  it('answers for that level only', () => {
    const later = [
      ...HIGH,
      assign,
      change({ step: 'PROPOSE', to: 'LOW', until: iso('2026-11-15 10:00') }, '1号席', `${DAY} 12:01`),
    ];
    const lowered = change({ step: 'APPROVE' }, '2号席', `${DAY} 12:02`);
    expect(item(...later)?.risk?.guarantee).toMatchObject({ post: '分管副县长岗位' });
    expect(item(...later, lowered)?.risk?.guarantee).toEqual({
      level: 'VILLAGE',
      post: '村(社区)包保',
      reviewHours: 168,
    });
  });

  it('is counted against all items with a level, and undetermined ones apart', () => {
    const counted = (...said: Said[]) => {
      const fold = run(...said, tick(`${DAY} 12:30`));
      return [
        'case.levelled',
        'case.guaranteed',
        'case.undetermined.unassigned',
        'figure.guaranteeCoverage.NOW',
      ].map((id) => kpi(fold, id));
    };
    expect(counted(...HIGH)).toEqual([1, 0, 0, 0]);
    expect(counted(...HIGH, assign)).toEqual([1, 1, 0, 100]);
    expect(counted(dispute())).toEqual([0, 0, 1, 0]);
    expect(counted(dispute({ holder: '县住建局' }))).toEqual([0, 0, 0, 0]);
  });
});
