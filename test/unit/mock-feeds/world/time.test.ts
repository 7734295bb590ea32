import { describe, expect, it } from 'vitest';
import { calendarOf, timeOfDay } from '../../../../mock-feeds/world/time.ts';

const at = (text: string) => Date.parse(text);

describe('the simulated calendar', () => {
  const shanghai = calendarOf(480);

  it('knows the local day and minute', () => {
    const day = shanghai.dayOf(at('2026-11-20T00:30:00+08:00'));
    expect(shanghai.startOf(day)).toBe(at('2026-11-20T00:00:00+08:00'));
    expect(shanghai.minuteOf(at('2026-11-20T15:42:30+08:00'))).toBe(942.5);
    expect(shanghai.code(day)).toBe('261120');
  });

  it('counts working days from the day after and over a weekend', () => {
    const friday = shanghai.dayOf(at('2026-11-20T15:19:00+08:00'));
    expect(shanghai.afterWorkdays(friday, 2, 18 * 60)).toBe(at('2026-11-24T18:00:00+08:00'));
  });

  it('writes instants with the offset, also a negative or uneven one', () => {
    expect(shanghai.iso(at('2026-11-20T07:19:00Z'))).toBe('2026-11-20T15:19:00+08:00');
    expect(calendarOf(-210).iso(at('2026-11-20T07:19:00.250Z'))).toBe('2026-11-20T03:49:00.250-03:30');
  });

  it('spreads a day by the weight of its hours', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 1 : 0));
    expect(timeOfDay(hours, 0)).toBe(9 * 3_600_000);
    expect(timeOfDay(hours, 0.5)).toBe(9.5 * 3_600_000);
  });
});
