/**
 * Seeded chance. Every fault run takes its seed from `SEED` (else a fresh one), prints it, and draws all its choices
 * from here: the same seed gives the same events, the same instants of faults and the same harm.
 */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  /** Whole number from `least` to `most`, both included. */
  int(least: number, most: number): number;
  pick<Item>(items: readonly Item[]): Item;
  chance(share: number): boolean;
  /** A stream of its own: drawing from it moves nothing here. */
  fork(name: string): Random;
}

const TWO_32 = 0x1_0000_0000;

/** `SEED` of the environment, or a fresh one. */
export function seedFromEnvironment(): number {
  const given = process.env.SEED;
  if (given === undefined || given === '') return Math.floor(Math.random() * 1_000_000_000);
  const seed = Number(given);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new Error(`SEED=${given}: must be a whole number`);
  return seed;
}

/** A small multiply-xor generator (splitmix32): quick, seeded, good enough to choose faults by. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / TWO_32;
  };
  const int = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    int,
    chance: (share) => next() < share,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new RangeError('nothing to pick from');
      return item;
    },
    fork: (name) => createRandom(mixName(seed, name)),
  };
}

function mixName(seed: number, name: string): number {
  let mixed = seed >>> 0;
  for (const letter of name) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return mixed;
}
