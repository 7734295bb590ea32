import { z } from 'zod';
import type { CloudEvent } from '../../gateway/contract/index.ts';
import { pause, retryDelayMs } from './backoff.ts';

/** The gateway refused for good: a wrong key, a request that no retry can mend. */
export class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refused';
    this.status = status;
  }
}

/** The producer was told to stop while it waited. */
export class Stopped extends Error {
  constructor() {
    super('stopped');
    this.name = 'Stopped';
  }
}

/** Outcome of events sent: how many were new, known, and refused with a reason each. */
export interface Outcome {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly { readonly id: string; readonly code: string; readonly detail: string }[];
}

/** A way in: sends at most `BATCH` events; resolves when every one is acknowledged or refused for good. */
export interface EventWay {
  events(events: readonly CloudEvent[]): Promise<Outcome>;
}

const result = z.object({
  i: z.number(),
  status: z.number(),
  id: z.string().nullish(),
  code: z.string().optional(),
  detail: z.string().optional(),
  retryable: z.boolean().optional(),
});

/** The part of an answer that says what became of each event. */
export const ingestReply = z.object({ results: z.array(result) });
export type EventResults = z.infer<typeof ingestReply>['results'];

/** What a problem document says to a person. */
export const problem = z.object({ detail: z.string().optional(), title: z.string().optional() });

/**
 * Sends until nothing is left that the gateway has not promised or refused for good.
 * @param send delivers events once and gives a result for each
 * @throws {Stopped} when the signal is aborted on the way
 */
export async function settleAll(
  sent: readonly CloudEvent[],
  send: (left: readonly CloudEvent[]) => Promise<EventResults>,
  signal: AbortSignal,
): Promise<Outcome> {
  const rejected: Outcome['rejected'][number][] = [];
  let [accepted, duplicates, left] = [0, 0, [...sent]];
  for (let tries = 1; left.length > 0; tries += 1) {
    const again: CloudEvent[] = [];
    for (const { i, status, code, detail, retryable } of await send(left)) {
      const event = left[i];
      if (status === 201) accepted += 1;
      else if (status === 200) duplicates += 1;
      else if (event && retryable) again.push(event);
      else rejected.push({ id: event?.id ?? '', code: code ?? String(status), detail: detail ?? '' });
    }
    left = again;
    if (left.length > 0) await pause(retryDelayMs(tries), signal);
    if (signal.aborted) throw new Stopped();
  }
  return { accepted, duplicates, rejected };
}
