import { describe, expect, it } from 'vitest';
import type { Limit } from '../../../../gateway/contract/deadlines.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { late, published } from './deadline/holiday.ts';
import { fold, rules, SITE, said, u3 } from './deadline/items.ts';
import { limit } from './deadline/support.ts';
import { at, configured, entry, folded, iso, log, received, type Said, tick } from './log.ts';

describe('another calendar or other rules', () => {
  it('move an open deadline, keep the first one, and list what moved', () => {
    const after = fold(late, { ...u3(), subject: 'x-2' }, published);
    expect(after.get('case', 'x-1')).toMatchObject({
      dueAt: at('2027-01-07 18:00'),
      originalDueAt: at('2027-01-05 18:00'),
      provisional: false,
    });
    const own = { kind: 'case', id: 'x-1', clock: 'RESOLVE' };
    expect(after.deadlineMoves()).toEqual([
      {
        n: 4,
        at: at('2026-12-31 09:00'),
        hash: 'c2',
        total: 1,
        moved: [{ ...own, from: at('2027-01-05 18:00'), to: at('2027-01-07 18:00') }],
      },
    ]);
    expect(after.facts('x-1').at(-1)).toMatchObject({
      type: 'system.configured',
      note: '时限规则或日历变更：到期 2027-01-05 18:00 → 2027-01-07 18:00',
    });
    expect(after.facts('x-2')).toHaveLength(1);
  });

  it('change nothing of what was closed under the old, and no deadline of a source', () => {
    const closed = said('case.closed', '2026-12-31 08:00');
    const shorter = configured({
      hash: 'c3',
      rules: {
        ...rules,
        deadlines: { warnHours: 4, limits: [limit({ id: 'one', amount: 1, unit: 'hour' })] },
      },
    });
    expect(fold(late, closed, shorter).get('case', 'x-1')).toMatchObject({
      dueAt: at('2027-01-05 18:00'),
      verdict: 'ONTIME',
      sla: 'DONE_ON_TIME',
    });
    const own = { ...late, data: { ...late.data, dueAt: iso('2027-02-01 18:00') } };
    expect(fold(own, shorter).deadlineMoves()).toMatchObject([{ total: 0 }]);
    const reopened = said('case.reopened', '2027-01-04 10:00');
    expect(fold(late, closed, shorter, reopened).get('case', 'x-1')?.dueAt).toBe(at('2027-01-04 11:00'));
  });

  it('leave what ended under a deadline of its source and a decision of the desk its verdict', () => {
    const own = { ...late, data: { ...late.data, dueAt: iso('2026-12-31 18:00') } };
    const granted: Said = {
      type: 'operation.extension_decided',
      subject: 'case:x-1',
      sequence: null,
      time: at('2026-12-30 11:00'),
      data: {
        decision: 'GRANTED',
        extension: { amount: 2, unit: 'workday' },
        reason: '经核实',
        approver: '值班长',
        by: { seat: '1号席', role: 'duty_officer' },
      },
    };
    const before = fold(own, granted, said('case.closed', '2026-12-31 08:00'));
    expect(before.get('case', 'x-1')?.dueAt).toBe(at('2027-01-05 18:00'));
    const ended = folded([entry(5, published)], before);
    expect(ended.get('case', 'x-1')).toMatchObject({ dueAt: at('2027-01-05 18:00'), verdict: 'ONTIME' });
    expect(ended.get('case', 'x-1')?.originalDueAt).toBe(at('2026-12-31 18:00'));
    const restored = restoreFold(ended.serialize());
    expect(restored.get('case', 'x-1')).toEqual(ended.get('case', 'x-1'));
    const open = fold(own, granted, published).get('case', 'x-1');
    expect(open?.dueAt).toBe(at('2027-01-07 18:00'));
  });

  const ruledBy = (...limits: Limit[]) =>
    configured(
      { hash: 'c3', rules: { ...rules, deadlines: { warnHours: 4, limits } } },
      at('2027-01-02 09:00'),
    );

  it('leave an ended item its deadline and verdict when no limit fits any more, with the limit it ran by', () => {
    const closed = said('case.closed', '2026-12-31 08:00');
    const after = fold(late, closed, ruledBy(limit({ id: 'other', when: { urgencies: ['U1'] } })));
    expect(after.get('case', 'x-1')).toMatchObject({
      dueAt: at('2027-01-05 18:00'),
      limit: 'u3',
      verdict: 'ONTIME',
      sla: 'DONE_ON_TIME',
    });
    const narrower = fold(late, closed, ruledBy(limit({ id: 'u3', amount: 1 })), tick('2027-01-03 10:00'));
    expect(narrower.deadline('x-1')).toMatchObject({
      dueAt: at('2027-01-05 18:00'),
      limit: { id: 'u3', amount: 3 },
    });
    expect(narrower.deadline('x-1')?.days.filter(({ count }) => count !== null)).toHaveLength(3);
  });

  it('give no deadline to an item that ended without one, but to one that was taken up again', () => {
    const free = { ...received({ urgency: 'U4' }), time: at('2026-12-30 10:00') };
    const strict = ruledBy(limit({ id: 'one', amount: 1, unit: 'hour' }));
    const closed = [free, said('case.closed', '2026-12-31 10:00')];
    expect(fold(...closed, strict).get('case', 'x-1')).toMatchObject({
      dueAt: null,
      originalDueAt: null,
      verdict: null,
      sla: 'NONE',
    });
    const twice = { ...strict, data: { ...strict.data, hash: 'c4' } };
    expect(fold(...closed, strict, twice).get('case', 'x-1')?.dueAt).toBeNull();
    const other = { ...free, subject: 'x-9' };
    const merged = [other, free, said('case.merged', '2026-12-31 10:00', { into: 'x-9' }), strict];
    expect(fold(...merged).get('case', 'x-1')?.dueAt).toBeNull();
    const reopened = said('case.reopened', '2027-01-04 10:00');
    expect(fold(...merged, reopened).get('case', 'x-1')?.dueAt).toBe(at('2027-01-04 11:00'));
  });

  it('are the same after a snapshot, lists and all', () => {
    const entries = log(SITE, late, published, tick('2027-01-04 10:00'));
    const whole = folded(entries);
    const parted = restoreFold(folded(entries.slice(0, 3)).serialize());
    folded([entry(4, tick('2027-01-04 10:00'))], parted);
    expect(parted.stateHash()).toBe(whole.stateHash());
    expect(parted.deadlineMoves()).toEqual(whole.deadlineMoves());
    expect(parted.deadline('x-1')).toEqual(whole.deadline('x-1'));
  });

  const signing = (hours: number, hash: string, local: string) => {
    const sign = limit({ id: 'sign', clock: 'SIGN', amount: hours, unit: 'hour' });
    return configured({ hash, rules: { ...rules, deadlines: { warnHours: 4, limits: [sign] } } }, at(local));
  };
  const sent = [
    { ...u3({ holder: 'u-housing' }), time: at('2026-11-16 09:00') },
    said('case.dispatched', '2026-11-16 09:00', { holder: 'u-housing' }),
  ];
  const signed = said('case.signed', '2026-11-16 10:30');

  it('move the clock of a step that waits, and say which', () => {
    const called = said('case.progressed', '2026-11-16 09:30', {
      support: { unit: '供水公司', step: 'CALLED' },
    });
    const after = folded(
      log(
        signing(4, 'c2', '2026-11-01 00:00'),
        ...sent,
        called,
        tick('2026-11-16 10:00'),
        signing(1, 'c3', '2026-11-16 10:00'),
      ),
    );
    expect(after.deadlineMoves().at(-1)).toMatchObject({
      total: 2,
      moved: [
        { id: 'x-1', clock: 'SIGN', from: at('2026-11-16 13:00'), to: at('2026-11-16 10:00') },
        {
          id: 'x-1',
          clock: 'SIGN',
          unit: '供水公司',
          from: at('2026-11-16 13:30'),
          to: at('2026-11-16 10:30'),
        },
      ],
    });
  });

  it('judge no signing anew that was in time, nor one that was late', () => {
    const told = (...more: Said[]) =>
      folded(log(signing(2, 'c2', '2026-11-01 00:00'), ...sent, signed, ...more, tick('2026-11-16 12:00')));
    const problems = (view: ReturnType<typeof told>) =>
      view.get('case', 'x-1')?.life.irregularities.map(({ problem }) => problem);
    const share = (view: ReturnType<typeof told>) => view.get('kpi', 'figure.signOnTime.D30');
    const stricter = [signing(1, 'c3', '2026-11-16 11:00')];
    const later = [
      ...stricter,
      signing(0.5, 'c4', '2026-11-16 11:30'),
      said('case.started', '2026-11-16 11:40'),
    ];
    for (const more of [[], stricter, later]) {
      expect(problems(told(...more))).not.toContain('late_sign');
      expect(share(told(...more))).toMatchObject({ part: 1, of: 1 });
    }
    expect(
      told(...stricter)
        .deadlineMoves()
        .at(-1)
        ?.moved.map(({ clock }) => clock),
    ).not.toContain('SIGN');
    const late = folded(
      log(
        signing(1, 'c2', '2026-11-01 00:00'),
        ...sent,
        signed,
        signing(4, 'c3', '2026-11-16 11:00'),
        tick('2026-11-16 12:00'),
      ),
    );
    expect(problems(late)).toContain('late_sign');
    expect(share(late)).toMatchObject({ part: 0, of: 1 });
  });

  it('of the first configuration ever list nothing', () => {
    expect(folded(log(u3(), SITE)).deadlineMoves()).toEqual([]);
    expect(folded(log(u3(), SITE)).get('case', 'x-1')?.dueAt).toBe(at('2026-11-18 18:00'));
  });
});

