import { describe, expect, it } from 'vitest';
import { realClock, simulatedClock } from '../../../../gateway/ops/clock.ts';

describe('the gateway’s clock', () => {
  it('runs n times as fast as the monotonic timer, from the instant it was given', () => {
    let elapsed = 1_000;
    const clock = simulatedClock(Date.UTC(2027, 0, 1), 60, () => elapsed);
    elapsed += 1_000;
    expect(clock.now()).toBe(Date.UTC(2027, 0, 1, 0, 1));
    expect(clock).toMatchObject({ simulated: true, rate: 60 });
  });

  it('is the machine’s when none is set', () => {
    expect(realClock()).toMatchObject({ simulated: false, rate: 1 });
  });
});
