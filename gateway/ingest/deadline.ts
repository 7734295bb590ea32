import { GatewayError } from '../contract/errors.ts';

/** A call has its answer within 5 s of the clock of whoever asks; the rest is for the way. */
const ANSWER_MS = 4_800;

/** The time that one call has left. */
export interface Deadline {
  /**
   * What the work gives, or a refusal when the time is over before. Work under way goes on unheard: sent again, its
   * events are duplicates. Work that comes too late is not begun.
   * @throws {GatewayError} `log_unavailable`
   */
  within<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** For work whose answer is bounded elsewhere. */
export const NO_DEADLINE: Deadline = { within: (work) => work() };

/** Begins to count now. */
export function startDeadline(ms: number = ANSWER_MS): Deadline {
  const endsAt = performance.now() + ms;
  return {
    within(work) {
      const left = endsAt - performance.now();
      if (left <= 0) return Promise.reject(tooLate(ms));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(tooLate(ms)), left);
        work()
          .finally(() => clearTimeout(timer))
          .then(resolve, reject);
      });
    },
  };
}

function tooLate(ms: number): GatewayError {
  return new GatewayError(
    'log_unavailable',
    `no answer of the log within ${ms} ms; nothing was promised, send it again`,
    { retryAfterS: 1 },
  );
}
