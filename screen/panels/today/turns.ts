import type { Band } from './bands.ts';
import { type Fact, SATISFIED } from './facts.ts';

/** What stands below the equation at one time. */
export interface Turn {
  readonly facts: readonly Fact[];
  /** Bands of the ratings, told with words and numbers below the facts. */
  readonly bands: readonly Band[];
}

/** All of it at once where there is height; else two comparisons after two, then how the ratings fall into bands. */
export function turnsOf(facts: readonly Fact[], bands: readonly Band[], tall: boolean): readonly Turn[] {
  if (tall) return [{ facts, bands }];
  const pairs = [facts.slice(0, 2), facts.slice(2)].map((pair) => ({ facts: pair, bands: [] }));
  const rated = facts.filter(({ id }) => id === SATISFIED);
  return bands.length === 0 ? pairs : [...pairs, { facts: rated, bands }];
}
