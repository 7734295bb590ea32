import type { LogEntry } from '../contract/entry.ts';

/** How long entries are remembered, ms of real time, unless their bytes are too many. */
const KEEP_MS = 120_000;
const KEEP_BYTES = 64 * 1024 * 1024;
/** Bytes of an entry besides its data, about. */
const ENTRY_BYTES = 900;

/** The last entries, whole: what a gateway can give back to a log that lost its tail. Bounded by time and bytes. */
export interface EntryRing {
  /** An entry that is there already is not added again. */
  add(entry: LogEntry): void;
  remove(entries: readonly LogEntry[]): void;
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

export function createEntryRing(options: EntryRingOptions = {}): EntryRing {
  const { keepMs = KEEP_MS, keepBytes = KEEP_BYTES, elapsedMs = () => performance.now() } = options;
  const kept = new Map<string, Kept>();
  let bytes = 0;
  const keyOf = ({ e, n, h }: LogEntry) => `${e}:${n}:${h}`;

  function drop(key: string): void {
    bytes -= kept.get(key)?.bytes ?? 0;
    kept.delete(key);
  }

  function expire(): void {
    const since = elapsedMs() - keepMs;
    for (const [key, { at }] of kept) {
      if (at >= since && bytes <= keepBytes) return;
      drop(key);
    }
  }

  return {
    add(entry) {
      const key = keyOf(entry);
      if (kept.has(key)) return;
      const size = ENTRY_BYTES + sizeOf(entry.data);
      kept.set(key, { entry, at: elapsedMs(), bytes: size });
      bytes += size;
      expire();
    },
    remove(entries) {
      for (const entry of entries) drop(keyOf(entry));
    },
    sorted: () => Array.from(kept.values(), ({ entry }) => entry).sort((a, b) => a.n - b.n),
    coversMs() {
      const [oldest] = kept.values();
      return oldest === undefined ? 0 : elapsedMs() - oldest.at;
    },
    get bytes() {
      return bytes;
    },
  };
}

/** Bytes of a JSON value in memory, about. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 16 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = 32;
  for (const [key, inner] of Object.entries(value)) bytes += 2 * key.length + sizeOf(inner);
  return bytes;
}
