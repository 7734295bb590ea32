import { ERRORS, GatewayError, type Problem, problemOf } from '../contract/errors.ts';
import type { IngestReply } from '../contract/http.ts';

/** The problem of a reply in which the log failed on the way: some of its events were not promised. Null when all were. */
export function lostProblem({ results }: IngestReply): Problem | null {
  if (!results.some(({ status }) => status === ERRORS.log_unavailable.status)) return null;
  const full = results.some(({ code }) => code === 'log_full');
  return problemOf(
    full
      ? new GatewayError('log_full', 'the log has no room; send the events of status 503 again later', {
          retryAfterS: 5,
        })
      : new GatewayError('log_unavailable', 'send the events of status 503 again', { retryAfterS: 2 }),
  );
}
