import { describe, expect, it } from 'vitest';
import { due, fold, item, SITE, START, said, u3 } from './deadline/items.ts';
import { local } from './deadline/support.ts';
import { at, folded, iso, kpi, log, received, type Said, tick } from './log.ts';

describe('an item without a deadline of its source', () => {
  it('gets it from the first limit that fits, with its start, warning, basis and where it came from', () => {
    expect(item(u3(), tick(START))).toMatchObject({
      dueAt: at('2026-11-18 18:00'),
      originalDueAt: at('2026-11-18 18:00'),
      warnAt: at('2026-11-18 14:00'),
      startAt: START,
      dueSource: 'RULE',
      limit: 'u3',
      provisional: false,
      basis: { kind: 'EXAMPLE', text: '示例' },
      sla: 'NORMAL',
      verdict: 'ONTIME',
    });
  });

  it.each([
    [{ kind: 'FACILITY', category: '井盖' }, '2026-11-13 16:00'],
    [{ kind: 'DISPUTE' }, '2026-12-03 18:00'],
    [{ urgency: 'U2' }, '2026-11-13 16:00'],
    [{ urgency: 'U3', holder: 'u-housing' }, '2026-11-20 18:00'],
    [{ urgency: 'U3', holder: '供水公司' }, '2026-11-18 18:00'],
    [{ urgency: 'U4' }, null],
  ])('with %o is due %s', (data, end) => {
    expect(due({ ...received(data), time: START })).toBe(end);
  });

  it('whose clock starts with the signature has none before it', () => {
    const opened = { ...received({ urgency: 'U5' }), time: START };
    expect(due(opened)).toBeNull();
    expect(due(opened, said('case.signed', '2026-11-16 10:00'))).toBe('2026-11-23 18:00');
  });

  it('has the deadline of its urgency as it becomes known, whatever comes first', () => {
    const told = said('case.verified', '2026-11-13 10:10', { urgency: 'U3' });
    expect(due({ ...received(), time: START }, told)).toBe('2026-11-18 18:00');
    expect(due({ ...told, sequence: 2 }, { ...received(), time: START, sequence: 1 })).toBe(
      '2026-11-18 18:00',
    );
  });

  it('is provisional past the coverage of the calendar', () => {
    const late = { ...received({ urgency: 'U3' }), time: at('2026-12-30 10:00') };
    expect(item(late)).toMatchObject({ dueAt: at('2027-01-05 18:00'), provisional: true });
  });
});

describe('a deadline of the source', () => {
  it('wins over the rules and is marked', () => {
    expect(item(u3({ dueAt: iso('2026-11-30 12:00') }))).toMatchObject({
      dueAt: at('2026-11-30 12:00'),
      originalDueAt: at('2026-11-30 12:00'),
      dueSource: 'SOURCE',
      limit: null,
      remainingWorkdays: 11,
    });
  });

  it.each([
    ['2026-11-18 18:00', '2026-11-18 14:00'],
    ['2026-11-16 11:00', '2026-11-16 07:00'],
    ['2026-11-13 20:00', '2026-11-13 18:00'],
  ])(
    'that ends at %s warns at %s: hours before it with a working day to go, else by share',
    (dueAt, warns) => {
      expect(item(u3({ dueAt: iso(dueAt) })).warnAt).toBe(at(warns));
    },
  );

  it('that is told to be none stays none', () => {
    expect(item(u3({ dueAt: null }))).toMatchObject({ dueAt: null, dueSource: null, sla: 'NONE' });
  });

  it('told with an extension leaves the computed one as the original', () => {
    const extended = said('case.extended', '2026-11-16 10:00', { dueAt: iso('2026-11-27 18:00') });
    expect(item(u3(), extended)).toMatchObject({
      dueAt: at('2026-11-27 18:00'),
      originalDueAt: at('2026-11-18 18:00'),
      dueSource: 'SOURCE',
    });
  });
});

