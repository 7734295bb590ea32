import { GatewayError } from '../contract/errors.ts';
import { CONSOLE_PRODUCER } from '../contract/producers.ts';
import type { Holder, KeyRecord } from './key-file.ts';
import type { Who } from './port.ts';

/** Names the gateway uses for entries of its own, and the producer of the preset key. */
const RESERVED: readonly string[] = ['preset', 'demo', CONSOLE_PRODUCER];

type Holders = readonly Holder[];

/** Hex digits of a key's hash that name the key: enough to tell a thousand keys apart, useless for guessing one. */
const KID_DIGITS = 12;

/** The name of a key in lists, logs and addresses. */
export function kidOf({ hash }: Pick<KeyRecord, 'hash'>): string {
  return hash.slice(0, KID_DIGITS);
}

/** With a new holder. @throws {GatewayError} `already_registered` */
export function withHolder(holders: Holders, added: Holder): Holders {
  if (RESERVED.includes(added.id)) {
    throw new GatewayError('already_registered', `the id ${added.id} is the gateway’s own; choose another`, {
      path: 'id',
    });
  }
  if (holders.some((holder) => is(holder, added))) {
    throw new GatewayError(
      'already_registered',
      `there is a ${added.kind} ${added.id} already; rotate its key, or revoke it first`,
      { path: 'id' },
    );
  }
  return [...holders, added];
}

/**
 * With a new key of a holder. `oldUntil`: from then on its other keys are refused (an earlier end stays); null leaves
 * them as they are. Keys that have run out are dropped.
 * @throws {GatewayError} `not_found`
 */
export function withKey(
  holders: Holders,
  who: Who,
  key: KeyRecord & { createdAt: number },
  oldUntil: number | null,
): Holders {
  const { keys } = holderOf(holders, who);
  const left = keys
    .map((old) => (oldUntil === null ? old : { ...old, until: Math.min(old.until ?? oldUntil, oldUntil) }))
    .filter(({ until }) => until === null || until > key.createdAt);
  return changed(holders, who, [...left, key]);
}

/** Without one key; the holder stays, so that it can be given a new one. @throws {GatewayError} `not_found` */
export function withoutKey(holders: Holders, who: Who, kid: string): Holders {
  const { keys } = holderOf(holders, who);
  const left = keys.filter((key) => kidOf(key) !== kid);
  if (left.length < keys.length) return changed(holders, who, left);
  const known = keys.map(kidOf).join(', ') || 'none';
  throw new GatewayError('not_found', `${who.kind} ${who.id} has no key ${kid}; it has ${known}`);
}

/** Without a holder and all its keys. @throws {GatewayError} `not_found` */
export function withoutHolder(holders: Holders, who: Who): Holders {
  holderOf(holders, who);
  return holders.filter((holder) => !is(holder, who));
}

/** @throws {GatewayError} `not_found`, naming who there is */
export function holderOf(holders: Holders, who: Who): Holder {
  const found = holders.find((holder) => is(holder, who));
  if (found !== undefined) return found;
  const known = holders.filter(({ kind }) => kind === who.kind).map(({ id }) => id);
  const others = known.length === 0 ? 'there is none' : `known are ${known.join(', ')}`;
  const preset = who.id === 'preset' ? '; a preset key is changed in the environment' : '';
  throw new GatewayError('not_found', `there is no ${who.kind} ${who.id}; ${others}${preset}`);
}

function is(holder: Who, who: Who): boolean {
  return holder.kind === who.kind && holder.id === who.id;
}

function changed(holders: Holders, who: Who, keys: KeyRecord[]): Holders {
  return holders.map((holder) => (is(holder, who) ? { ...holder, keys } : holder));
}
