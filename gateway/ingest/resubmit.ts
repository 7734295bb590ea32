import type { Producer } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventResult } from '../contract/http.ts';
import type { DeadLetter, EventLog } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { parseJson } from './json.ts';

export interface ResubmitOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** What stands in the key file for a producer now; null when it is not registered (any more). */
  readonly registration: (producer: string) => Producer | null;
  /** The door: judges one event as if its producer had sent it, and keeps nothing of a refused one. */
  readonly judge: (value: unknown, producer: Producer) => Promise<EventResult>;
}

/**
 * Sends the event of a dead letter again, as its producer would: same rules, today's registration. The kept text is
 * taken as it is unless a mended event comes along. A letter whose event is taken in (or was already) is settled.
 */
export type Resubmit = (key: string, mended?: unknown) => Promise<EventResult>;

/** @throws {GatewayError} from the result: `not_found`, `text_not_kept`, `unknown_registration`, `log_unavailable` */
export function createResubmit(options: ResubmitOptions): Resubmit {
  const { log, clock, logger, metrics, registration, judge } = options;
  return async (key, mended) => {
    const letter = await log.deadLetter(key);
    if (letter === null) throw new GatewayError('not_found', 'no such dead letter, or it has aged out');
    const producer = registration(letter.producer);
    if (producer === null) {
      throw new GatewayError(
        'unknown_registration',
        `${letter.producer} has no registration that its events could be judged by; register it again, or delete the letter`,
      );
    }
    const result = await judge(mended === undefined ? keptEvent(letter) : mended, producer);
    const { status, position, code } = result;
    const taken = position !== undefined && (status === 201 || status === 200);
    if (taken) await log.settleDeadLetter(key, { position, at: clock.now() });
    const outcome = taken ? 'settled' : (code ?? 'refused');
    metrics.count('dead_letters_resubmitted_total', { producer: producer.id, outcome });
    logger.info('dead letter sent again', {
      key,
      producer: producer.id,
      outcome,
      mended: mended !== undefined,
    });
    return result;
  };
}

/** What was kept is the scrubbed beginning of what was sent: only if that is still a whole event can it be tried. */
function keptEvent({ text }: DeadLetter): unknown {
  try {
    if (text !== null) return parseJson(text);
  } catch {
    // Cut at its limit, or never readable.
  }
  throw new GatewayError(
    'text_not_kept',
    text === null
      ? 'the text is not kept (any more); send the mended event in the body'
      : 'the kept text is not a whole event; send the mended event in the body',
  );
}
