import type { DraftEntry } from '../contract/entry.ts';
import type { StateView } from '../fold/port.ts';

/** Subjects whose numbering began anew a moment ago; the state knows the others. */
const REMEMBERED = 10_000;

/** What an event says of its place in its producer's numbering. */
export type Numbered = Pick<DraftEntry, 'feed' | 'subject' | 'producerEpoch'>;

/**
 * Tells events of a producer's earlier numbering from those of its present one. They are taken all the same, as nothing
 * that was sent may be lost, and move nothing back: within an entity the larger `[producerepoch, sequence]` wins.
 */
export function createEpochs(view: () => StateView | null): (event: Numbered) => boolean {
  const begun = new Map<string, number>();
  return ({ feed, subject, producerEpoch }) => {
    const key = `${feed}\n${subject}`;
    const present = Math.max(begun.get(key) ?? 0, view()?.producerEpoch(feed, subject) ?? 0);
    if (producerEpoch <= present) return producerEpoch < present;
    begun.delete(key);
    begun.set(key, producerEpoch);
    const [oldest] = begun.keys();
    if (begun.size > REMEMBERED && oldest !== undefined) begun.delete(oldest);
    return false;
  };
}
