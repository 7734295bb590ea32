import { unitHash } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import { type Calendar, DAY, HOUR, MINUTE } from '../time.ts';

/** One stretch of duty of one terminal. Instants are epoch milliseconds. */
export interface Duty {
  readonly startAt: number;
  readonly endAt: number;
}

/** Hours since local midnight of the day shift and the two shifts of terminals that never rest. */
const DAY_SHIFT = [7.5, 19.5] as const;
const ROUND = [8, 20, 32] as const;
/** How far from the hour a shift may begin or end. */
const SPREAD = 25 * MINUTE;

const TOPIC = { night: 1, rest: 2, start: 3, end: 4, battery: 5, drain: 6 } as const;

/** Is the terminal with this number one of those that never rest? */
export function isRoundTheClock(seed: number, terminal: number, { nightShare }: Scenario['terminals']) {
  return unitHash(seed + TOPIC.night * 7_919, terminal, 0) < nightShare;
}

/** Shifts of the terminal with this number; everything follows from the seed and the day. */
export function shiftsOf(seed: number, calendar: Calendar, rules: Scenario['terminals']) {
  const draw = (terminal: number, day: number, topic: number) =>
    unitHash(seed + topic * 7_919, terminal, day);
  const spread = (terminal: number, day: number, topic: number) =>
    (draw(terminal, day, topic) - 0.5) * 2 * SPREAD;

  const onDay = (terminal: number, day: number): Duty[] => {
    if (draw(terminal, day, TOPIC.rest) < rules.restShare) return [];
    const midnight = calendar.startOf(day);
    const offset = spread(terminal, day, TOPIC.start);
    if (isRoundTheClock(seed, terminal, rules)) {
      const [morning, evening, next] = ROUND.map((hour) => midnight + hour * HOUR + offset) as [
        number,
        number,
        number,
      ];
      return [
        { startAt: morning, endAt: evening - MINUTE },
        { startAt: evening, endAt: next - 3 * MINUTE },
      ];
    }
    const endAt = midnight + DAY_SHIFT[1] * HOUR + spread(terminal, day, TOPIC.end);
    return [{ startAt: midnight + DAY_SHIFT[0] * HOUR + offset, endAt }];
  };

  const between = (terminal: number, from: number, to: number): Duty[] => {
    const out: Duty[] = [];
    for (let day = calendar.dayOf(from - DAY / 2); day <= calendar.dayOf(to); day += 1) {
      out.push(...onDay(terminal, day).filter(({ startAt, endAt }) => endAt > from && startAt < to));
    }
    return out;
  };

  return {
    /** Duties that may touch the span, in order of time. */
    between,
    onDuty: (terminal: number, at: number): boolean => between(terminal, at, at + 1).length > 0,
    /** Charge in percent after some time on duty: each terminal drains at its own pace. */
    battery: (terminal: number, duty: Duty, at: number): number => {
      const day = calendar.dayOf(duty.startAt);
      const full = 90 + 10 * draw(terminal, day, TOPIC.battery);
      const perHour = 3.5 + 3.6 * draw(terminal, 0, TOPIC.drain);
      return Math.max(3, Math.round(full - (perHour * (at - duty.startAt)) / HOUR));
    },
  };
}
