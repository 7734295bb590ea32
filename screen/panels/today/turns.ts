import type { Band } from './bands.ts';
import { type Fact, SATISFIED } from './facts.ts';
import type { PartsLine } from './parts.ts';

/** What stands below the equation at one time: comparisons, ratings by band, and what the terms are made of. */
export interface Turn {
  readonly facts: readonly Fact[];
  readonly bands: readonly Band[];
  readonly parts: readonly PartsLine[];
}

/** How much has room at once: all, all but the parts or the bands, or two comparisons. */
export type Room = 'all' | 'most' | 'two';

/** All of it at once where there is height; else two comparisons after two, how the ratings fall into bands, and what the terms are made of. */
export function turnsOf({ facts, bands, parts }: Turn, room: Room): readonly Turn[] {
  if (room === 'all') return [{ facts, bands, parts }];
  if (room === 'most')
    return [
      { facts, bands, parts: [] },
      { facts, bands: [], parts },
    ].slice(0, parts.length + 1);
  const turns = [facts.slice(0, 2), facts.slice(2)].map((pair) => ({ facts: pair, bands: [], parts: [] }));
  const rated = facts.filter(({ id }) => id === SATISFIED);
  return [
    ...turns,
    ...(bands.length === 0 ? [] : [{ facts: rated, bands, parts: [] }]),
    ...(parts.length === 0 ? [] : [{ facts: [], bands: [], parts }]),
  ];
}
