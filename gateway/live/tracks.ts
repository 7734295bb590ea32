import type { LogEntry } from '../contract/entry.ts';
import type { EventData } from '../contract/event-types.ts';
import type { Thinning } from '../contract/retention.ts';
import { TRACK_SLOT_MS } from '../contract/tracks.ts';
import { fixOf, type TrackFix } from '../fold/tracks/fix.ts';
import { packTrack } from '../fold/tracks/pack.ts';
import { thinned } from '../fold/tracks/thin.ts';
import type { EventLog, Lease } from '../log/port.ts';
import type { Clock } from '../ops/port.ts';
import { eraseFromTracks, isNamedBy } from './track-erasing.ts';

/** Entries that are read at once: a moment's work. In one round of the duties ten times what a county sends meanwhile. */
const READ_ENTRIES = 500;
const READS_A_ROUND = 10;
/** Fixes of one terminal that wait for their slot to end; more are thinned before. */
const WAITING_AT_MOST = 2_000;

export interface TracksOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly retention: { readonly tracksMs: number; readonly thinning: Thinning };
}

/** Keeps the thinned tracks, for the holder of the duties. */
export interface TrackKeeper {
  /** Goes on from where the tracks end; lets old ones go. @throws GatewayError `lease_lost`, `log_unavailable` */
  run(lease: Lease): Promise<void>;
}

interface Reading {
  readonly fence: number;
  /** The last entry that was read. */
  n: number;
  /** The slot that is not full yet, by its first instant; null before the first entry. */
  slot: number | null;
  readonly fixes: Map<string, TrackFix[]>;
}

const slotOf = (ms: number) => Math.floor(ms / TRACK_SLOT_MS) * TRACK_SLOT_MS;

/**
 * Reads the log a second time, behind the fold: what a quarter of an hour told of each terminal is thinned when the
 * first entry of a later one comes, and written once. A new holder, or one whose writing failed, goes on behind the last
 * slot that was written.
 */
export function createTrackKeeper(options: TracksOptions): TrackKeeper {
  const { log, clock, retention } = options;
  let reading: Reading | null = null;
  let droppedFor: number | null = null;
  return {
    async run(lease) {
      const from = reading?.fence === lease.fence ? reading : await behindLast(options, lease);
      reading = null;
      await readOn(options, from, lease);
      reading = from;
      const slot = slotOf(clock.now());
      if (droppedFor !== slot) await log.dropTracks(slot - retention.tracksMs, lease);
      droppedFor = slot;
    },
  };
}

/** A log that lost its end begins again before what was written: that comes into the next slot, none is written twice. */
async function behindLast({ log, clock }: TracksOptions, { fence }: Lease): Promise<Reading> {
  const last = (await log.trackSlots()).at(-1);
  const head = await log.head();
  const slot = last === undefined || last.at > clock.now() ? null : last.at + TRACK_SLOT_MS;
  return { fence, n: Math.min(last?.n ?? 0, head.n), slot, fixes: new Map() };
}

async function readOn(options: TracksOptions, reading: Reading, lease: Lease): Promise<void> {
  for (let reads = 0; reads < READS_A_ROUND; reads += 1) {
    const { entries } = await options.log.read(reading.n, READ_ENTRIES);
    for (const entry of entries) {
      const slot = slotOf(entry.receivedAt);
      if (reading.slot !== null && slot > reading.slot) await close(options, reading, lease);
      reading.slot = Math.max(reading.slot ?? slot, slot);
      await take(options, reading, entry);
      reading.n = entry.n;
    }
    if (entries.length < READ_ENTRIES) return;
  }
}

async function take({ log, retention }: TracksOptions, { fixes }: Reading, entry: LogEntry): Promise<void> {
  if (entry.type === 'operation.erased') await forget(log, fixes, entry);
  const fix = fixOf(entry);
  if (fix === null) return;
  const waiting = fixes.get(entry.subject) ?? [];
  waiting.push(fix);
  fixes.set(entry.subject, waiting.length > WAITING_AT_MOST ? thinned(waiting, retention.thinning) : waiting);
}

/** What was erased while it waited here, or was written in the same moment, is not kept either. */
async function forget(log: EventLog, fixes: Map<string, TrackFix[]>, { data }: LogEntry): Promise<void> {
  const { entries } = data as EventData<'operation.erased'>;
  const named = isNamedBy(entries);
  for (const [terminal, waiting] of fixes) {
    fixes.set(
      terminal,
      waiting.filter((fix) => named(fix) === null),
    );
  }
  await eraseFromTracks(log, entries);
}

async function close(
  { log, clock, retention }: TracksOptions,
  reading: Reading,
  lease: Lease,
): Promise<void> {
  const { slot, n, fixes } = reading;
  const keepMs = retention.tracksMs - (clock.now() - (slot ?? 0));
  if (slot !== null && keepMs > 0) {
    const oldest = clock.now() - retention.tracksMs;
    const pieces = [...fixes].flatMap(([terminal, waiting]) => {
      const kept = thinned(
        waiting.filter(({ at }) => at >= oldest),
        retention.thinning,
      );
      return kept.length === 0 ? [] : [{ terminal, body: packTrack(kept) }];
    });
    await log.putTracks({ at: slot, n }, pieces, { keepMs, lease });
  }
  fixes.clear();
  reading.slot = slot === null ? null : slot + TRACK_SLOT_MS;
}
