import { GatewayError } from '../contract/errors.ts';

/**
 * The log does not hold the place that it was asked to write behind: entries were lost. Whoever sends gets it as
 * `log_unavailable`; the gateway heals the log and tries again.
 */
export class LogForked extends GatewayError {
  constructor() {
    super(
      'log_unavailable',
      'the log has lost entries that this gateway knows; it is being healed, send again in a moment',
      { retryAfterS: 1 },
    );
  }
}

/** Whether the log itself said no: it is reachable, and the same again would be refused again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof LogForked || (error instanceof GatewayError && error.code === 'lease_lost');
}

export function leaseLost(name: string): GatewayError {
  return new GatewayError(
    'lease_lost',
    `the lease ${name} is held by another gateway now; nothing was written`,
  );
}
