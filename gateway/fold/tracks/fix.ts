import type { LogEntry } from '../../contract/entry.ts';
import { hash64, type Sum64 } from '../../contract/hash.ts';
import { counts, millis, readEntry } from '../event.ts';
import { pointOf } from '../place.ts';

/** One fix of a terminal as a track keeps it; degrees WGS-84. */
export interface TrackFix {
  /** When it was taken, epoch ms. */
  readonly at: number;
  readonly lng: number;
  readonly lat: number;
  /** Its entry in the log. */
  readonly n: number;
  /** Names the entry when the log holds it no more: hash of its source and id. */
  readonly mark: Sum64;
}

/** The mark of an entry by the name that its producer gave it. */
export function markOf(source: string, id: string): Sum64 {
  return hash64(`${source}\0${id}`);
}

/**
 * The fix that an entry tells of, null when none: another type, a tombstone, one that the fold would quarantine, or one
 * of an exercise or test, of which no track is kept.
 */
export function fixOf(entry: LogEntry): TrackFix | null {
  if (entry.feed !== 'terminal' || entry.flags.includes('erased') || !counts(entry.reality)) return null;
  try {
    const { type, data } = readEntry(entry);
    if (type !== 'terminal.located' && type !== 'terminal.sos_raised') return null;
    if (data.location === undefined) return null;
    const told = type === 'terminal.located' ? millis(data.fixAt, entry.time) : entry.time;
    const at = Math.min(told, entry.receivedAt);
    return { at, ...pointOf(data.location), n: entry.n, mark: markOf(entry.source, entry.id) };
  } catch {
    return null;
  }
}
