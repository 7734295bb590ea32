import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { kidOf, withHolder, withKey, withoutHolder, withoutKey } from './holders.ts';
import { type Holder, readKeyFile, writeKeyFile } from './key-file.ts';
import { withLock } from './lock.ts';
import type { Who } from './port.ts';

const HOUR_MS = 3_600_000;

/** What a producer is registered as; `name` is what people call it. */
export type Registration = NonNullable<Holder['registration']>;

/** A key that has just been made: told once, kept as its hash. */
export interface IssuedKey {
  readonly kid: string;
  readonly key: string;
}

/**
 * The key file of a data folder. Every change reads the file anew under a lock, so that a command may change it while
 * the gateway does.
 */
export interface KeyStore {
  readonly path: string;
  read(): Promise<readonly Holder[]>;
  /** @throws {GatewayError} `already_registered` */
  add(who: Who, registration: Registration | null): Promise<IssuedKey>;
  /** A further key; the others stay good for `overlapHours`, null: as long as before. @throws {GatewayError} `not_found` */
  rotate(who: Who, overlapHours: number | null): Promise<IssuedKey>;
  /** Refuses one key from now on. @throws {GatewayError} `not_found` */
  revokeKey(who: Who, kid: string): Promise<void>;
  /** Refuses every key and forgets the holder. @throws {GatewayError} `not_found` */
  remove(who: Who): Promise<void>;
}

/** @param now the machine's clock, ms: keys run out by it also where the gateway plays a time of its own */
export function openKeyStore(dataDir: string, now: () => number = Date.now): KeyStore {
  const path = join(dataDir, 'keys.json');
  const change = (work: (holders: readonly Holder[]) => readonly Holder[]) =>
    withLock(`${path}.lock`, async () => writeKeyFile(path, work(await readKeyFile(path))));
  return {
    path,
    read: () => readKeyFile(path),
    async add(who, registration) {
      const { issued, record } = newKey(now());
      await change((holders) => withHolder(holders, { ...who, registration, keys: [record] }));
      return issued;
    },
    async rotate(who, overlapHours) {
      const at = now();
      const { issued, record } = newKey(at);
      const oldUntil = overlapHours === null ? null : Math.round(at + overlapHours * HOUR_MS);
      await change((holders) => withKey(holders, who, record, oldUntil));
      return issued;
    },
    revokeKey: (who, kid) => change((holders) => withoutKey(holders, who, kid)),
    remove: (who) => change((holders) => withoutHolder(holders, who)),
  };
}

/** Whether any registered producer sends what really happens: then the wall is not opened without keys (decisions D1). */
export async function hasActualProducer(dataDir: string): Promise<boolean> {
  const holders = await readKeyFile(join(dataDir, 'keys.json'));
  return holders.some(({ registration }) => registration?.reality === 'actual');
}

/** SHA-256 of a key, as it is stored. */
export function hashOf(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function newKey(at: number) {
  const key = randomBytes(32).toString('base64url');
  const record = { hash: hashOf(key).toString('hex'), createdAt: at, until: null };
  return { issued: { kid: kidOf(record), key }, record };
}
