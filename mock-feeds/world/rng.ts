/** A seeded stream of draws. Equal keys give equal draws, on every machine. */
export interface Draw {
  /** Uniform in [0, 1). */
  next(): number;
  /** Uniform in [low, high). */
  between(low: number, high: number): number;
  /** Whole number in [low, high], both included. */
  int(low: number, high: number): number;
  chance(probability: number): boolean;
  /** Uniform choice; throws on an empty list. */
  pick<T>(list: readonly T[]): T;
}

/** FNV-1a over UTF-16 code units, 32 bit. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

function mixed(state: number): number {
  let value = Math.imul(state ^ (state >>> 15), state | 1);
  value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
  return (value ^ (value >>> 14)) >>> 0;
}

/** Draws named by their keys (mulberry32): each topic has its own stream, so that one never shifts another. */
export function draws(...keys: readonly (string | number)[]): Draw {
  let state = hash32(keys.join('|'));
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mixed(state) / 4_294_967_296;
  };
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (list) => {
      const chosen = list[Math.floor(next() * list.length)];
      if (chosen === undefined) throw new RangeError('cannot pick from an empty list');
      return chosen;
    },
  };
}

/** One number in [0, 1) from three whole numbers, without a stream: for what is asked thousands of times a second. */
export function unitHash(a: number, b: number, c: number): number {
  const start = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35) ^ Math.imul(c, 0x27d4eb2f);
  return mixed((mixed(start >>> 0) + 0x6d2b79f5) >>> 0) / 4_294_967_296;
}

/** The element at share `at` (0 to 1) of the list laid out by weight. */
export function byWeight<T>(list: readonly T[], at: number, weightOf: (item: T) => number): T {
  const total = list.reduce((sum, item) => sum + weightOf(item), 0);
  let rest = at * total;
  for (const item of list) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  const last = list.at(-1);
  if (last === undefined) throw new RangeError('cannot choose from an empty list');
  return last;
}

/** A shuffled copy (Fisher–Yates). */
function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = draw.int(0, i);
    const kept = out[i] as T;
    out[i] = out[j] as T;
    out[j] = kept;
  }
  return out;
}

/**
 * `count` shares spread evenly over [0, 1), in random order: one from each of `count` equal slots.
 * A day drawn this way has close to the wanted mix, so that totals hold steady from day to day.
 */
export function strata(draw: Draw, count: number): number[] {
  const slots = Array.from({ length: count }, (_, i) => (i + draw.next()) / count);
  return shuffled(draw, slots);
}