describe('a deadline of the source that was told of work that is over', () => {
  const own = u3({ dueAt: iso('2026-11-18 12:00') });
  const closed = said('case.closed', '2026-11-17 10:00');
  const reopened = (data: Record<string, unknown> = {}) =>
    said('case.reopened', '2026-11-20 10:00', { ...data });
  const told = (dueAt: string, data: Record<string, unknown> = {}) =>
    said('case.progressed', '2026-11-20 11:00', { ...data, dueAt: iso(dueAt) });
  const state = (...steps: Said[]) => {
    const { dueSource, dueAt, sla } = item(...steps) ?? {};
    return [dueSource, local(dueAt ?? 0), sla];
  };
  const ruled = ['RULE', '2026-11-25 18:00', 'NORMAL'];

  it.each<[string, Said[], unknown[]]>([
    ['gives way to the limit', [reopened()], ruled],
    ['gives way also when the whole record repeats it', [reopened(), told('2026-11-18 12:00')], ruled],
    [
      'holds when it is told anew with the reopening',
      [reopened({ dueAt: iso('2026-12-01 12:00') })],
      ['SOURCE', '2026-12-01 12:00', 'NORMAL'],
    ],
    [
      'holds when another is told later',
      [reopened(), told('2026-11-23 12:00')],
      ['SOURCE', '2026-11-23 12:00', 'NORMAL'],
    ],
  ])('of a reopened item %s', (_what, steps, expected) => {
    expect(state(own, closed, ...steps)).toEqual(expected);
  });

  it('holds when it is repeated after the reopening and lies ahead', () => {
    const far = u3({ dueAt: iso('2026-11-24 12:00') });
    expect(state(far, closed, reopened())).toEqual(ruled);
    expect(state(far, closed, reopened(), told('2026-11-24 12:00'))).toEqual([
      'SOURCE',
      '2026-11-24 12:00',
      'NORMAL',
    ]);
  });

  it('stays where no limit fits, and where the source says that there is none', () => {
    const unruled = { urgency: null, kind: 'FACILITY' };
    expect(state(u3({ ...unruled, dueAt: iso('2026-11-18 12:00') }), closed, reopened())[0]).toBe('SOURCE');
    expect(state(u3({ dueAt: null }), closed, reopened())).toEqual([null, local(0), 'NONE']);
  });

  it('gives way to the short limit of a rework that ends later', () => {
    const rework = said('case.reworked', '2026-11-18 17:00');
    expect(state(own, rework)).toEqual(['RULE', '2026-11-19 18:00', 'NORMAL']);
    expect(state(u3({ dueAt: iso('2026-11-20 12:00') }), rework)[0]).toBe('SOURCE');
  });

  it('is kept, with its verdict, for what it judged', () => {
    expect(state(own, closed, reopened(), said('case.closed', '2026-11-21 10:00'))).toEqual([
      'RULE',
      '2026-11-25 18:00',
      'DONE_ON_TIME',
    ]);
    expect(state(own, closed)).toEqual(['SOURCE', '2026-11-18 12:00', 'DONE_ON_TIME']);
  });
});

