import type { KeyFacts, ProducerFacts, ProducerRegistration } from '../contract/producers.ts';
import { kidOf } from './holders.ts';
import type { Holder, KeyRecord } from './key-file.ts';
import type { Registration } from './key-store.ts';
import type { Usage } from './usage.ts';

/** Keys of a holder as lists tell them. */
export function keyFacts(keys: readonly KeyRecord[], usage: Usage): KeyFacts[] {
  return keys.map((key) => ({
    kid: kidOf(key),
    createdAt: iso(key.createdAt),
    until: iso(key.until),
    lastUsedAt: iso(usage[kidOf(key)] ?? null),
  }));
}

/** The producers among the holders as lists tell them. */
export function producerFacts(holders: readonly Holder[], usage: Usage): ProducerFacts[] {
  return holders.flatMap(({ id, registration, keys }) =>
    registration === null
      ? []
      : [{ id, ...registration, preset: false, keys: keyFacts(keys, usage) } satisfies ProducerFacts],
  );
}

/** A registration as it is stored: the id stands beside it, the name is never missing. */
export function storedRegistration({ id, name = id, ...rest }: ProducerRegistration): Registration {
  return { name, ...rest };
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
