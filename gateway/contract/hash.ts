/** Canonical JSON: keys sorted at every depth, undefined fields left out. Equal values give equal text. */
export function canonicalJson(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : 'null';
  if (value === null) return 'null';
  if (typeof value !== 'object') return JSON.stringify(value ?? null);
  if (Array.isArray(value)) return canonicalList(value);
  const record = value as Record<string, unknown>;
  const { sorted, heads } = shapeOf(Object.keys(record));
  let fields = '';
  for (let i = 0; i < sorted.length; i += 1) {
    const field = record[sorted[i] as string];
    if (field !== undefined) fields += `${fields === '' ? '' : ','}${heads[i]}${canonicalJson(field)}`;
  }
  return `{${fields}}`;
}

function canonicalList(items: readonly unknown[]): string {
  let text = '';
  for (let i = 0; i < items.length; i += 1) text += `${i === 0 ? '' : ','}${canonicalJson(items[i] ?? null)}`;
  return `[${text}]`;
}

/** What JSON may write otherwise than it is: quotes, backslashes, controls, halves of surrogate pairs. */
const ESCAPED = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** Objects of one make have the same keys in the same order: sorting and quoting them once is enough. */
interface Shape {
  readonly keys: readonly string[];
  readonly sorted: readonly string[];
  /** Of the sorted keys, as they are written. */
  readonly heads: readonly string[];
}

/** The latest shapes, by their number of keys; what has more keys is sorted each time. */
const KNOWN: Shape[][] = [];
const MOST_KEYS = 96;
const MOST_SHAPES = 12;

function shapeOf(keys: readonly string[]): Shape {
  if (keys.length > MOST_KEYS) return newShape(keys);
  KNOWN[keys.length] ??= [];
  const known = KNOWN[keys.length] as Shape[];
  for (let i = 0; i < known.length; i += 1) {
    const shape = known[i] as Shape;
    if (sameKeys(shape.keys, keys)) return shape;
  }
  const shape = newShape(keys);
  if (known.unshift(shape) > MOST_SHAPES) known.pop();
  return shape;
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  for (let i = 0; i < a.length; i += 1) if (a[i] !== b[i]) return false;
  return true;
}

function newShape(keys: readonly string[]): Shape {
  const sorted = [...keys].sort();
  return { keys, sorted, heads: sorted.map((key) => `${quoted(key)}:`) };
}

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