describe('a computed deadline', () => {
  const suspended = said('case.suspended', '2026-11-16 10:00', { reason: '等待材料，经批准' });

  it('stands while the clock does, and is pushed by whole working days when it goes on', () => {
    expect(item(u3(), suspended, tick('2026-11-20 10:00'))).toMatchObject({
      dueAt: at('2026-11-18 18:00'),
      pausedAt: at('2026-11-16 10:00'),
      sla: 'PAUSED',
      remainingWorkdays: null,
    });
    expect(due(u3(), suspended, said('case.resumed', '2026-11-18 10:00'))).toBe('2026-11-20 18:00');
  });

  it('stands on the legal track when its limit says so', () => {
    const legal = said('case.progressed', '2026-11-16 10:00', { state: 'LEGAL_TRACK' });
    expect(item(u3(), legal)).toMatchObject({ pausedAt: at('2026-11-16 10:00'), sla: 'PAUSED' });
  });

  it('gets nothing back from a pause that began when it was over', () => {
    const late = said('case.suspended', '2026-11-19 10:00');
    expect(due(u3(), late, said('case.resumed', '2026-11-25 10:00'))).toBe('2026-11-18 18:00');
  });

  it('does not stand for a suspension that its limit does not name, and not once it is over', () => {
    const dispute = { ...received({ kind: 'DISPUTE' }), time: START };
    const manhole = { ...received({ kind: 'FACILITY', category: '井盖' }), time: START };
    const stopped = said('case.suspended', '2026-11-13 11:00');
    expect(item(dispute, stopped, tick('2026-11-13 17:00'))).toMatchObject({
      pausedAt: at('2026-11-13 11:00'),
    });
    expect(item(manhole, stopped, tick('2026-11-13 17:00'))).toMatchObject({
      state: 'SUSPENDED',
      pausedAt: null,
      sla: 'OVERDUE',
    });
    const late = said('case.suspended', '2026-11-19 10:00');
    expect(item(u3(), late)).toMatchObject({ pausedAt: null, sla: 'OVERDUE' });
  });

  it('is extended by what was granted, once for what was said twice', () => {
    const granted = said('case.extended', '2026-11-16 10:00', {
      extension: { amount: 2, unit: 'workday' },
      reason: '经批准延期',
    });
    expect(item(u3(), granted)).toMatchObject({
      dueAt: at('2026-11-20 18:00'),
      originalDueAt: at('2026-11-18 18:00'),
    });
    const twice = [granted, granted].map((each) => ({ ...each, sequence: 7 }));
    expect(due(u3(), ...twice)).toBe('2026-11-20 18:00');
  });

  it('starts again, short, with rework; anew with a reopening', () => {
    const rework = said('case.reworked', '2026-11-18 17:00');
    expect(due(u3(), rework)).toBe('2026-11-19 18:00');
    expect(due(u3(), said('case.reworked', '2026-11-13 17:00'))).toBe('2026-11-18 18:00');
    const again = [said('case.closed', '2026-11-17 10:00'), said('case.reopened', '2026-11-20 10:00')];
    expect(item(u3(), ...again)).toMatchObject({
      dueAt: at('2026-11-25 18:00'),
      originalDueAt: at('2026-11-18 18:00'),
    });
  });
});

describe('what is left of a computed deadline', () => {
  it.each([
    ['2026-11-13 11:00', 3, null],
    ['2026-11-14 11:00', 3, '2026-11-16 09:00'],
    ['2026-11-17 23:00', 1, null],
    ['2026-11-18 08:00', 0, null],
    ['2026-11-18 19:00', null, null],
  ])('of working days, at %s: %s of them, resting until %s', (now, days, rests) => {
    const { remainingWorkdays, restsUntil } = item(u3(), tick(now));
    expect([remainingWorkdays, restsUntil === null ? null : local(restsUntil)]).toEqual([days, rests]);
  });

  it.each([
    ['2026-11-13 15:00', 0, null],
    ['2026-11-13 12:30', 0, '2026-11-13 14:00'],
    ['2026-11-13 16:30', null, null],
  ])('of office hours, at %s: %s working days, resting until %s', (now, days, rests) => {
    const { remainingWorkdays, restsUntil } = item(
      { ...received({ urgency: 'U2' }), time: START },
      tick(now),
    );
    expect([remainingWorkdays, restsUntil === null ? null : local(restsUntil)]).toEqual([days, rests]);
  });

  it.each([
    ['2026-11-13 11:00', 3],
    ['2026-11-14 11:00', 3],
    ['2026-11-18 08:00', 0],
    ['2026-11-18 12:01', null],
  ])(
    'of working days where the source told the deadline, at %s: %s of them, and it never rests',
    (now, days) => {
      const own = u3({ dueAt: iso('2026-11-18 12:00') });
      const { dueSource, remainingWorkdays, restsUntil } = item(own, tick(now));
      expect([dueSource, remainingWorkdays, restsUntil]).toEqual(['SOURCE', days, null]);
    },
  );

  it('of a deadline that its source told is no working days where the rules would count hours, or nothing', () => {
    for (const urgency of ['U2', 'U4']) {
      const opened = { ...received({ urgency, dueAt: iso('2026-11-18 12:00') }), time: START };
      expect(item(opened, tick('2026-11-13 11:00'))).toMatchObject({
        dueSource: 'SOURCE',
        remainingWorkdays: null,
        restsUntil: null,
      });
    }
  });

  it('of a deadline that its source told is the same however the time went', () => {
    const opened = u3({ dueAt: iso('2026-11-18 12:00') });
    const hours = Array.from({ length: 100 }, (_, hour) => tick(START + hour * 3_600_000 + 60_000));
    const last = hours.at(-1) as Said;
    const many = folded(log(SITE, opened, ...hours));
    const one = folded(log(SITE, opened, last));
    expect(many.get('case', 'c-1')).toEqual(one.get('case', 'c-1'));
  });

  it('is the same whether the time went in one step or in many, and grows no version', () => {
    const ends = ['2026-11-14 11:00', '2026-11-16 09:30', '2026-11-18 14:00', '2026-11-18 18:01'];
    for (const urgency of ['U2', 'U3']) {
      const opened = { ...received({ urgency }), time: START };
      const hours = Array.from({ length: 140 }, (_, hour) => tick(START + hour * 3_600_000 + 60_000));
      for (const end of ends) {
        const small = folded(
          log(SITE, opened, ...hours.filter(({ time }) => (time ?? 0) <= at(end)), tick(end)),
        );
        expect(small.get('case', 'x-1')).toEqual(item(opened, tick(end)));
      }
    }
  });
});

