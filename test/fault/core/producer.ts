import { setTimeout as sleep } from 'node:timers/promises';
import type { EventResult } from '../../../gateway/contract/http.ts';
import type { Durability } from '../../../gateway/contract/vocabulary.ts';
import { keyOf, type Ledger, type Sent } from './ledger.ts';
import type { Random } from './random.ts';
import { PATIENCE_MS, Unsettled, type Way, type WayAnswer } from './ways.ts';

/** A gateway as a producer knows it. */
export interface Target {
  readonly name: string;
  readonly origin: string;
}

export interface ProducerOptions<Item extends Sent> {
  readonly way: Way<Item>;
  readonly ledger: Ledger;
  readonly random: Random;
  /** Asked anew for every call; the producer goes on to the next one after a failure. */
  readonly targets: () => readonly Target[];
  /** Where it begins. @default 0 */
  readonly first?: number;
  /** Longest pause before a retry, ms. @default 300 */
  readonly retryMs?: number;
  /** How often what was promised already is sent again all the same, as share of batches. @default 0 */
  readonly resend?: number;
}

/** At least once: everything is sent until a gateway has promised it or refused it for good. */
export interface FaultProducer<Item extends Sent> {
  /** Resolves when every event of the batch is settled. */
  deliver(batch: readonly Item[]): Promise<void>;
  /** Gives up what is not settled yet; the ledger shows it as open. */
  stop(): void;
}

export function createProducer<Item extends Sent>(options: ProducerOptions<Item>): FaultProducer<Item> {
  const { way, ledger, random, targets, retryMs = 300, resend = 0 } = options;
  let at = options.first ?? 0;
  let stopped = false;

  const attempt = async (batch: readonly Item[], tries: number): Promise<readonly Item[]> => {
    const known = targets();
    const target = known[at % known.length];
    if (target === undefined) throw new RangeError('no gateway to send to');
    const askedAt = Date.now();
    const answer = await timed(way, ledger, target, batch);
    if (answer.reply === null || answer.status >= 500) at += 1;
    if (answer.reply === null) return batch;
    // A wall's connection sends again on its own.
    const first = tries === 0 && way.name !== 'wall';
    return book({ ledger, target, batch, askedAt, first }, answer.reply);
  };

  return {
    async deliver(batch) {
      for (const event of batch) ledger.send(event);
      let left = batch;
      for (let tries = 0; left.length > 0 && !stopped; tries += 1) {
        left = await attempt(left, tries);
        if (left.length > 0) await sleep(20 + random.next() * retryMs);
      }
      if (stopped || !random.chance(resend)) return;
      const promised = batch.filter((event) => ledger.acknowledged().has(keyOf(event)));
      if (promised.length > 0) await attempt(promised, 1);
    },
    stop() {
      stopped = true;
      way.stop();
    },
  };
}

const NOTHING: Omit<WayAnswer, 'status'> = { retryAfter: false, reply: null };

async function timed<Item extends Sent>(
  way: Way<Item>,
  ledger: Ledger,
  target: Target,
  batch: readonly Item[],
): Promise<WayAnswer> {
  const startedAt = Date.now();
  const since = performance.now();
  const call = { way: way.name, gateway: target.name, startedAt };
  try {
    const answer = await way.send(target.origin, batch);
    const { status, retryAfter } = answer;
    ledger.call({ ...call, ms: performance.now() - since, status, retryAfter });
    return answer;
  } catch (error) {
    const ms = error instanceof Unsettled ? null : performance.now() - since;
    ledger.call({ ...call, ms, status: 0, retryAfter: false });
    return { status: ms === null ? PATIENCE_MS : 0, ...NOTHING };
  }
}

interface Booking<Item extends Sent> {
  readonly ledger: Ledger;
  readonly target: Target;
  readonly batch: readonly Item[];
  readonly askedAt: number;
  readonly first: boolean;
}

/** Books what was promised and refused; returns what has to be sent again. */
function book<Item extends Sent>(
  { ledger, target, batch, askedAt, first }: Booking<Item>,
  reply: { readonly results: readonly EventResult[]; readonly durability: Durability },
): readonly Item[] {
  return batch.filter((event, i) => {
    const result = reply.results.find((one) => one.i === i);
    if (result === undefined) return true;
    const { status, n = 0, position = '', retryable = false, detail = '' } = result;
    const key = keyOf(event);
    if (status === 200 || status === 201) {
      const { durability } = reply;
      ledger.ack({ key, status, n, position, durability, at: Date.now(), gateway: target.name });
      return false;
    }
    if (!retryable) ledger.refuse({ key, status, detail, askedAt, first });
    return retryable;
  });
}
