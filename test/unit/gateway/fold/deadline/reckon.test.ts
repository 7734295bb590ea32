import { describe, expect, it, vi } from 'vitest';
import { LIMIT_UNITS } from '../../../../../gateway/contract/deadlines.ts';
import { isLong, reckon } from '../../../../../gateway/fold/deadline/reckon.ts';
import fc, { numRuns } from '../../../../support/property.ts';
import { at } from '../log.ts';
import { calendar, calendarOf, due, local, pause, span, YEARS } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('working days', () => {
  it.each([
    ['2025-08-07 15:19', 2, '2025-08-11 18:00'],
    ['2026-02-13 10:00', 3, '2026-02-25 18:00'],
    ['2026-04-30 10:00', 2, '2026-05-07 18:00'],
    ['2026-09-18 10:00', 2, '2026-09-21 18:00'],
    ['2026-09-30 10:00', 2, '2026-10-09 18:00'],
    ['2026-09-30 10:00', 3, '2026-10-10 18:00'],
    ['2026-12-30 10:00', 3, '2027-01-05 18:00 ?'],
  ])('from %s, %i of them end at %s', (start, days, end) => {
    expect(due(start, `${days} workday`)).toBe(end);
  });

  it.each([
    ['2026-11-20 19:00', 'after the close of business', '2026-11-24 18:00'],
    ['2026-11-21 10:00', 'on a day of rest', '2026-11-24 18:00'],
    ['2026-11-20 08:00', 'before the opening', '2026-11-24 18:00'],
    ['2026-12-31 23:59', 'at the end of the covered year', '2027-01-05 18:00 ?'],
    ['2025-12-31 10:00', 'into the next covered year', '2026-01-05 18:00'],
  ])('that start at %s (%s) count from the next working day: %s', (start, _why, end) => {
    expect(due(start, '2 workday')).toBe(end);
  });

  it('count the start day when the rule says so and business was still open', () => {
    const first = { firstDay: 'INCLUDED' } as const;
    expect(due('2026-11-20 10:00', '1 workday', first)).toBe('2026-11-20 18:00');
    expect(due('2026-11-20 18:00', '1 workday', first)).toBe('2026-11-23 18:00');
    expect(due('2026-11-21 10:00', '1 workday', first)).toBe('2026-11-23 18:00');
  });
});

describe('calendar days', () => {
  it.each([
    ['2026-11-02 10:00', 1, '2026-11-03 18:00'],
    ['2026-11-02 10:00', 20, '2026-11-23 18:00'],
    ['2026-09-11 10:00', 20, '2026-10-08 18:00'],
    ['2026-09-15 10:00', 20, '2026-10-08 18:00'],
    ['2026-12-02 10:00', 30, '2027-01-04 18:00 ?'],
  ])('from %s, %i of them end at %s, a last day off goes on to the next working day', (start, days, end) => {
    expect(due(start, `${days} day`)).toBe(end);
  });
});

describe('calendar days of which the first counts', () => {
  it.each([
    ['2026-11-20 10:00', 1, '2026-11-20 18:00'],
    ['2026-11-19 19:00', 1, '2026-11-20 18:00'],
    ['2026-11-20 19:00', 1, '2026-11-23 18:00'],
    ['2026-11-21 10:00', 3, '2026-11-23 18:00'],
  ])('from %s, %i of them end at %s', (start, days, end) => {
    expect(due(start, `${days} day`, { firstDay: 'INCLUDED' })).toBe(end);
  });
});

describe('hours', () => {
  it('of the clock run day and night', () => {
    expect(due('2026-11-20 22:30', '24 hour')).toBe('2026-11-21 22:30');
    expect(due('2026-11-20 22:30', '0.0834 hour')).toBe('2026-11-20 22:35');
  });

  it.each([
    ['2026-11-20 10:00', '2026-11-20 16:00'],
    ['2026-11-20 11:00', '2026-11-20 17:00'],
    ['2026-11-20 13:00', '2026-11-20 18:00'],
    ['2026-11-20 17:00', '2026-11-23 12:00'],
    ['2026-11-20 18:00', '2026-11-23 15:00'],
    ['2026-11-22 03:00', '2026-11-23 15:00'],
    ['2026-09-30 16:30', '2026-10-08 11:30'],
  ])('of the office, four of them from %s, end at %s', (start, end) => {
    expect(due(start, '4 workhour')).toBe(end);
  });
});

