import type { EventLog, Witness } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';

/** The words of the last gateway go when nobody speaks any more. */
const LIFE_MS = 3_600_000;

/** One field per gateway; whoever speaks tidies up after those that have fallen far behind. */
export function redisWitnesses({ run }: Connection, keys: Keys): Pick<EventLog, 'exchangeWitness'> {
  const key = keys.named('witnesses');
  return {
    async exchangeWitness(mine) {
      await run((client) => client.hset(key, mine.gateway, JSON.stringify(mine)));
      await run((client) => client.pexpire(key, LIFE_MS));
      const fields = Object.values(await run((client) => client.hgetall(key)));
      const others = fields.map((text) => JSON.parse(text) as Witness);
      const oldest = mine.marks[0]?.[0] ?? 0;
      const silent = others
        .filter(({ marks }) => (marks.at(-1)?.[0] ?? 0) < oldest)
        .map(({ gateway }) => gateway);
      if (silent.length > 0) await run((client) => client.hdel(key, ...silent));
      return others.filter(({ gateway }) => gateway !== mine.gateway && !silent.includes(gateway));
    },
  };
}
