import type { Say } from '../../locale/words.ts';

/** A number that is inside another, or beside it, in its words. */
export interface Part {
  readonly id: string;
  readonly phrase: string;
  readonly value: number | null;
}

/** What one term of the equation is made of. */
export interface PartsLine {
  readonly word: string;
  readonly parts: readonly Part[];
}

const LINES = [
  {
    word: 'today.closedOf',
    parts: [
      ['today.closedUnchecked', 'today.unchecked'],
      ['today.closedUnreachable', 'today.unreachable'],
      ['today.closedImported', 'today.imported'],
      ['today.closedIrregular', 'today.irregular'],
    ],
  },
  {
    word: 'today.carriedOf',
    parts: [
      ['today.resumed', 'today.resumed'],
      ['today.withdrawn', 'today.withdrawn'],
    ],
  },
] as const;

/** How many parts of a term stand beside each other. */
const IN_A_ROW = 2;

/** Rows that these take up. */
export const rowsOf = (lines: readonly PartsLine[]) =>
  lines.reduce((rows, { parts }) => rows + Math.ceil(parts.length / IN_A_ROW), 0);

/** Of what was closed today how much nobody called back about, and what the equation took in or left out; none while untold. */
export function partsOf(kpi: (id: string) => number | null, say: Say): PartsLine[] {
  const lines = LINES.map(({ word, parts }) => ({
    word: say(word),
    parts: parts.map(([id, phrase]) => ({ id, phrase: say(phrase), value: kpi(id) })),
  }));
  return lines.filter(({ parts }) => parts.some(({ value }) => value !== null));
}
