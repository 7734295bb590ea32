import type { LogEntry } from '../contract/entry.ts';

/** How long entries are remembered, ms of real time, unless their bytes are too many. */
const KEEP_MS = 120_000;
const KEEP_BYTES = 64 * 1024 * 1024;
/** Bytes of an entry besides its data, about. */
const ENTRY_BYTES = 900;

/** The last entries, whole: what a gateway can give back to a log that lost its tail. Bounded by time and bytes. */
export interface EntryRing {
  /** An entry that is there already is not added again; another one in its place gives way to it. */
  add(entry: LogEntry): void;
  remove(entries: readonly LogEntry[]): void;
  /** Whether another entry is remembered in the place of this one: one of the two is not in the log. */
  contradicts(entry: LogEntry): boolean;
  /** By ascending `n`. */
  sorted(): readonly LogEntry[];
  /** Age of the oldest entry, ms. */
  coversMs(): number;
  readonly bytes: number;
}

export interface EntryRingOptions {
  readonly keepMs?: number;
  readonly keepBytes?: number;
  /** Monotonic milliseconds. */
  readonly elapsedMs?: () => number;
}

interface Kept {
  readonly entry: LogEntry;
  readonly at: number;
  readonly bytes: number;
}

/** Places of the queue that have been passed and are not given back yet. */
const SLACK = 4_096;

export function createEntryRing(options: EntryRingOptions = {}): EntryRing {
  const { keepMs = KEEP_MS, keepBytes = KEEP_BYTES, elapsedMs = () => performance.now() } = options;
  const kept = new Map<number, Kept>();
  // Beside the map, because to find the first of a map costs as much as has been deleted before it.
  let queue: (Kept | undefined)[] = [];
  let first = 0;
  let bytes = 0;

  function drop(one: Kept | undefined): void {
    if (one === undefined) return;
    bytes -= one.bytes;
    kept.delete(one.entry.n);
  }

  /** The oldest that is still kept; lets go of what was removed before it. */
  function oldest(): Kept | undefined {
    for (; first < queue.length; first += 1) {
      const one = queue[first];
      if (one !== undefined && kept.get(one.entry.n) === one) return one;
      queue[first] = undefined;
    }
    return undefined;
  }

  function expire(): void {
    const since = elapsedMs() - keepMs;
    for (let one = oldest(); one !== undefined; one = oldest()) {
      if (one.at >= since && bytes <= keepBytes) break;
      drop(one);
    }
    if (first <= SLACK || first < queue.length / 2) return;
    queue = queue.slice(first);
    first = 0;
  }

  return {
    add(entry) {
      const before = kept.get(entry.n);
      if (before !== undefined && same(before.entry, entry)) return;
      drop(before);
      const one = { entry, at: elapsedMs(), bytes: ENTRY_BYTES + sizeOf(entry.data) };
      kept.set(entry.n, one);
      queue.push(one);
      bytes += one.bytes;
      expire();
    },
    remove(entries) {
      for (const entry of entries) {
        const one = kept.get(entry.n);
        if (one !== undefined && same(one.entry, entry)) drop(one);
      }
    },
    contradicts(entry) {
      const one = kept.get(entry.n);
      return one !== undefined && !same(one.entry, entry);
    },
    sorted: () => Array.from(kept.values(), ({ entry }) => entry).sort((a, b) => a.n - b.n),
    coversMs() {
      const one = oldest();
      return one === undefined ? 0 : elapsedMs() - one.at;
    },
    get bytes() {
      return bytes;
    },
  };
}

const same = (one: LogEntry, other: LogEntry) => one.h === other.h && one.e === other.e;

/** Bytes of a JSON value in memory, about: two for each sign that it is written with. */
function sizeOf(value: unknown): number {
  return 2 * JSON.stringify(value).length;
}
