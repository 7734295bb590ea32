import { hash } from 'node:crypto';
import { canonicalJson } from '../contract/hash.ts';

/** 128 bits of SHA-256 over the canonical JSON of a value, as 32 hex digits: equal exactly for equal values. */
export function digestOf(value: unknown): string {
  return hash('sha256', canonicalJson(value)).slice(0, 32);
}
