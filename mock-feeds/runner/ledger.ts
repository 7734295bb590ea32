import type { Feed } from '../feeds/feed.ts';
import type { Outcome } from '../ways/outcome.ts';
import type { Ledger } from './run.ts';
import { type WorldState, writeState } from './state.ts';

export interface SavedLedger extends Ledger {
  /** Totals since this start. */
  totals(): { readonly accepted: number; readonly duplicates: number; readonly rejected: number };
  /** Writes the checkpoint when something changed since the last. */
  save(): void;
}

/** Refusals told in words; the rest is only counted. */
const TOLD = 5;

/** Keeps cursors and counts of a world and saves them to its folder; refusals are told by `say`, a few times. */
export function openLedger(dir: string, state: WorldState, say: (line: string) => void): SavedLedger {
  const cursors: Record<string, number> = { ...state.cursors };
  let [accepted, duplicates, rejected, changed] = [0, 0, 0, false];
  const refuse = (feed: Feed, outcome: Outcome) => {
    for (const { id, code, detail } of outcome.rejected) {
      rejected += 1;
      if (rejected <= TOLD) say(`${feed.title} ${id} 被拒绝 · ${code} ${detail}`);
      if (rejected === TOLD) say('后续拒绝只计数');
    }
  };
  return {
    cursor: (feed) => cursors[feed.name] ?? feed.since,
    advance: (feed, until) => {
      changed = true;
      cursors[feed.name] = Math.max(until, cursors[feed.name] ?? until);
    },
    count: (feed, outcome) => {
      accepted += outcome.accepted;
      duplicates += outcome.duplicates;
      refuse(feed, outcome);
    },
    totals: () => ({ accepted, duplicates, rejected }),
    save: () => {
      if (!changed) return;
      changed = false;
      writeState(dir, { ...state, sent: state.sent + accepted, cursors: { ...cursors } });
    },
  };
}
