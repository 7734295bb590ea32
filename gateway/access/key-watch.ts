import { stat } from 'node:fs/promises';
import type { Logger } from '../ops/port.ts';
import type { Holder } from './key-file.ts';
import { type KeyStore, openKeyStore } from './key-store.ts';
import { type KnownKey, knownKeys } from './known-keys.ts';

const WATCH_MS = 1_000;

/** The key file of a running gateway. */
export interface FollowedKeys {
  readonly store: KeyStore;
  holders(): readonly Holder[];
  known(): readonly KnownKey[];
  /** Sets who is told of every change of what keys are good. */
  onChange(listener: () => void): void;
  /** Takes over what a command wrote, refuses what has run out, and logs both, without any secret. */
  refresh(): Promise<void>;
}

export interface FollowOptions {
  readonly dataDir: string;
  readonly logger: Logger;
  readonly now: () => number;
}

/** @throws {Error} when the file is broken */
export async function followKeyFile({ dataDir, logger, now }: FollowOptions): Promise<FollowedKeys> {
  const store = openKeyStore(dataDir, now);
  let seen = await signatureOf(store.path);
  let holders: readonly Holder[] = await store.read();
  let known = knownKeys(holders);
  let good = goodKeys(known, now());
  let tell = () => {};
  let turn: Promise<void> = Promise.resolve();
  const look = async () => {
    const signature = await signatureOf(store.path);
    const edited = signature !== seen;
    if (edited) {
      seen = signature;
      holders = await store.read();
      known = knownKeys(holders);
    }
    const before = good;
    good = goodKeys(known, now());
    const changed = logChanges(logger, before, good);
    if (edited || changed) tell();
  };
  return {
    store,
    holders: () => holders,
    known: () => known,
    onChange(listener: () => void) {
      tell = listener;
    },
    refresh() {
      turn = turn.catch(() => undefined).then(look);
      return turn;
    },
  };
}

/** Changes whenever the file is replaced, and also when it is edited in place. */
async function signatureOf(path: string): Promise<string> {
  return stat(path).then(
    ({ ino, mtimeMs, size }) => `${ino} ${mtimeMs} ${size}`,
    () => 'none',
  );
}

type GoodKeys = ReadonlyMap<string, KnownKey>;

function goodKeys(known: readonly KnownKey[], now: number): GoodKeys {
  const good = known.filter(({ until }) => until === null || until > now);
  return new Map(good.map((key) => [key.kid, key]));
}

/** One line for each key that came, got an end, or is refused from now on. Whether there was any. */
function logChanges(logger: Logger, before: GoodKeys, after: GoodKeys): boolean {
  const say = (what: string, { kind, id, kid, until }: KnownKey) =>
    logger.info(what, { kind, id, kid, until: until === null ? null : new Date(until).toISOString() });
  let changes = 0;
  for (const [kid, key] of after) {
    const old = before.get(kid);
    if (old?.until === key.until) continue;
    changes += 1;
    say(old === undefined ? 'a key was made' : 'a key was given an end', key);
  }
  for (const [kid, key] of before) {
    if (after.has(kid)) continue;
    changes += 1;
    say('a key is refused from now on', key);
  }
  return changes > 0;
}

/**
 * Refreshes every second. A file that cannot be read changes nothing: the keys that were in force stay so.
 * @returns the way to stop, which refreshes a last time
 */
export function startWatch(refresh: () => Promise<void>, logger: Logger): () => Promise<void> {
  const look = () =>
    refresh().catch((error: unknown) => logger.error('the keys could not be read anew', error));
  const timer = setInterval(() => void look(), WATCH_MS);
  return async () => {
    clearInterval(timer);
    await look();
  };
}
