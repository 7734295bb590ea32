import { createHash, hash, randomInt } from 'node:crypto';
import type { DraftEntry } from '../contract/entry.ts';

/** Most drafts in one append: bounds the time that one script or transaction holds the log. */
export const MAX_BATCH = 64;

/**
 * Chain hash of an entry: the first 16 hex digits of `sha1(h₋₁ ':' digest ':' source ':' id)`, with `h₋₁ = ''` for the
 * first. Both engines compute it this way (`redis/append.lua` spells it again); equal input gives equal chains.
 */
export function chainHash(before: string, entry: Pick<DraftEntry, 'digest' | 'source' | 'id'>): string {
  return hash('sha1', `${before}:${entry.digest}:${entry.source}:${entry.id}`).slice(0, 16);
}

/** A random epoch: eight letters or digits, made once per life of a log. */
export function newEpoch(): string {
  return randomInt(36 ** 8)
    .toString(36)
    .padStart(8, '0');
}

/** Lower-case hex SHA-256, the checksum of snapshots. */
export function checksum(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
