import type { MeasureId } from '../../contract/measures.ts';
import type { Days } from './days.ts';
import type { Moment } from './moments.ts';
import { createRaises, type Raises } from './raises.ts';

/** Measures that are also told by who stands behind them: leads by algorithm. */
const GROUPED: ReadonlySet<MeasureId> = new Set(['leadsRaised', 'judgedLeads', 'trueLeads']);
/** Measures that are also told by a name of their own: items by row of the duty catalogue. */
const NAMED: ReadonlySet<MeasureId> = new Set(['dispatched', 'bounced', 'handBacks']);

/**
 * Moments by day and by who stands behind them, and alarms by when they came: an index over proofs, made of nothing else,
 * so that it is the same after a restore.
 */
export interface Groups {
  add(moments: readonly Moment[], by: string | undefined, sign: 1 | -1): void;
  /** How often, by name, on the days `[first, last]`. */
  of(measure: MeasureId, first: number, last: number): ReadonlyMap<string, number>;
  /** Alarms, as the seats had to bear them. */
  readonly raises: Omit<Raises, 'add'>;
  /** Grows with every change. */
  readonly changes: number;
}

type Counts<Key> = Map<number, Map<Key, number>>;

/** @param since when the log was first watched, epoch ms; null before */
export function createGroups(days: Pick<Days, 'dayOf' | 'startOf'>, since: () => number | null): Groups {
  const byName = new Map<MeasureId, Counts<string>>();
  const raises = createRaises(days, since);
  let changes = 0;
  const cellsOf = (measure: MeasureId): Counts<string> => {
    const known = byName.get(measure);
    if (known !== undefined) return known;
    const cells: Counts<string> = new Map();
    byName.set(measure, cells);
    return cells;
  };
  return {
    add(moments, by, sign) {
      for (const moment of moments) {
        const [measure, at, value] = moment;
        const name = nameOf(moment, by);
        if (name === undefined && measure !== 'alarmsRaised') continue;
        changes += 1;
        if (name !== undefined) raise(cellsOf(measure), days.dayOf(at), name, sign * value);
        else raises.add({ at, by }, sign);
      }
    },
    of(measure, first, last) {
      const within = [...(byName.get(measure) ?? [])].filter(([day]) => day >= first && day <= last);
      const [only] = within;
      if (only !== undefined && within.length === 1) return only[1];
      const sums = new Map<string, number>();
      for (const [, names] of within)
        for (const [name, count] of names) sums.set(name, (sums.get(name) ?? 0) + count);
      return sums;
    },
    raises,
    get changes() {
      return changes;
    },
  };
}

/** Under which name a moment is told; undefined for none. @param by who stands behind all that the entity adds */
export function nameOf([measure, , , own]: Moment, by: string | undefined): string | undefined {
  if (NAMED.has(measure)) return own;
  return GROUPED.has(measure) ? by : undefined;
}

function raise<Key>(counts: Counts<Key>, day: number, key: Key, by: number): void {
  const cells = counts.get(day) ?? new Map<Key, number>();
  counts.set(day, cells);
  const value = (cells.get(key) ?? 0) + by;
  if (value !== 0) cells.set(key, value);
  else cells.delete(key);
  if (cells.size === 0) counts.delete(day);
}
