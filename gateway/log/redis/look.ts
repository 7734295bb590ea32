import type { Position } from '../../contract/position.ts';
import { continues, densePrefix, discontinuity } from '../continuity.ts';
import { afterThisTurn, type OwnTail } from '../own-tail.ts';
import type { Discontinuity } from '../port.ts';
import type { Recorded } from '../recorded.ts';
import type { RedisClient } from './client.ts';
import type { Keys } from './keys.ts';
import { readEntries, readWindow, standingAt } from './read.ts';

export const BLOCK_MS = 1_000;
const READ_LIMIT = 500;

/** One look of a reader at the log. */
export interface Look {
  readonly entries: readonly Recorded[];
  /** True when nothing more is waiting: the next look may block. */
  readonly live: boolean;
  /** True when streams hold entries that do not belong to the order: looking again at once would bring them again. */
  readonly stuck: boolean;
  readonly broken: Discontinuity | null;
}

export interface Reader {
  readonly client: RedisClient;
  readonly keys: Keys;
  /** Bounds one request. */
  readonly watched: <Reply>(request: Promise<Reply>) => Promise<Reply>;
  readonly own: OwnTail;
}

/** Blocks until one of the streams grows. Explicit ids: nothing that came between two looks is passed over. */
async function waitForMore({ client, keys, watched }: Reader, after: number): Promise<boolean> {
  const ids = keys.streams.map(() => `${after}-0`);
  const reply = await watched(
    client.xread('COUNT', 1, 'BLOCK', BLOCK_MS, 'STREAMS', ...keys.streams, ...ids),
  );
  return reply !== null;
}

/** What comes directly behind `position`, in its epoch and chain; nothing where that is not certain. */
async function whatContinues({ client, keys, watched }: Reader, position: Position) {
  const { n: after } = position;
  const window = { after, limit: READ_LIMIT, end: after + READ_LIMIT };
  const { entries } = await watched(readWindow(client, keys, window));
  const next = densePrefix(after, 0, entries);
  const [first] = next;
  return first !== undefined && continues(position, first) ? next : [];
}

const told = (entries: readonly Recorded[]): Look => ({ entries, live: true, stuck: false, broken: null });

/**
 * What follows `position`. A reader that has caught up need not read what this process appended itself. Where what was
 * read does not continue it, and whenever nothing came, the log is checked and read anew, below the horizon too.
 */
export async function lookAfter(reader: Reader, position: Position, live: boolean): Promise<Look> {
  const { client, keys, watched, own } = reader;
  const known = live ? own.after(position, READ_LIMIT) : [];
  if (known.length > 0) return told(known);
  const woken = live && (await waitForMore(reader, position.n));
  const answered = woken ? await afterThisTurn(own, position, READ_LIMIT) : [];
  if (answered.length > 0) return told(answered);
  const next = live && !woken ? [] : await whatContinues(reader, position);
  if (next.length > 0) return { entries: next, live: next.length < READ_LIMIT, stuck: false, broken: null };
  const broken = discontinuity(position, await watched(standingAt(client, keys, position.n)));
  if (broken) return { entries: [], live, stuck: false, broken };
  const { entries } = await watched(readEntries(client, keys, { after: position.n, limit: READ_LIMIT }));
  return {
    entries,
    live: entries.length < READ_LIMIT,
    stuck: woken && entries.length === 0,
    broken: null,
  };
}
