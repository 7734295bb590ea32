import { setImmediate as nextTurn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { LogEntry } from '../contract/entry.ts';
import type { Fold } from '../fold/port.ts';
import type { EventLog, Lease, SnapshotMeta } from '../log/port.ts';
import type { Logger } from '../ops/port.ts';

const inflate = promisify(gunzip);
const deflate = promisify(gzip);

const READ_ENTRIES = 1_000;
/** Longest stretch of folding before other work of the process gets its turn, ms. */
const SLICE_MS = 12;

/** How states are made: the fold's own functions. */
export interface FoldMaker {
  readonly create: () => Fold;
  /** @throws when the bytes are damaged or of another reducer version */
  readonly restore: (bytes: Uint8Array) => Fold;
  readonly version: number;
}

export interface RestoreOptions {
  readonly log: EventLog;
  readonly folds: FoldMaker;
  readonly logger: Logger;
  /** Snapshots of a later position than this are passed over. @default none */
  readonly trusted?: number;
}

/**
 * A state at the head of the log: from the newest snapshot that is whole, of this reducer version and still on this
 * log, else from the next older, else from the first entry. `onEntry` sees every entry that was replayed. A snapshot
 * from before an erasure still holds what was erased: it goes, and the state is begun again.
 */
export async function restoreState(
  options: RestoreOptions,
  onEntry: (entry: LogEntry) => void,
): Promise<Fold> {
  const fold = (await newestGood(options)) ?? options.folds.create();
  const from = fold.position.n;
  for (;;) {
    const { entries } = await options.log.read(fold.position.n, READ_ENTRIES);
    const erased = from === 0 ? undefined : entries.findLast(({ type }) => type === 'operation.erased');
    if (erased !== undefined) {
      await forgetSnapshots(options.log, erased.n);
      return restoreState(options, onEntry);
    }
    await applyInSlices(fold, entries, { onEntry });
    if (entries.length === READ_ENTRIES) continue;
    fold.drain();
    options.logger.info('state restored', { from, to: fold.position.n });
    return fold;
  }
}

/**
 * Applies entries in order and lets the event loop turn in between. `onSlice` is called before every turn and at the
 * end, so that nobody ever meets a position whose changes were not told yet.
 */
export async function applyInSlices(
  fold: Fold,
  entries: readonly LogEntry[],
  told: { readonly onEntry: (entry: LogEntry) => void; readonly onSlice?: () => void },
): Promise<void> {
  let until = performance.now() + SLICE_MS;
  for (const entry of entries) {
    fold.apply(entry);
    told.onEntry(entry);
    if (performance.now() < until) continue;
    told.onSlice?.();
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
  told.onSlice?.();
}

/** Deletes every snapshot from before an entry. */
export async function forgetSnapshots(
  log: Pick<EventLog, 'listSnapshots' | 'deleteSnapshot'>,
  before: number,
): Promise<void> {
  for (const { id, position } of await log.listSnapshots()) {
    if (position.n < before) await log.deleteSnapshot(id);
  }
}

/** Saves a state as it is now, without holding up anything else: later entries do not get into it. */
export async function saveState(
  fold: Fold,
  log: EventLog,
  { savedAt, lease }: { readonly savedAt: number; readonly lease?: Lease | undefined },
): Promise<SnapshotMeta> {
  const { position, reducerVersion } = fold;
  const meta = { position, reducerVersion, stateHash: fold.stateHash(), savedAt };
  return log.saveSnapshot(meta, await deflate(await written(fold.pieces()), { level: 3 }), lease);
}

async function written(pieces: Iterable<string>): Promise<Buffer> {
  const parts: Buffer[] = [];
  let until = performance.now() + SLICE_MS;
  for (const piece of pieces) {
    parts.push(Buffer.from(piece));
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + SLICE_MS;
  }
  return Buffer.concat(parts);
}

async function newestGood(options: RestoreOptions): Promise<Fold | null> {
  for (const meta of await options.log.listSnapshots()) {
    if (meta.position.n > (options.trusted ?? Number.POSITIVE_INFINITY)) continue;
    const fold = await loadOne(options, meta);
    if (fold !== null) return fold;
  }
  return null;
}

async function loadOne({ log, folds, logger }: RestoreOptions, meta: SnapshotMeta): Promise<Fold | null> {
  const passedOver = (why: string) => {
    logger.warn('snapshot passed over', { id: meta.id, n: meta.position.n, why });
    return null;
  };
  if (meta.reducerVersion !== folds.version) return passedOver(`reducer version ${meta.reducerVersion}`);
  if (meta.position.n === 0 || !(await log.holds(meta.position)))
    return passedOver('its position is not in this log');
  const bytes = await log.loadSnapshot(meta.id);
  if (bytes === null) return passedOver('missing or damaged');
  try {
    const fold = folds.restore(await inflate(bytes));
    return fold.stateHash() === meta.stateHash ? fold : passedOver('its state hash does not fit');
  } catch (error) {
    logger.error('snapshot could not be restored', error, { id: meta.id });
    return null;
  }
}
