import { type Position, samePosition } from '../contract/position.ts';
import type { Projection } from '../contract/vocabulary.ts';
import type { SnapshotReason } from '../contract/wire.ts';
import type { EventLog } from '../log/port.ts';
import type { Events } from './events.ts';
import type { Site } from './port.ts';
import type { TokenPlace, Tokens } from './token.ts';

/** How long a client that has seen more than this gateway is kept waiting for it to catch up, ms. */
const AHEAD_WAIT_MS = 1_500;

/** Where a client may go on from, or why it has to start from a snapshot. */
export type Decision =
  | { readonly from: number /** Up to where positions are complete. */; readonly behind: number }
  | { readonly reason: SnapshotReason };

export interface ResumeOptions {
  readonly site: Site;
  readonly log: Pick<EventLog, 'entryAt'>;
  readonly events: Pick<Events, 'reach'>;
  readonly tokens: Tokens;
}

/**
 * Resume only when the log still holds the very entry at which the client stands and everything behind it is known;
 * never a partial answer. A token that is not ours is no token.
 */
export async function decideResume(
  options: ResumeOptions,
  token: unknown,
  projection: Projection,
): Promise<Decision> {
  const place = options.tokens.read(token);
  if (place === null) return { reason: 'new' };
  if (place.projection !== projection) return { reason: 'scope' };
  if (place.rv !== options.site.reducerVersion) return { reason: 'schema' };
  await options.site.positionReached(place.n, AHEAD_WAIT_MS);
  const fault = await misplaced(options, place);
  if (fault !== null) return { reason: fault };
  const told = projection === 'visitor' || (await options.events.reach(place.n));
  if (!told || options.site.view.since(place.n) === null) return { reason: 'trimmed' };
  return { from: place.n, behind: Math.min(place.n, place.l ?? place.n) };
}

/** Before the first entry every log is the same. */
async function misplaced(options: ResumeOptions, place: TokenPlace): Promise<SnapshotReason | null> {
  if (place.n === 0) return null;
  const { position } = options.site.view;
  if (place.n > position.n) return place.e === position.e ? 'diverged' : 'epoch';
  const there = await entryPlace(options, place.n);
  if (there === null) return 'trimmed';
  if (samePosition(there, place)) return null;
  return there.e === place.e ? 'diverged' : 'epoch';
}

async function entryPlace({ site, log }: ResumeOptions, n: number): Promise<Position | null> {
  if (n === site.view.position.n) return site.view.position;
  const recent = site.recent(n);
  if (recent !== null) return recent;
  return log.entryAt(n).catch(() => null);
}
