import type { DeadLetter, EventLog, Lease } from '../port.ts';
import type { Connection } from './connection.ts';
import { forgetField, forgetMany } from './forget.ts';
import type { Keys } from './keys.ts';
import { atomically } from './transaction.ts';

type DeadLetters = Pick<
  EventLog,
  | 'putDeadLetter'
  | 'deadLetter'
  | 'listDeadLetters'
  | 'settleDeadLetter'
  | 'deleteDeadLetter'
  | 'ageDeadLetters'
>;

/** One readable hash per letter, and an index by the time last seen. A field that is null is absent. */
export function redisDeadLetters(connection: Connection, keys: Keys): DeadLetters {
  const { run } = connection;
  const index = keys.named('dead');
  const keyOf = (key: string) => keys.named('dead', key);
  const seenBefore = (ms: number) => run((client) => client.zrangebyscore(index, '-inf', `(${ms}`));
  const isKept = async (key: string) => (await run((client) => client.zscore(index, key))) !== null;

  const forget = (members: readonly string[], lease?: Lease) =>
    forgetMany(connection, keys, { index, remove: 'ZREM', members, nameOf: keyOf, lease });

  return {
    async putDeadLetter({ key, producer, code, detail, path, text }, at) {
      const fields = { producer, code, detail, ...(path === null ? {} : { path }), lastSeen: at };
      await run((client) =>
        atomically(client, (commands) => {
          commands.hset(keyOf(key), fields).hsetnx(keyOf(key), 'firstSeen', at);
          if (text !== null) commands.hset(keyOf(key), 'text', text);
          commands.hdel(keyOf(key), 'settledPosition', 'settledAt');
          commands.hincrby(keyOf(key), 'count', 1).zadd(index, at, key);
        }),
      );
    },
    async deadLetter(key) {
      const fields = await run((client) => client.hgetall(keyOf(key)));
      return fields.lastSeen === undefined ? null : parseDeadLetter(key, fields);
    },
    async listDeadLetters(limit, after) {
      const found = await run(async (client) => {
        if (after === undefined) return client.zrevrange(index, 0, limit - 1);
        const { lastSeen, key } = after;
        const ties = await client.zcount(index, lastSeen, lastSeen);
        const from = await client.zrevrangebyscore(
          index,
          lastSeen,
          '-inf',
          'WITHSCORES',
          'LIMIT',
          0,
          limit + ties,
        );
        return behind(from, lastSeen, key).slice(0, limit);
      });
      const letters = await run((client) => Promise.all(found.map((key) => client.hgetall(keyOf(key)))));
      // A letter may be forgotten between the two reads.
      return letters.flatMap((fields, i) =>
        fields.lastSeen === undefined ? [] : [parseDeadLetter(found[i] ?? '', fields)],
      );
    },
    async settleDeadLetter(key, { position, at }) {
      if (!(await isKept(key))) return false;
      await run((client) => client.hset(keyOf(key), { settledPosition: position, settledAt: at }));
      return true;
    },
    async deleteDeadLetter(key) {
      if (!(await isKept(key))) return false;
      await forget([key]);
      return true;
    },
    async ageDeadLetters(beforeMs, textBeforeMs, atMost, lease) {
      await forget(await seenBefore(beforeMs), lease);
      await forget(await run((client) => client.zrange(index, 0, `${-1 - atMost}`)), lease);
      const aged = await seenBefore(textBeforeMs);
      await forgetField(connection, keys, { names: aged.map(keyOf), field: 'text', lease });
    },
  };
}

/** Members of `[member, score, …]`, newest first, without those that stand at the place or before it. */
function behind(pairs: readonly string[], lastSeen: number, key: string): string[] {
  return pairs.filter(
    (member, i) =>
      i % 2 === 0 &&
      (Number(pairs[i + 1]) < lastSeen || Buffer.compare(Buffer.from(member), Buffer.from(key)) < 0),
  );
}

function parseDeadLetter(key: string, fields: Record<string, string>): DeadLetter {
  const { producer = '', code = '', detail = '', path, text, firstSeen, lastSeen, count } = fields;
  const { settledPosition: position, settledAt } = fields;
  return {
    key,
    producer,
    code,
    detail,
    path: path ?? null,
    text: text ?? null,
    firstSeen: Number(firstSeen),
    lastSeen: Number(lastSeen),
    count: Number(count),
    settled: position === undefined ? null : { position, at: Number(settledAt) },
  };
}
