/** Canonical JSON: keys sorted at every depth, undefined fields left out. Equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return canonicalList(value);
  const record = value as Record<string, unknown>;
  let fields = '';
  for (const key of sorted(Object.keys(record))) {
    const field = record[key];
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${quoted(key)}:${canonicalJson(field)}`;
  }
  return `{${fields}}`;
}

function canonicalList(items: readonly unknown[]): string {
  let text = '';
  for (let i = 0; i < items.length; i += 1) text += `${i === 0 ? '' : ','}${canonicalJson(items[i] ?? null)}`;
  return `[${text}]`;
}

/** What JSON writes otherwise than it is: quotes, backslashes, controls, halves of surrogate pairs. */
const ESCAPED = /["\\\p{Cc}\p{Cs}]/u;

function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Few keys, often in order already: putting each in its place beats the general sort, and gives the same order. */
function sorted(keys: string[]): string[] {
  if (keys.length > MOST_PLACED) return keys.sort();
  for (let i = 1; i < keys.length; i += 1) {
    const key = keys[i] as string;
    let at = i;
    for (; at > 0 && (keys[at - 1] as string) > key; at -= 1) keys[at] = keys[at - 1] as string;
    keys[at] = key;
  }
  return keys;
}

const MOST_PLACED = 40;

/** A 64-bit sum as two unsigned 32-bit halves: cheap in every JavaScript engine, without BigInt on the hot path. */
export interface Sum64 {
  hi: number;
  lo: number;
}

const TWO_32 = 0x1_0000_0000;

/** Adds `b` to `a` in place, modulo 2⁶⁴. */
export function add64(a: Sum64, b: Readonly<Sum64>): void {
  const lo = a.lo + b.lo;
  a.lo = lo % TWO_32;
  a.hi = (a.hi + b.hi + (lo >= TWO_32 ? 1 : 0)) % TWO_32;
}

/** Subtracts `b` from `a` in place, modulo 2⁶⁴. */
export function subtract64(a: Sum64, b: Readonly<Sum64>): void {
  const lo = a.lo - b.lo;
  a.lo = lo < 0 ? lo + TWO_32 : lo;
  a.hi = (a.hi - b.hi - (lo < 0 ? 1 : 0) + 2 * TWO_32) % TWO_32;
}

/** 16 hex digits. */
export function hex64(sum: Readonly<Sum64>): string {
  return sum.hi.toString(16).padStart(8, '0') + sum.lo.toString(16).padStart(8, '0');
}

/**
 * 64-bit hash of a string: two independent 32-bit multiply-xor lanes over its UTF-16 units, each finished by an
 * avalanche. Not cryptographic: it finds divergence, it does not defend against forgery.
 */
export function hash64(text: string): Sum64 {
  let hi = 0x9e3779b9;
  let lo = 0x85ebca6b;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    hi = Math.imul(hi ^ unit, 0x01000193);
    lo = Math.imul(lo ^ unit, 0x5bd1e995);
    lo = (lo << 13) | (lo >>> 19);
  }
  return { hi: avalanche(hi ^ text.length), lo: avalanche(lo ^ hi) };
}

/** An entity's share of a state or view hash (decisions D12): hash of kind, id and canonical JSON. */
export function entityHash(kind: string, id: string, value: unknown): Sum64 {
  return hash64(`${kind}\n${id}\n${canonicalJson(value)}`);
}

function avalanche(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x7feb352d);
  mixed ^= mixed >>> 15;
  mixed = Math.imul(mixed, 0x846ca68b);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
