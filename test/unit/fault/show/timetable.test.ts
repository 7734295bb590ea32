import { describe, expect, it } from 'vitest';
import { readSettings } from '../../../fault/show/settings.ts';
import { timetableOf } from '../../../fault/show/timetable.ts';

const told = (args: readonly string[]) => {
  const { seconds, acts } = readSettings(args);
  return { lastsMs: seconds * 1_000, acts: acts.length, table: timetableOf(seconds, acts.length) };
};

describe('the timetable of the fault show', () => {
  it('plays four acts in ninety seconds when nothing else is said', () => {
    const { table } = told([]);
    const ends = [0, 1, 2, 3].map((number) => Math.round(table.actEndsAt(number)));
    expect([table.beginsAt, ...ends, table.closesAt]).toEqual([
      7_200, 26_100, 45_000, 63_900, 82_800, 86_400,
    ]);
  });

  it.each([
    ['the shortest', ['--seconds', '20']],
    ['the longest', ['--seconds', '900']],
    ['one act', ['--acts', 'silence']],
    ['two acts', ['--seconds', '40', '--acts', 'gateway,tail']],
  ])('gives every act the same share, one after another, within the time (%s)', (_which, args) => {
    const { lastsMs, acts, table } = told(args);
    let at = table.beginsAt;
    for (let number = 0; number < acts; number += 1) {
      expect(table.actEndsAt(number) - at).toBeCloseTo(table.shareMs);
      at = table.actEndsAt(number);
    }
    expect(table.beginsAt).toBeGreaterThan(0);
    expect(table.closesAt).toBeGreaterThan(at);
    expect(table.closesAt).toBeLessThan(lastsMs);
  });
});
