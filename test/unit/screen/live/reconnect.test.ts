import { describe, expect, it } from 'vitest';
import { reconnectDelayMs } from '../../../../screen/live/reconnect.ts';

describe('the pause before a reconnection', () => {
  it.each([
    [0, 500],
    [1, 1_000],
    [3, 4_000],
    [4, 8_000],
    [40, 8_000],
  ])('at try %i lies anywhere from 0 to %i ms', (attempt, ceiling) => {
    expect(reconnectDelayMs(attempt, () => 0)).toBe(0);
    expect(reconnectDelayMs(attempt, () => 0.5)).toBe(ceiling / 2);
    expect(reconnectDelayMs(attempt, () => 0.999_999)).toBeLessThanOrEqual(ceiling);
  });
});
