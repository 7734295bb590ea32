import { randomBytes } from 'node:crypto';
import type { EventLog } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';
import { atomically } from './transaction.ts';

/** Leases end by the server's clock: the one that all gateways share. */
export function redisLeases(
  { run }: Connection,
  keys: Keys,
): Pick<EventLog, 'acquireLease' | 'releaseLease'> {
  const keysOf = (name: string) => [keys.named('lease', name), keys.named('fences')];
  return {
    async acquireLease(name, holder, ttlMs) {
      const fence = await run((client) =>
        runScript(client, SCRIPTS.lease, keysOf(name), [name, holder, ttlMs]),
      );
      return fence === null ? null : { name, holder, fence: Number(fence) };
    },
    async releaseLease({ name, holder, fence }) {
      await run((client) => runScript(client, SCRIPTS.release, keysOf(name), [name, holder, fence]));
    },
  };
}

/**
 * Pictures expire by the caller's `now`, which may be simulated; the server drops their bytes by itself after what was
 * left of their life then, in real time.
 */
export function redisMedia(
  { run }: Connection,
  keys: Keys,
): Pick<EventLog, 'putMedia' | 'getMedia' | 'deleteMedia' | 'expireMedia'> {
  const keyOf = (hash: string) => keys.named('media', hash);
  return {
    async putMedia(hash, { type, bytes, blurred, clearBoxes, storedAt, expiresAt }, now) {
      const fields = {
        type,
        bytes: Buffer.from(bytes),
        blurred: Buffer.from(blurred),
        clearBoxes: JSON.stringify(clearBoxes),
        storedAt,
        expiresAt,
      };
      await run((client) =>
        atomically(client, (commands) =>
          commands.hset(keyOf(hash), fields).pexpire(keyOf(hash), Math.max(1, expiresAt - now)),
        ),
      );
    },
    async deleteMedia(hash) {
      await run((client) => client.del(keyOf(hash)));
    },
    expireMedia: async () => undefined,
    async getMedia(hash, now) {
      const [type, bytes, blurred, clearBoxes, storedAt, expiresAt] = await run((client) =>
        client.hmgetBuffer(keyOf(hash), 'type', 'bytes', 'blurred', 'clearBoxes', 'storedAt', 'expiresAt'),
      );
      if (!type || !bytes || !blurred || Number(expiresAt) <= now) return null;
      return {
        type: type.toString(),
        bytes: new Uint8Array(bytes),
        blurred: new Uint8Array(blurred),
        clearBoxes: JSON.parse(String(clearBoxes)),
        storedAt: Number(storedAt),
        expiresAt: Number(expiresAt),
      };
    },
  };
}

export function redisSecrets({ run }: Connection, keys: Keys): Pick<EventLog, 'secret' | 'keepSecret'> {
  const secrets = keys.named('secrets');
  return {
    async secret(name) {
      await run((client) => client.hsetnx(secrets, name, randomBytes(32).toString('base64url')));
      return String(await run((client) => client.hget(secrets, name)));
    },
    async keepSecret(name, value) {
      await run((client) => client.hset(secrets, name, value));
    },
  };
}
