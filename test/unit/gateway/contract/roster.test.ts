import { describe, expect, it } from 'vitest';
import {
  isRostered,
  passedBy,
  type RosterRules,
  rosterRules,
  rosterTurnsAt,
  type Stretch,
} from '../../../../gateway/contract/roster.ts';

/** As in 2026: the week of National Day is off, and the Saturday after it is worked instead. */
const SITE = {
  utcOffsetMs: 480 * 60_000,
  works: (day: number) => {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (date >= '2026-10-01' && date <= '2026-10-07') return false;
    return date === '2026-10-10' || ![0, 6].includes(new Date(date).getUTCDay());
  },
};
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}+08:00`);
/** 2026-11-20 is a Friday. */
const DAYS: RosterRules = { shifts: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:30' }] };
const OFFICE: RosterRules = { shifts: [{ days: 'WORKDAYS', from: '08:30', to: '17:30' }] };
const FREE: RosterRules = { shifts: [{ days: 'RESTDAYS', from: '20:00', to: '08:00' }] };
const NIGHT: RosterRules = { shifts: [{ units: ['巡防队'], days: [5], from: '20:00', to: '08:00' }] };

describe('the roster', () => {
  it.each([
    ['before it begins', DAYS, null, '2026-11-20 08:29', false],
    ['as it begins', DAYS, null, '2026-11-20 08:30', true],
    ['as it ends', DAYS, null, '2026-11-20 17:30', false],
    ['on another day', DAYS, null, '2026-11-21 12:00', false],
    ['past midnight', NIGHT, '巡防队', '2026-11-21 03:00', true],
    ['the morning before a night shift', NIGHT, '巡防队', '2026-11-20 03:00', false],
    ['for another unit', NIGHT, '执法队', '2026-11-20 21:00', false],
    ['for no known unit', NIGHT, null, '2026-11-20 21:00', false],
    ['on a holiday that is a Thursday', OFFICE, null, '2026-10-01 12:00', false],
    ['on a Saturday that is worked', OFFICE, null, '2026-10-10 12:00', true],
    ['on the rest days of a holiday', FREE, null, '2026-10-01 21:00', true],
    ['the morning after the last rest day', FREE, null, '2026-10-08 07:00', true],
    ['on a rest day that is worked', FREE, null, '2026-10-10 21:00', false],
    ['without any shift', { shifts: [] }, null, '2026-11-22 03:00', true],
  ] as const)('knows duty %s', (_when, roster, unit, local, expected) => {
    expect(isRostered(roster as RosterRules, unit, at(local), SITE)).toBe(expected);
  });

  it('tells when that may change next', () => {
    expect(rosterTurnsAt(DAYS, null, at('2026-11-20 07:00'), SITE)).toBe(at('2026-11-20 08:30'));
    expect(rosterTurnsAt(DAYS, null, at('2026-11-20 08:30'), SITE)).toBe(at('2026-11-20 17:30'));
    expect(rosterTurnsAt(NIGHT, '巡防队', at('2026-11-20 23:00'), SITE)).toBe(at('2026-11-21 08:00'));
    expect(rosterTurnsAt({ shifts: [] }, null, at('2026-11-20 23:00'), SITE)).toBeNull();
    const later = at('2026-11-25 12:00') + 86_400_000;
    expect(rosterTurnsAt(NIGHT, null, at('2026-11-25 12:00'), SITE)).toBe(later);
  });

  it('lets time run in its stretches only, each part of it once', () => {
    const twice: Stretch[] = [...OFFICE.shifts, { days: [1, 2, 3, 4, 5], from: '17:00', to: '18:30' }];
    const passed = (since: string, minutes: number, until = '2026-11-30 00:00') =>
      passedBy(twice, { since: at(since), ms: minutes * 60_000, until: at(until) }, SITE);
    expect(passed('2026-11-20 17:00', 90)).toBe(at('2026-11-20 18:30'));
    expect(passed('2026-11-20 17:00', 91)).toBe(at('2026-11-23 08:31'));
    expect(passed('2026-11-20 17:00', 91, '2026-11-23 08:30')).toBeNull();
    expect(passedBy([], { since: 0, ms: 1, until: at('2026-11-20 12:00') }, SITE)).toBeNull();
  });

  it('refuses hours and days that do not exist, all of them at once', () => {
    const wrong = { shifts: [{ days: [0, 8], from: '25:00', to: '9:00' }] };
    const paths = rosterRules.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['shifts.0.days.0', 'shifts.0.days.1', 'shifts.0.from', 'shifts.0.to']);
  });
});