describe('a pause', () => {
  it.each([
    ['2 workday', '2026-11-16 10:00', '2026-11-17 10:00', '2026-11-18 18:00'],
    ['2 workday', '2026-11-16 10:00', '2026-11-16 17:00', '2026-11-17 18:00'],
    ['2 workday', '2026-11-16 10:00', '2026-11-20 10:00', '2026-11-23 18:00'],
    ['3 day', '2026-11-14 10:00', '2026-11-16 10:00', '2026-11-18 18:00'],
    ['3 day', '2026-11-14 10:00', '2026-11-15 09:00', '2026-11-16 18:00'],
    ['24 hour', '2026-11-13 12:00', '2026-11-13 15:30', '2026-11-14 13:30'],
    ['4 workhour', '2026-11-13 11:00', '2026-11-16 10:00', '2026-11-16 15:00'],
  ])('of a limit of %s from %s to %s makes it due at %s', (text, from, to, end) => {
    expect(due('2026-11-13 10:00', text, { pauses: [pause(from, to)] })).toBe(end);
  });

  it('that lasts still moves nothing yet', () => {
    expect(due('2026-11-13 10:00', '2 workday', { pauses: [pause('2026-11-16 10:00', null)] })).toBe(
      '2026-11-17 18:00',
    );
  });

  it('for a year changes nothing in the shape of the count', () => {
    const pauses = [
      pause('2026-01-05 09:00', '2026-01-12 09:00'),
      pause('2026-01-13 09:00', '2026-01-14 09:00'),
    ];
    expect(due('2025-12-31 10:00', '5 workday', { pauses })).toBe('2026-01-16 18:00');
  });
});

describe('an extension', () => {
  it.each([
    ['2 workday', { amount: 5, unit: 'workday' }, '2026-11-24 18:00'],
    ['2 workday', { amount: 10, unit: 'day' }, '2026-11-27 18:00'],
    ['20 day', { amount: 10, unit: 'day' }, '2026-12-14 18:00'],
    ['24 hour', { amount: 12, unit: 'hour' }, '2026-11-14 22:00'],
    ['24 hour', { amount: 1, unit: 'workday' }, '2026-11-16 18:00'],
  ] as const)('of %s by %o is due at %s', (text, extension, end) => {
    expect(due('2026-11-13 10:00', text, { extensions: [extension] })).toBe(end);
  });
});

describe('a limit', () => {
  it.each([
    ['1 workday', true],
    ['1 day', true],
    ['24 hour', true],
    ['23.9 hour', false],
    ['7 workhour', true],
    ['6 workhour', false],
  ])('of %s is long: %s', (text, long) => {
    expect(isLong(span(text), calendar)).toBe(long);
  });
});

const DAY = 86_400_000;
const start = fc.integer({ min: at('2024-12-20 00:00') / 60_000, max: at('2027-01-20 00:00') / 60_000 });
const unit = fc.constantFrom(...LIMIT_UNITS);
const amount = fc.integer({ min: 1, max: 40 });
const run = (minute: number, pauses: ReturnType<typeof pause>[] = []) => ({
  startAt: minute * 60_000,
  pauses,
  extensions: [],
});

