import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position } from '../contract/position.ts';
import { continues } from './continuity.ts';
import type { AppendOutcome } from './port.ts';
import type { Recorded, RecordedDraft } from './recorded.ts';

/** Bounds of what waits for the follower. Beyond them it reads from the log, which is never wrong. */
const KEPT_ENTRIES = 8_192;
const KEPT_CHARS = 8 * 1_024 * 1_024;

/**
 * What this process has appended and its own follower has not had yet: as recorded, so that it is told word for word as
 * reading it back would tell it. The log decides: an entry is told only where the chain hash that the log gave it
 * continues the place of the reader; everything else is read.
 */
export interface OwnTail {
  /** One append, with what became of it. */
  add(drafts: readonly RecordedDraft[], outcomes: readonly AppendOutcome[]): void;
  /** What comes directly behind a place, about `limit` entries; forgets what lies before it. */
  after(position: Position, limit: number): readonly Recorded[];
}

/** Entries of one append: the log numbered and chained them in one step. */
type Piece = readonly [Recorded, ...Recorded[]];

export function createOwnTail(): OwnTail {
  const pieces = new Map<number, Piece>();
  let entries = 0;
  let chars = 0;

  function forget(first: number, piece: Piece): void {
    pieces.delete(first);
    entries -= piece.length;
    chars -= charsOf(piece);
  }

  function forgetUpTo(n: number): void {
    for (const [first, piece] of pieces) if (first <= n) forget(first, piece);
  }

  return {
    add(drafts, outcomes) {
      const piece = drafts.flatMap((draft, i) => placed(draft, outcomes[i]));
      if (!isPiece(piece)) return;
      pieces.set(piece[0].n, piece);
      entries += piece.length;
      chars += charsOf(piece);
      if (entries > KEPT_ENTRIES || chars > KEPT_CHARS) forgetUpTo(Number.POSITIVE_INFINITY);
    },
    after(position, limit) {
      forgetUpTo(position.n);
      const told: Recorded[] = [];
      for (let at = position; told.length < limit; at = told.at(-1) ?? at) {
        const piece = pieces.get(at.n + 1);
        if (piece === undefined || !continues(at, piece[0])) break;
        forget(at.n + 1, piece);
        told.push(...piece);
      }
      return told;
    },
  };
}

/** The reader often hears of an append before who appended does: both answers are in the same turn. */
export async function afterThisTurn(tail: OwnTail, position: Position, limit: number) {
  await nextTurn();
  return tail.after(position, limit);
}

function placed(draft: RecordedDraft, outcome: AppendOutcome | undefined): Recorded[] {
  if (outcome?.status !== 'new') return [];
  const { e, n, h } = outcome.position;
  return [{ ...draft, e, n, h, healed: null }];
}

function isPiece(entries: readonly Recorded[]): entries is Piece {
  return entries.length > 0;
}

function charsOf(piece: Piece): number {
  return piece.reduce((sum, { data }) => sum + data.length, 0);
}
