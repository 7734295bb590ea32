import type { Say } from '../locale/words.ts';

/** One line of a card's page: what it is about, and what it says. */
export interface SheetRow {
  readonly label: string;
  readonly text: string;
  /** Something is past its time, or against the rules. */
  readonly late?: true;
}

/** A further page of a card. */
export interface Sheet {
  readonly id: 'LEVEL' | 'DUTY' | 'ALARMS' | 'LEADS' | 'ORDERS' | 'CALLED' | 'PASSED';
  readonly rows: readonly SheetRow[];
}

/** What the words of a card are told with. */
export interface SheetContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly say: Say;
}

/** So many things have a line of a card's page each; the rest is told as a number. */
const SHOWN = 4;

/** The first of many rows, and how many more there are, in words that name them. */
export function shortened(
  rows: readonly SheetRow[],
  say: Say,
  more: 'orders.more' | 'call.more' = 'orders.more',
): readonly SheetRow[] {
  const rest = rows.length - SHOWN;
  return rest <= 0 ? rows : [...rows.slice(0, SHOWN), { label: '', text: say(more, { n: rest }) }];
}

/** Rows that say something. */
export function told(rows: readonly SheetRow[]): readonly SheetRow[] {
  return rows.filter(({ text }) => text !== '');
}
