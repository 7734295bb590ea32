import { setTimeout as sleep } from 'node:timers/promises';
import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import { createEventSource, type EventSource } from './events.ts';
import type { Ledger } from './ledger.ts';
import { createProducer, type Target } from './producer.ts';
import type { Random } from './random.ts';
import { httpWay, socketWay } from './ways.ts';

export interface ProductionOptions {
  readonly random: Random;
  readonly ledger: Ledger;
  readonly targets: () => readonly Target[];
  readonly key: string;
  /** Producers that run side by side; the ways alternate. @default 4 */
  readonly producers?: number;
  /** Events of one batch, at most. @default 8 */
  readonly batch?: number;
  /** Pause between two batches of one producer, ms, at most. @default 40 */
  readonly pauseMs?: number;
  /** Share of batches that are sent once more after they were promised. @default 0 */
  readonly resend?: number;
  /** What is sent. @default the mixed town of events.ts */
  readonly event?: (source: EventSource) => CloudEvent;
  /** Part of the ids, for a second production in one run. @default 'p' */
  readonly name?: string;
}

/** Producers at work in the background. */
export interface Production {
  /** Makes no new events, and resolves when everything that was sent is settled. @throws {Error} after `withinMs` */
  drain(withinMs?: number): Promise<void>;
  /** Ends at once, whatever is still open. */
  abandon(): Promise<void>;
}

/** Starts the producers; each begins at another gateway and goes on to the next when one fails. */
export function startProduction(options: ProductionOptions): Production {
  const { random, ledger, targets, key, producers = 4, batch = 8, pauseMs = 40, resend = 0 } = options;
  const { event = (source: EventSource) => source.next(), name = 'p' } = options;
  const begin = (index: number, goesOn: () => boolean): Background => {
    const own = random.fork(`${name}${index}`);
    const source = createEventSource({ random: own.fork('events'), name: `${name}${index}` });
    const way = index % 2 === 0 ? httpWay(key) : socketWay(key);
    const producer = createProducer({
      way,
      ledger,
      targets,
      random: own.fork('retries'),
      first: index,
      resend,
    });
    const pace = own.fork('pace');
    const run = async () => {
      while (goesOn()) {
        const events = Array.from({ length: pace.int(1, batch) }, () => event(source));
        await producer.deliver(events);
        await sleep(pace.next() * pauseMs);
      }
    };
    return { finished: run(), stop: producer.stop };
  };
  return inBackground(ledger, (goesOn) =>
    Array.from({ length: producers }, (_, index) => begin(index, goesOn)),
  );
}

/** One that works by itself until it is told to end. */
export interface Background {
  readonly finished: Promise<void>;
  readonly stop: () => void;
}

/** Starts several; each asks `goesOn` before it makes something new. */
export function inBackground(
  ledger: Ledger,
  begin: (goesOn: () => boolean) => readonly Background[],
): Production {
  let producing = true;
  const runs = begin(() => producing);
  const all = Promise.all(runs.map(({ finished }) => finished));
  const abandon = async () => {
    producing = false;
    for (const run of runs) run.stop();
    await all;
  };
  return {
    abandon,
    async drain(withinMs = 60_000) {
      producing = false;
      const late = new AbortController();
      const inTime = await Promise.race([
        all.then(() => true),
        sleep(withinMs, false, { signal: late.signal }).catch(() => true),
      ]);
      late.abort();
      await abandon();
      if (!inTime) throw new Error(`${ledger.open()} events were not settled within ${withinMs} ms`);
    },
  };
}