describe('a deadline explains itself', () => {
  const days = (...steps: Said[]) =>
    fold(...steps)
      .deadline('x-1')
      ?.days.map(({ date, count, skipped, name }) => [date.slice(5), count ?? skipped, name]);

  it('with every day counted and skipped, and why', () => {
    const eve = { ...received({ urgency: 'U3' }), time: at('2026-09-30 10:00') };
    expect(days(eve)).toEqual([
      ['09-30', 'START', null],
      ['10-01', 'HOLIDAY', '国庆节'],
      ['10-02', 'HOLIDAY', '国庆节'],
      ['10-03', 'HOLIDAY', '国庆节'],
      ['10-04', 'HOLIDAY', '国庆节'],
      ['10-05', 'HOLIDAY', '国庆节'],
      ['10-06', 'HOLIDAY', '国庆节'],
      ['10-07', 'HOLIDAY', '国庆节'],
      ['10-08', 1, null],
      ['10-09', 2, null],
      ['10-10', 3, '国庆节调休'],
    ]);
  });

  it('with its pauses, extensions and basis', () => {
    const steps = [
      u3(),
      said('case.suspended', '2026-11-16 10:00', { reason: '等待材料' }),
      said('case.resumed', '2026-11-17 10:00'),
      said('case.extended', '2026-11-18 10:00', {
        extension: { amount: 1, unit: 'workday' },
        reason: '批准',
      }),
    ];
    expect(fold(...steps).deadline('x-1')).toMatchObject({
      source: 'RULE',
      dueAt: at('2026-11-20 18:00'),
      originalDueAt: at('2026-11-18 18:00'),
      basis: { kind: 'EXAMPLE', text: '示例' },
      limit: { id: 'u3', amount: 3, unit: 'workday' },
      pauses: [
        { from: at('2026-11-16 10:00'), to: at('2026-11-17 10:00'), state: 'SUSPENDED', reason: '等待材料' },
      ],
      extensions: [{ amount: 1, unit: 'workday', at: at('2026-11-18 10:00'), reason: '批准' }],
    });
    expect(days(...steps)).toEqual([
      ['11-13', 'START', null],
      ['11-14', 'WEEKEND', null],
      ['11-15', 'WEEKEND', null],
      ['11-16', 'PAUSED', null],
      ['11-17', 1, null],
      ['11-18', 2, null],
      ['11-19', 3, null],
      ['11-20', 4, null],
    ]);
  });

  it('with the extensions that are in it only: not those of before a reopening', () => {
    const more = { extension: { amount: 1, unit: 'workday' } };
    const extended = said('case.extended', '2026-11-16 10:00', more);
    const again = [said('case.closed', '2026-11-17 10:00'), said('case.reopened', '2026-11-18 10:00')];
    expect(fold(u3(), extended).deadline('x-1')?.extensions).toHaveLength(1);
    expect(fold(u3(), extended, ...again).deadline('x-1')?.extensions).toEqual([]);
    const own = u3({ dueAt: iso('2026-11-30 12:00') });
    expect(fold(own, extended).deadline('x-1')?.extensions).toEqual([]);
  });

  it.each([
    [{ dueAt: iso('2026-11-14 12:00') }, ['13 START', '14 WEEKEND']],
    [{ startAt: iso('2026-11-16 09:00'), dueAt: iso('2026-11-17 12:00') }, ['16 START', '17 null']],
    [{ dueAt: iso('2026-11-13 23:00') }, []],
  ])('with the unnumbered days up to the source’s own: %o', (over, expected) => {
    const deadline = fold(u3(over)).deadline('x-1');
    expect(deadline).toMatchObject({ source: 'SOURCE', limit: null });
    expect(deadline?.days.map(({ date, skipped }) => `${date.slice(8)} ${skipped}`)).toEqual(expected);
    expect(deadline?.days.every(({ count }) => count === null)).toBe(true);
  });

  it('not at all where there is none', () => {
    expect(fold(u3({ dueAt: null })).deadline('x-1')).toBeNull();
    expect(fold().deadline('nobody')).toBeNull();
  });
});

describe('the forward view', () => {
  const items = [
    u3(),
    { ...u3({ dueAt: iso('2026-11-13 12:00') }), subject: 'x-2' },
    { ...u3({ dueAt: iso('2026-11-25 12:00') }), subject: 'x-3' },
    { ...u3(), subject: 'x-4', reality: 'exercise' as const },
    { ...u3(), subject: 'x-5' },
    { ...said('case.suspended', '2026-11-16 10:00'), subject: 'x-5' },
    { ...u3(), subject: 'x-6' },
    { ...said('case.closed', '2026-11-16 10:00'), subject: 'x-6' },
  ];

  it('lists what will have fallen due if nobody acts, by due instant', () => {
    const view = fold(...items, tick('2026-11-16 11:00'));
    expect(view.fallingDue(at('2026-11-20 18:00')).map(({ id, overdue }) => [id, overdue])).toEqual([
      ['x-2', true],
      ['x-1', false],
    ]);
    expect(view.fallingDue(at('2026-11-18 17:59')).map(({ id }) => id)).toEqual(['x-2']);
    expect(view.fallingDue(at('2026-12-01 00:00')).map(({ id }) => id)).toEqual(['x-2', 'x-1', 'x-3']);
  });
});
