import { GatewayError } from '../contract/errors.ts';
import type { ProducerFacts } from '../contract/producers.ts';
import { storedRegistration } from './facts.ts';
import type { IssuedKey, KeyStore } from './key-store.ts';
import type { KnownKey } from './known-keys.ts';
import type { ProducerAdmin, Who } from './port.ts';

export interface AdminParts {
  readonly store: KeyStore;
  readonly refresh: () => Promise<void>;
  readonly list: () => readonly ProducerFacts[];
}

/** Changes of producers as the administrator asks for them over HTTP. */
export function producerAdmin({ store, refresh, list }: AdminParts): ProducerAdmin {
  const who = (id: string): Who => ({ kind: 'producer', id });
  const factsOf = async (id: string): Promise<ProducerFacts> => {
    await refresh();
    const found = list().find((producer) => producer.id === id && !producer.preset);
    if (found !== undefined) return found;
    throw new GatewayError('not_found', `there is no producer ${id} any more`);
  };
  const told = async (id: string, { kid, key }: IssuedKey) => ({ producer: await factsOf(id), kid, key });
  return {
    list,
    async add(registration) {
      const { id } = registration;
      return told(id, await store.add(who(id), storedRegistration(registration)));
    },
    rotate: async (id, overlapHours) => told(id, await store.rotate(who(id), overlapHours)),
    async revokeKey(id, kid) {
      await store.revokeKey(who(id), kid);
      return factsOf(id);
    },
    async remove(id) {
      await store.remove(who(id));
      await refresh();
    },
  };
}

/** The producer of the preset key, as lists tell it. */
export function presetFacts({ producer }: KnownKey): ProducerFacts[] {
  if (producer === null) return [];
  const { feeds, ...rest } = producer;
  const key = { kid: 'preset', createdAt: null, until: null, lastUsedAt: null };
  return [
    {
      ...rest,
      name: 'YITU_PRODUCER_KEY',
      feeds: feeds === null ? null : [...feeds],
      cadenceS: null,
      preset: true,
      keys: [key],
    },
  ];
}
