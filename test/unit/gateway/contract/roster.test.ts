import { describe, expect, it } from 'vitest';
import {
  isRostered,
  type RosterRules,
  rosterRules,
  rosterTurnsAt,
} from '../../../../gateway/contract/roster.ts';

const OFFSET = 480 * 60_000;
const at = (local: string) => Date.parse(`${local.replace(' ', 'T')}+08:00`);
/** 2026-11-20 is a Friday. */
const DAYS: RosterRules = { shifts: [{ days: [1, 2, 3, 4, 5], from: '08:30', to: '17:30' }] };
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
    ['without any shift', { shifts: [] }, null, '2026-11-22 03:00', true],
  ] as const)('knows duty %s', (_when, roster, unit, local, expected) => {
    expect(isRostered(roster as RosterRules, unit, at(local), OFFSET)).toBe(expected);
  });

  it('tells when that may change next', () => {
    expect(rosterTurnsAt(DAYS, null, at('2026-11-20 07:00'), OFFSET)).toBe(at('2026-11-20 08:30'));
    expect(rosterTurnsAt(DAYS, null, at('2026-11-20 08:30'), OFFSET)).toBe(at('2026-11-20 17:30'));
    expect(rosterTurnsAt(NIGHT, '巡防队', at('2026-11-20 23:00'), OFFSET)).toBe(at('2026-11-21 08:00'));
    expect(rosterTurnsAt({ shifts: [] }, null, at('2026-11-20 23:00'), OFFSET)).toBeNull();
    const later = at('2026-11-25 12:00') + 86_400_000;
    expect(rosterTurnsAt(NIGHT, null, at('2026-11-25 12:00'), OFFSET)).toBe(later);
  });

  it('refuses hours and days that do not exist, all of them at once', () => {
    const wrong = { shifts: [{ days: [0, 8], from: '25:00', to: '9:00' }] };
    const paths = rosterRules.safeParse(wrong).error?.issues.map(({ path }) => path.join('.'));
    expect(paths).toEqual(['shifts.0.days.0', 'shifts.0.days.1', 'shifts.0.from', 'shifts.0.to']);
  });
});
