import { describe, expect, it } from 'vitest';
import type { CalendarYear } from '../../../../gateway/contract/calendar.ts';
import type { Rules } from '../../../../gateway/contract/rules.ts';
import { at, configured, folded, iso, kpi, log, RULES, received, type Said, tick } from './log.ts';

const HOURS = { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '19:00' };
const unit = (id: string, area: string) => ({
  id,
  name: id,
  shortName: id,
  level: 'TOWNSHIP' as const,
  kind: 'team' as const,
  area,
  mode: null,
  dutyPhone: null,
  liaisonPost: null,
});
const YEAR: CalendarYear = {
  year: 2026,
  source: '通知',
  coverageUntil: '2026-12-31',
  holidays: [{ name: '国庆节', from: '2026-10-01', to: '2026-10-07' }],
  workdays: [{ name: '国庆节调休', date: '2026-10-10' }],
};
const foldOf = (rules: Partial<Rules>, ...said: Said[]) => {
  const setting = { rules: { ...RULES, ...rules }, units: [unit('u-night', 'v2')], calendars: [YEAR] };
  return folded(log(configured(setting, at('2026-09-01 00:00')), ...said));
};

describe('terminals that report each minute of their shift', () => {
  const terminal = { feed: 'terminal', source: 'urn:test', silentAfterS: 180, streetsAfterS: 180 } as const;
  const shifts = (...more: Rules['roster']['shifts']): Partial<Rules> => ({
    roster: { shifts: [HOURS, ...more] },
    sources: { expected: [{ ...terminal, hours: 'ROSTER' }] },
    feeds: { ...RULES.feeds, terminal: { silentAfterS: 180, hours: 'ROSTER' } },
  });
  const heard = (area: string, local: string): Said => ({
    type: 'terminal.located',
    subject: area,
    area,
    time: at(local),
    data: { fixAt: iso(local), location: { lng: 103.8, lat: 25.6 } },
  });
  const evening = [heard('g1', '2026-11-20 18:59'), heard('v2', '2026-11-20 18:59')];
  const sound = (rules: Partial<Rules>, ...said: Said[]) => {
    const fold = foldOf(rules, ...said);
    const streets = ['s1', 's2'].map((street) => fold.sources().find((row) => row.street === street)?.state);
    const feed = fold.get('feed', 'terminal')?.state;
    return [feed, kpi(fold, 'feed.silent.terminal'), kpi(fold, 'feed.unreported.terminal'), ...streets];
  };

  it('are not missed at night, and are three minutes of duty later', () => {
    const { hours: _hours, ...before } = { ...terminal, hours: 'ROSTER' };
    const always = { ...shifts(), sources: { expected: [before] }, feeds: RULES.feeds };
    const night = tick('2026-11-20 23:00');
    expect(sound(always, ...evening, night)).toEqual(['SILENT', 1, 2, 'UNREPORTED', 'UNREPORTED']);
    expect(sound(shifts(), ...evening, night)).toEqual(['LIVE', 0, 0, 'QUIET', 'QUIET']);
    const due = tick('2026-11-21 08:02');
    expect(sound(shifts(), ...evening, due)).toEqual(['LIVE', 0, 0, 'LIVE', 'LIVE']);
    const late = tick(at('2026-11-21 08:02') + 1);
    expect(sound(shifts(), ...evening, late)).toEqual(['SILENT', 1, 2, 'UNREPORTED', 'UNREPORTED']);
    const fold = foldOf(shifts(), ...evening, late);
    expect(fold.get('feed', 'terminal')?.silentSince).toBe(at('2026-11-21 08:02'));
  });

  it('are missed by night in a street whose own unit has duty then, and in no other', () => {
    const rules = shifts({ ...HOURS, units: ['u-night'], from: '00:00', to: '24:00' });
    const alive = heard('county', '2026-11-20 22:59');
    expect(sound(rules, ...evening, alive, tick('2026-11-20 23:00'))).toEqual([
      'LIVE',
      0,
      1,
      'QUIET',
      'UNREPORTED',
    ]);
  });

  it('that fell silent while they were on duty stay 断流 after it; a street is no longer awaited', () => {
    const noon = [heard('g1', '2026-11-20 12:00'), heard('v2', '2026-11-20 12:00')];
    expect(sound(shifts(), ...noon, tick('2026-11-20 23:00'))).toEqual(['SILENT', 1, 0, 'QUIET', 'QUIET']);
  });

  it('never heard of a street leave it unreported in their hours only', () => {
    const one = heard('g1', '2026-11-20 18:59');
    expect(sound(shifts(), one, tick('2026-11-20 18:59')).at(-1)).toBe('UNREPORTED');
    expect(sound(shifts(), one, tick('2026-11-20 19:00')).at(-1)).toBe('QUIET');
  });
});

describe('a window that is open on working days', () => {
  const hours = [{ days: 'WORKDAYS' as const, from: '09:00', to: '17:00' }];
  const window = { feed: 'case', source: 'urn:test', silentAfterS: 3_600, hours } as const;
  const stateAt = (heard: string, local: string) => {
    const said = { ...received(), time: at(heard) };
    const fold = foldOf({ sources: { expected: [{ ...window }] } }, said, tick(at(local)));
    return fold.sources()[0]?.state;
  };

  it.each([
    ['in the evening', '2026-11-20 16:30', '2026-11-20 23:00', 'QUIET'],
    ['half an hour into the next working day', '2026-11-20 16:30', '2026-11-23 09:30', 'LIVE'],
    ['later than that', '2026-11-20 16:30', '2026-11-23 09:31', 'SILENT'],
    ['through a week of holidays', '2026-09-30 16:30', '2026-10-07 16:00', 'QUIET'],
    ['on a Saturday that is worked', '2026-10-09 16:30', '2026-10-10 12:00', 'SILENT'],
  ])('is what it is %s', (_when, heard, local, state) => {
    expect(stateAt(heard, local)).toBe(state);
  });
});

describe('a shift of the working days', () => {
  const shift = { ...HOURS, days: 'WORKDAYS' as const };
  const rosteredAt = (local: string) => {
    const seen: Said = { type: 'terminal.status_changed', time: at(local), data: { unit: '巡防' } };
    return foldOf({ roster: { shifts: [shift] } }, seen, tick(local)).get('terminal', 'x-1')?.rostered;
  };

  it('knows the holidays and the days that are worked instead', () => {
    const days = ['2026-09-30', '2026-10-01', '2026-10-07', '2026-10-08', '2026-10-10', '2026-10-11'];
    expect(days.map((day) => rosteredAt(`${day} 12:00`))).toEqual([true, false, false, true, true, false]);
  });
});
