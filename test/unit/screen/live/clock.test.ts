import { describe, expect, it } from 'vitest';
import { createServerClock } from '../../../../screen/live/clock.ts';

const SERVER = Date.UTC(2027, 4, 12, 4);
const real = { simulated: false, rate: 1 };

function clockAt(mono = 0) {
  const time = { mono };
  const clock = createServerClock({ monotonic: () => time.mono, machineNow: () => 77 });
  /** The gateway answers `serverNow`, half of `roundTripMs` before the answer is here. */
  const ask = (serverNow: number, roundTripMs: number, state = real) => {
    const askedAt = time.mono;
    time.mono += roundTripMs;
    clock.answered({ serverNow, clock: state }, askedAt, time.mono);
  };
  return { clock, time, ask };
}

describe('the gateway’s clock', () => {
  it('is the machine’s own until the gateway was heard', () => {
    expect(clockAt().clock.now()).toBe(77);
  });

  it('is what the hello said until the first answer', () => {
    const { clock, time } = clockAt(500);
    clock.told(SERVER, real);
    time.mono += 1_000;
    expect(clock.now()).toBe(SERVER + 1_000);
  });

  it('counts an answer from the middle of its round trip', () => {
    const { clock, ask } = clockAt(10_000);
    ask(SERVER, 100);
    expect(clock.now()).toBe(SERVER + 50);
  });

  it('is the median, so that one slow answer moves nothing', () => {
    const { clock, time, ask } = clockAt();
    for (let i = 0; i < 9; i += 1) ask(SERVER + time.mono + 5, 10);
    const before = clock.now() - time.mono;
    ask(SERVER + time.mono + 5, 1_500);
    expect(clock.now() - time.mono).toBe(before);
  });

  it('runs at the gateway’s rate between answers', () => {
    const { clock, time } = clockAt();
    clock.told(SERVER, { simulated: true, rate: 60 });
    time.mono += 1_000;
    expect(clock.now()).toBe(SERVER + 60_000);
    expect(clock.state).toEqual({ simulated: true, rate: 60 });
  });

  it('follows at once when the gateway has another clock', () => {
    const { clock, time, ask } = clockAt();
    for (let i = 0; i < 9; i += 1) ask(SERVER + time.mono, 2);
    const later = SERVER + 86_400_000;
    ask(later, 2);
    expect(clock.now()).toBe(later + 1);
    expect(clock.samples).toBe(1);
  });

  it('keeps its estimate after sleep only until the gateway says otherwise', () => {
    const { clock, time, ask } = clockAt();
    ask(SERVER, 2);
    clock.reset();
    expect([clock.samples, clock.now()]).toEqual([0, SERVER + 1]);
    clock.told(SERVER + 3_600_000, real);
    expect(clock.now()).toBe(SERVER + 3_600_000);
    expect(time.mono).toBe(2);
  });
});