describe('an overdue item', () => {
  const overdue = tick('2026-11-19 10:00');

  it('whose holder has said why stands apart, and counts among the overdue all the same', () => {
    const why = said('case.progressed', '2026-11-18 19:00', { overdueReason: '等待配件，周五到货' });
    expect(item(u3(), overdue)).toMatchObject({ sla: 'OVERDUE', verdict: 'OVERDUE' });
    const explained = fold(u3(), why, overdue);
    expect(explained.get('case', 'x-1')).toMatchObject({
      sla: 'OVERDUE_REASONED',
      overdueReason: '等待配件，周五到货',
      verdict: 'OVERDUE',
    });
    expect([kpi(explained, 'case.overdue'), kpi(explained, 'case.overdueReasoned')]).toEqual([1, 1]);
    const taken = said('case.progressed', '2026-11-18 20:00', { overdueReason: null });
    expect(item(u3(), why, taken, overdue).sla).toBe('OVERDUE');
  });
});

describe('a limit of a department', () => {
  const held = said('case.dispatched', '2026-11-13 10:05', { holder: 'u-housing' });
  const fedBack = said('case.fedback', '2026-11-19 10:00', { holder: null });

  it('stays that of the unit that held the item, which its feedback takes off its desk', () => {
    expect([due(u3(), held), due(u3(), held, fedBack)]).toEqual(['2026-11-20 18:00', '2026-11-20 18:00']);
    const closed = said('case.closed', '2026-11-19 15:00', { holder: null });
    expect(item(u3(), held, fedBack, closed)).toMatchObject({ verdict: 'ONTIME', sla: 'DONE_ON_TIME' });
  });

  it('holds for it by its names, and not for one that has handed it back', () => {
    const named = said('case.dispatched', '2026-11-13 10:05', { holder: '住建局' });
    const back = said('case.returned', '2026-11-13 11:00', { holder: null, returnReason: 'NOT_MY_DUTY' });
    expect([due(u3(), named), due(u3(), held, back)]).toEqual(['2026-11-20 18:00', '2026-11-18 18:00']);
  });

  it('does not rewrite the first deadline when a graver urgency moves the present one', () => {
    const graver = said('case.progressed', '2026-11-16 10:00', { urgency: 'U2' });
    const { dueAt, originalDueAt } = item(u3(), graver);
    expect([dueAt, originalDueAt].map((each) => local(each ?? 0))).toEqual([
      '2026-11-13 16:00',
      '2026-11-18 18:00',
    ]);
  });
});
