import { describe, expect, it } from 'vitest';
import { type Point, trendOf } from '../../../fault/soak/trend.ts';

const HOURS = 2;

/** A run of `count` points over two hours. */
function run(count: number, value: (at: number, clients: number) => number, clients = (_i: number) => 60) {
  return Array.from({ length: count }, (_, i): Point => {
    const at = (i * HOURS) / (count - 1);
    return { at, clients: clients(i), value: value(at, clients(i)) };
  });
}

describe('the trend of a figure', () => {
  it('is the slope of a straight line, without error', () => {
    const trend = trendOf(run(48, (at) => 100 + 7 * at));
    expect(trend?.slope).toBeCloseTo(7, 6);
    expect(trend?.error).toBeCloseTo(0, 6);
  });

  it('leaves the warm-up out: what was filled at first is not growth', () => {
    const filling = run(48, (at) => Math.min(at, HOURS / 3) * 1_000);
    expect(Math.abs(trendOf(filling)?.slope ?? Number.NaN)).toBeLessThan(1);
  });

  it('takes out what comes and goes with the clients, and still sees the growth beneath', () => {
    const coming = (i: number) => 50 + ((i * 7) % 13);
    expect(trendOf(run(48, (_at, clients) => 40 * clients, coming))?.slope).toBeCloseTo(0, 6);
    expect(trendOf(run(48, (at, clients) => 40 * clients + 3 * at, coming))?.slope).toBeCloseTo(3, 6);
  });

  it('has a larger error the more the values leap about', () => {
    const leaping = (by: number) => run(48, (at) => at + (Math.round(at * 1_000) % 2 === 0 ? by : -by));
    const calm = trendOf(leaping(1))?.error ?? 0;
    expect(trendOf(leaping(10))?.error).toBeGreaterThan(calm * 5);
  });

  it('is unknown for too few points', () => {
    expect(trendOf([])).toBeNull();
    expect(trendOf(run(5, (at) => at))).toBeNull();
  });
});
