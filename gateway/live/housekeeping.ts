import type { Feed } from '../contract/feeds.ts';
import type { RetentionRules, Thinning } from '../contract/retention.ts';
import type { SnapshotMeta } from '../log/port.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long what is kept, ms by the gateway's clock. A feed without an age is kept for ever. */
export interface Retention {
  readonly feeds: Readonly<Partial<Record<Feed, number>>>;
  /** Largest sizes of feeds in the log, bytes. */
  readonly feedBytes: Readonly<Partial<Record<Feed, number>>>;
  readonly tracksMs: number;
  readonly thinning: Thinning;
  readonly snapshotsMs: number;
  readonly deadLettersMs: number;
  readonly deadLetterTextMs: number;
  /** Letters that are kept at all; the oldest go first. */
  readonly deadLettersAtMost: number;
}

const BYTES_PER_MEGABYTE = 1_048_576;

/** The configured rules in the units of the duties. */
export function retentionOf({ feeds, tracks, snapshots, deadLetters }: RetentionRules): Retention {
  const rows = Object.entries(feeds) as [Feed, RetentionRules['feeds'][Feed]][];
  return {
    feeds: Object.fromEntries(
      rows.flatMap(([feed, { keepDays }]) => (keepDays === null ? [] : [[feed, keepDays * DAY_MS]])),
    ),
    feedBytes: Object.fromEntries(
      rows.flatMap(([feed, { maxMegabytes }]) =>
        maxMegabytes === undefined ? [] : [[feed, maxMegabytes * BYTES_PER_MEGABYTE]],
      ),
    ),
    tracksMs: tracks.keepDays * DAY_MS,
    thinning: tracks,
    snapshotsMs: snapshots.keepDays * DAY_MS,
    deadLettersMs: deadLetters.keepDays * DAY_MS,
    deadLetterTextMs: deadLetters.textDays * DAY_MS,
    deadLettersAtMost: deadLetters.atMost,
  };
}

/** Always kept, however old: the newest may turn out to be damaged. */
const NEWEST_KEPT = 2;
/** Replaying more than this at a start would be felt. */
const ENTRIES_BETWEEN = 20_000;

/** Hours since the epoch: what is done once an hour is done when this changes. */
export const hourOf = (ms: number) => Math.floor(ms / HOUR_MS);

/** Whether the state should be saved: none yet, another hour than the last, or much has happened since. */
export function snapshotDue(newest: SnapshotMeta | undefined, now: number, n: number): boolean {
  if (newest === undefined) return n > 0;
  return hourOf(now) !== hourOf(newest.savedAt) || n - newest.position.n > ENTRIES_BETWEEN;
}

/** Snapshots to delete: of each hour the newest stays, for `keepMs`; the last two stay in any case. */
export function thinSnapshots(newestFirst: readonly SnapshotMeta[], now: number, keepMs: number): string[] {
  const hours = new Set<number>();
  const dropped: string[] = [];
  newestFirst.forEach(({ id, savedAt }, index) => {
    const hour = hourOf(savedAt);
    const kept = index < NEWEST_KEPT || (!hours.has(hour) && now - savedAt <= keepMs);
    hours.add(hour);
    if (!kept) dropped.push(id);
  });
  return dropped;
}