describe('for any start between 2024 and 2027', () => {
  it('one more of the unit never ends earlier, and a later start never ends earlier', () => {
    const holds = (minute: number, count: number, of: (typeof LIMIT_UNITS)[number], later: number) => {
      const less = { amount: count, unit: of, firstDay: 'EXCLUDED' } as const;
      const { dueAt } = reckon(less, run(minute), calendar);
      expect(reckon({ ...less, amount: count + 1 }, run(minute), calendar).dueAt).toBeGreaterThanOrEqual(
        dueAt,
      );
      expect(reckon(less, run(minute + later), calendar).dueAt).toBeGreaterThanOrEqual(dueAt);
      expect(dueAt).toBeGreaterThan(minute * 60_000);
    };
    fc.assert(fc.property(start, amount, unit, fc.nat({ max: 20_000 }), holds), numRuns(1_500));
  });

  it('with the start day counted it is monotone, too, ends after its start and never later than without', () => {
    const holds = (minute: number, count: number, of: 'workday' | 'day', later: number) => {
      const first = { amount: count, unit: of, firstDay: 'INCLUDED' } as const;
      const { dueAt } = reckon(first, run(minute), calendar);
      expect(reckon(first, run(minute + later), calendar).dueAt).toBeGreaterThanOrEqual(dueAt);
      expect(dueAt).toBeGreaterThan(minute * 60_000);
      expect(dueAt).toBeLessThanOrEqual(
        reckon({ ...first, firstDay: 'EXCLUDED' }, run(minute), calendar).dueAt,
      );
    };
    const days = fc.constantFrom('workday' as const, 'day' as const);
    fc.assert(fc.property(start, amount, days, fc.nat({ max: 20_000 }), holds), numRuns(500));
  });

  it('a pause outside office hours changes no count of office hours or working days', () => {
    const holds = (
      minute: number,
      count: number,
      of: 'workday' | 'workhour',
      [after, share]: [number, number],
    ) => {
      const opens = calendar.nextOpening(minute * 60_000 + after * 60_000);
      const closedAt = calendar.closeOf(calendar.dayOf(opens));
      const reopens = calendar.nextOpening(closedAt);
      const to = closedAt + Math.floor((reopens - closedAt) * share);
      const limit = { amount: count, unit: of, firstDay: 'EXCLUDED' } as const;
      const plain = reckon(limit, run(minute), calendar);
      expect(reckon(limit, run(minute, [pause(closedAt, to)]), calendar)).toEqual(plain);
    };
    fc.assert(
      fc.property(
        start,
        amount,
        fc.constantFrom('workday', 'workhour'),
        fc.tuple(fc.nat({ max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true })),
        holds,
      ),
      numRuns(500),
    );
  });

  it('a pause never ends it earlier, and a longer one not either', () => {
    const holds = (
      minute: number,
      count: number,
      of: (typeof LIMIT_UNITS)[number],
      [a, b]: [number, number],
    ) => {
      const limit = { amount: count, unit: of, firstDay: 'EXCLUDED' } as const;
      const from = minute * 60_000 + 60_000;
      const paused = (minutes: number) =>
        reckon(limit, run(minute, [pause(from, from + minutes * 60_000)]), calendar).dueAt;
      expect(paused(a)).toBeGreaterThanOrEqual(reckon(limit, run(minute), calendar).dueAt);
      expect(paused(a + b)).toBeGreaterThanOrEqual(paused(a));
    };
    const minutes = fc.nat({ max: 30_000 });
    fc.assert(fc.property(start, amount, unit, fc.tuple(minutes, minutes), holds), numRuns(500));
  });

  it('one more holiday never ends a count of working days earlier', () => {
    const holds = (minute: number, count: number, offset: number) => {
      const day = new Date(at('2026-01-01 12:00') + offset * DAY).toISOString().slice(0, 10);
      const more = YEARS.map((year) =>
        year.year === 2026
          ? {
              ...year,
              holidays: [...year.holidays, { name: '加放一天', from: day, to: day }],
              workdays: year.workdays.filter(({ date }) => date !== day),
            }
          : year,
      );
      const limit = { amount: count, unit: 'workday', firstDay: 'EXCLUDED' } as const;
      const before = reckon(limit, run(minute), calendar).dueAt;
      expect(reckon(limit, run(minute), calendarOf(more)).dueAt).toBeGreaterThanOrEqual(before);
    };
    fc.assert(fc.property(start, amount, fc.nat({ max: 360 }), holds), numRuns(500));
  });

  it('office time adds up: what lies before and after any instant is the whole', () => {
    const holds = (minute: number, a: number, b: number) => {
      const from = minute * 60_000;
      const [middle, to] = [from + a * 60_000, from + (a + b) * 60_000];
      const { workTime } = calendar;
      expect(workTime(from, middle) + workTime(middle, to)).toBe(workTime(from, to));
      const needed = workTime(from, to);
      if (needed > 0) expect(workTime(from, calendar.afterWorkTime(from, needed))).toBe(needed);
    };
    const minutes = fc.nat({ max: 30_000 });
    fc.assert(fc.property(start, minutes, minutes, holds), numRuns(500));
  });
});

describe('the working calendar', () => {
  it.each([
    ['2026-10-01', false, 'HOLIDAY', true],
    ['2026-10-10', true, 'MADE_UP', true],
    ['2026-11-21', false, 'WEEKEND', true],
    ['2026-11-20', true, 'WEEKDAY', true],
    ['2027-01-01', false, 'HOLIDAY', false],
    ['2027-01-04', true, 'WEEKDAY', false],
    ['2024-10-02', false, 'HOLIDAY', false],
  ])('says of %s that it is working: %s, as %s, known: %s', (date, working, why, known) => {
    expect(calendar.kindOf(calendar.dayOf(at(`${date} 12:00`)))).toMatchObject({ working, why, known });
  });

  it('has 33 days off by the notice and six made up in 2026', () => {
    const days = Array.from({ length: 365 }, (_, i) =>
      calendar.kindOf(calendar.dayOf(at('2026-01-01 12:00')) + i),
    );
    expect(days.filter(({ why }) => why === 'HOLIDAY')).toHaveLength(33);
    expect(days.filter(({ why }) => why === 'MADE_UP')).toHaveLength(6);
  });

  it('opens again after the midday break, the weekend and the holidays', () => {
    const opens = (text: string) => local(calendar.nextOpening(at(text)));
    expect(opens('2026-11-20 12:30')).toBe('2026-11-20 14:00');
    expect(opens('2026-11-20 18:00')).toBe('2026-11-23 09:00');
    expect(opens('2026-09-30 20:00')).toBe('2026-10-08 09:00');
    expect(opens('2026-11-20 10:15')).toBe('2026-11-20 10:15');
  });

  it('without a single working day in sight gives up instead of running for ever', () => {
    const closed = { name: '停摆', from: '2026-01-01', to: '2026-12-31' };
    const years = [2026, 2027, 2028].map((year) => ({
      year,
      source: '试',
      coverageUntil: `${year}-12-31`,
      holidays: [{ ...closed, from: `${year}-01-01`, to: `${year}-12-31` }],
      workdays: [],
    }));
    expect(calendarOf(years).workdayAfter(0, 1)).toBe(1);
    expect(calendarOf(years).nextOpening(at('2026-06-01 12:00'))).toBeGreaterThan(0);
  });
});
