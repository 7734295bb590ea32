import { GatewayError, problemOf } from '../contract/errors.ts';
import type { IngestAnswer } from '../contract/wire-ingest.ts';

export interface WindowLimits {
  readonly batches: number;
  readonly bytes: number;
  /** A batch is answered within this time, ms, whether or not its work is done. */
  readonly answerMs: number;
}

/** The batches of one connection that wait for their answer. */
export interface BatchWindow {
  /**
   * Does the work of a batch of about `bytes` after those before it, and answers when it is done, late, or refused.
   * Never rejects.
   */
  take(bytes: number, work: () => Promise<IngestAnswer>): Promise<IngestAnswer>;
  /** Answers what waits for its turn with a problem, and resolves when the batch under way is done. */
  close(): Promise<void>;
}

/** A batch on its way. `given up`: its sender was told to send it again, so that it need not begin. */
interface Place {
  state: 'waiting' | 'running' | 'given up';
  readonly giveUp: (why: string) => void;
}

/** One batch after the other, so that a producer's order is the log's; bounded in batches, bytes and time. */
export function createWindow({ batches, bytes: mostBytes, answerMs }: WindowLimits): BatchWindow {
  const places = new Set<Place>();
  let held = 0;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  /** Holds its place until the work is really over, however early the answer was. */
  async function run(place: Place, bytes: number, work: () => Promise<IngestAnswer>) {
    await last;
    try {
      if (place.state === 'given up') return null;
      place.state = 'running';
      return await work();
    } finally {
      places.delete(place);
      held -= bytes;
    }
  }

  return {
    take(bytes, work) {
      if (closed) return Promise.resolve(unanswered('the gateway is stopping'));
      if (places.size >= batches || (places.size > 0 && held + bytes > mostBytes)) {
        return Promise.resolve(overflow({ batches, bytes: mostBytes }));
      }
      return new Promise((resolve) => {
        const giveUp = (why: string) => {
          if (place.state === 'waiting') place.state = 'given up';
          resolve(unanswered(why));
        };
        const place: Place = { state: 'waiting', giveUp };
        places.add(place);
        held += bytes;
        const timer = setTimeout(() => giveUp(`no answer of the log within ${answerMs} ms`), answerMs);
        last = run(place, bytes, work).then(
          (answer) => {
            clearTimeout(timer);
            if (answer !== null) resolve(answer);
          },
          () => giveUp('the batch failed'),
        );
      });
    },
    async close() {
      closed = true;
      for (const place of places) if (place.state === 'waiting') place.giveUp('the gateway is stopping');
      await last;
    },
  };
}

function unanswered(why: string): IngestAnswer {
  return problemOf(
    new GatewayError('log_unavailable', `${why}; nothing was promised, send the batch again`, {
      retryAfterS: 1,
    }),
  );
}

function overflow({ batches, bytes }: Pick<WindowLimits, 'batches' | 'bytes'>): IngestAnswer {
  return problemOf(
    new GatewayError(
      'too_many_requests',
      `${batches} batches or ${bytes} bytes wait for their acknowledgement; send this one again after the next of them`,
      { retryAfterS: 1 },
    ),
  );
}

/**
 * About how many bytes a parsed value had as JSON, by its texts and its number of values. Goes value by value, so that
 * depth cannot exhaust the stack.
 */
export function roughBytes(root: unknown): number {
  const left = [root];
  let bytes = 0;
  while (left.length > 0) {
    const value = left.pop();
    bytes += typeof value === 'string' ? Buffer.byteLength(value) + 3 : 4;
    if (value === null || typeof value !== 'object') continue;
    for (const [key, child] of Object.entries(value)) {
      if (!Array.isArray(value)) bytes += key.length + 3;
      left.push(child);
    }
  }
  return bytes;
}
