import { CREDIT_FRAMES } from '../contract/wire.ts';
import type { Lag } from './positions.ts';

/** Packets that wait in a connection because its client does not read; more than a burst of small ones is none. */
const BACKLOG_PACKETS = 16;

/** Bytes that may be on their way to one client: until its way is known to be quick, at most, and at least. */
const FIRST_WINDOW_BYTES = 16_384;
const WINDOW_BYTES = 131_072;
const LEAST_WINDOW_BYTES = 8_192;
/** Less room than this is not worth a frame. */
export const LEAST_ROOM_BYTES = 2_048;
/** A frame large enough to tell from its acknowledgement how quick the way is. */
const TELLING_BYTES = 6_144;
/** An acknowledgement later than this: an alarm behind it would have waited too long, ms. */
const LATE_MS = 250;
/** A way is quick as long as a window twice as large would be acknowledged within this, ms. */
const EARLY_MS = 150;
/** Early acknowledgements in a row, after a late one, before more is tried again. */
const WARY_ACKS = 64;

/** A frame on its way. `bytes`: its size when it is acknowledged at once, 0 for a small one; `at` is monotonic ms. */
interface Sent {
  readonly n: number;
  readonly bytes: number;
  readonly at: number;
}

/** The connection below a client. */
export interface Wire {
  /** Packets that it has not handed to the network. */
  backlog(): number;
  /** Ends it though the client does not read: without a good-bye that could wait for ever. */
  cut(): void;
}

/** What a client's connection can be told; every send is one message, nothing is queued here. */
export interface Viewer {
  readonly id: string;
  readonly wire: Wire;
  /** Position at which the client will stand once it has applied everything sent; null while it loads a snapshot. */
  place: number | null;
  /** How far it is behind that place with positions. */
  lag: Lag;
  /** Whether it gets every frame of its channel: it stands where the channel stands and has credit. */
  following: boolean;
  /** Position of the snapshot that it was offered and has not confirmed. */
  offered: number | null;
  /** Frames sent and not acknowledged, oldest first; never more than the credit. Those before it was placed anew count as one. */
  readonly unacked: Sent[];
  /** Bytes that it takes on their way at once; follows how quickly it acknowledges. */
  window: number;
  /** Early acknowledgements to wait for before the window may grow. */
  wary: number;
  /** Since when it has been out of credit or has owed an acknowledgement of what it was sent before it was placed anew, monotonic ms. */
  stalledAt: number | null;
}

export function createViewer(id: string, wire: Wire): Viewer {
  return {
    id,
    wire,
    place: null,
    lag: { behind: 0, sweep: null },
    following: false,
    offered: null,
    unacked: [],
    window: FIRST_WINDOW_BYTES,
    wary: 0,
    stalledAt: null,
  };
}

/** Books a frame that was just sent. */
export function bookFrame(viewer: Viewer, sent: Sent): void {
  viewer.place = sent.n;
  viewer.unacked.push(sent);
  if (viewer.unacked.length < CREDIT_FRAMES) return;
  viewer.following = false;
  viewer.stalledAt ??= sent.at;
}

/** Takes an acknowledgement of everything up to `n`, and learns from how long it took. */
export function bookAck(viewer: Viewer, n: number, nowMs: number): void {
  let acked = viewer.unacked[0];
  if (acked === undefined || acked.n > n) return;
  while (acked !== undefined && acked.n <= n) {
    viewer.unacked.shift();
    if (acked.bytes >= TELLING_BYTES) pace(viewer, acked.bytes, nowMs - acked.at);
    acked = viewer.unacked[0];
  }
  viewer.stalledAt = null;
}

/** More is tried only where it can be expected to arrive in time: a narrow way takes small frames quickly, too. */
function pace(viewer: Viewer, bytes: number, tookMs: number): void {
  if (tookMs > LATE_MS) {
    viewer.window = Math.max(LEAST_WINDOW_BYTES, viewer.window / 2);
    viewer.wary = WARY_ACKS;
  } else if ((tookMs / bytes) * 2 * viewer.window < EARLY_MS) {
    if (viewer.wary > 0) viewer.wary -= 1;
    else viewer.window = Math.min(WINDOW_BYTES, viewer.window * 2);
  }
}

export function hasCredit(viewer: Viewer): boolean {
  return viewer.unacked.length < CREDIT_FRAMES && viewer.wire.backlog() < BACKLOG_PACKETS;
}

/** Bytes that may be sent to it now. */
export function roomOf(viewer: Viewer): number {
  return viewer.unacked.reduce((room, { bytes }) => room - bytes, viewer.window);
}

/** What a frame would weigh. `urgent`: it tells of a fact, which waits for nothing but credit. */
export interface Load {
  readonly core: number;
  readonly positions: number;
  readonly urgent: boolean;
}

/** Whether a frame may go to it now: what may be conflated waits until what is on its way has arrived. */
export function fits(viewer: Viewer, { core, positions, urgent }: Load): boolean {
  const room = roomOf(viewer);
  if (positions > 0 && core + positions > room) return false;
  return urgent || room === viewer.window || (core <= room && room >= LEAST_ROOM_BYTES);
}

/** Puts a client at a place. What is on its way to it counts until it acknowledges anything from there on. */
export function placeAt(viewer: Viewer, place: number, behind = place): void {
  unplace(viewer);
  viewer.place = place;
  viewer.lag = { behind, sweep: null };
  const [owed] = viewer.unacked;
  if (owed !== undefined) viewer.unacked[0] = { ...owed, n: place };
}

/** Puts a client at the place of the snapshot that it was offered: it has read the offer, and so all that was sent before. */
export function placeAtOffer(viewer: Viewer, place: number): void {
  viewer.unacked.length = 0;
  viewer.stalledAt = null;
  placeAt(viewer, place);
}

/** Takes a client's place back. A client that asks to be placed gets no new credit by it: what it was sent is owed as one frame. */
export function unplace(viewer: Viewer): void {
  viewer.place = null;
  viewer.following = false;
  viewer.offered = null;
  const [oldest] = viewer.unacked;
  if (oldest === undefined) return;
  const bytes = viewer.unacked.reduce((sum, sent) => sum + sent.bytes, 0);
  viewer.unacked.splice(0, viewer.unacked.length, { ...oldest, bytes });
  viewer.stalledAt ??= oldest.at;
}
