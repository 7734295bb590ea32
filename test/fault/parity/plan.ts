import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { admit } from '../../../gateway/ingest/admit.ts';
import { MAX_BATCH } from '../../../gateway/log/chain.ts';
import { producer, region } from '../../unit/gateway/ingest/door.ts';
import { createEventSource } from '../core/events.ts';
import { createRandom, type Random } from '../core/random.ts';

const NOW = Date.parse('2027-03-01T09:00:00+08:00');

/** What every engine is given: batches of new drafts, true repetitions and false ones, all from the seed. */
export function batchesOf(seed: number, count: number): DraftEntry[][] {
  const random = createRandom(seed);
  const source = createEventSource({ random: random.fork('events'), name: 'parity', now: () => NOW });
  const { producer: registered } = producer({ reality: 'simulated' });
  if (registered === null) throw new Error('the producer has no registration');
  const known: DraftEntry[] = [];
  const next = (): DraftEntry => {
    if (known.length > 0 && random.chance(0.12)) return again(random, known);
    // Received one after the other, so that trimming by age has something to choose.
    const now = NOW + known.length * 20;
    const draft = admit(source.next(), {
      now,
      producer: registered,
      denied: () => false,
      offDuty: () => false,
      isStale: () => false,
      region,
    });
    known.push(draft);
    return draft;
  };
  const batches: DraftEntry[][] = [];
  while (known.length < count)
    batches.push(Array.from({ length: random.chance(0.1) ? MAX_BATCH : random.int(1, 12) }, next));
  return batches;
}

/** The same event once more; one in three of them with another content under the same id. */
function again(random: Random, known: readonly DraftEntry[]): DraftEntry {
  const draft = random.pick(known);
  return random.chance(1 / 3) ? { ...draft, digest: `${draft.digest}-changed` } : draft;
}
