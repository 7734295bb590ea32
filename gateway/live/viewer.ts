import { CREDIT_FRAMES } from '../contract/wire.ts';
import type { Lag } from './positions.ts';

/** Packets that wait in a connection because its client does not read; more than a burst of small ones is none. */
const BACKLOG_PACKETS = 16;

/** Bytes of positions that may be on their way to one client: at first, and at least. */
export const WINDOW_BYTES = 131_072;
const LEAST_WINDOW_BYTES = 8_192;
/** Positions of a frame large enough to tell from its acknowledgement how quick the way is. */
const TELLING_BYTES = 6_144;
/** An acknowledgement later than this: an alarm behind it would have waited too long, ms. */
const LATE_MS = 300;
const EARLY_MS = 150;

/** A frame on its way. `bytes` are those of its positions; `at` is monotonic ms. */
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
  /** Frames sent and not acknowledged, oldest first; never more than the credit. */
  readonly unacked: Sent[];
  /** Bytes of positions that it takes on their way at once; follows how quickly it acknowledges. */
  window: number;
  /** Since when it has been out of credit, monotonic ms; null while it has some. */
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
    window: WINDOW_BYTES,
    stalledAt: null,
  };
}

/** Books a frame that was just sent. */
export function bookFrame(viewer: Viewer, sent: Sent): void {
  viewer.place = sent.n;
  viewer.unacked.push(sent);
  if (viewer.unacked.length < CREDIT_FRAMES) return;
  viewer.following = false;
  viewer.stalledAt = sent.at;
}

/** Takes an acknowledgement of everything up to `n`, and learns from how long it took. */
export function bookAck(viewer: Viewer, n: number, nowMs: number): void {
  let acked = viewer.unacked[0];
  while (acked !== undefined && acked.n <= n) {
    viewer.unacked.shift();
    if (acked.bytes >= TELLING_BYTES) pace(viewer, nowMs - acked.at);
    acked = viewer.unacked[0];
  }
  if (viewer.unacked.length < CREDIT_FRAMES) viewer.stalledAt = null;
}

function pace(viewer: Viewer, tookMs: number): void {
  if (tookMs > LATE_MS) viewer.window = Math.max(LEAST_WINDOW_BYTES, viewer.window / 2);
  else if (tookMs < EARLY_MS) viewer.window = Math.min(WINDOW_BYTES, viewer.window * 2);
}

export function hasCredit(viewer: Viewer): boolean {
  return viewer.unacked.length < CREDIT_FRAMES && viewer.wire.backlog() < BACKLOG_PACKETS;
}

/** Bytes of positions that may be sent to it now. */
export function roomForPositions(viewer: Viewer): number {
  return viewer.unacked.reduce((room, { bytes }) => room - bytes, viewer.window);
}

/** Puts a client at a place. What is on its way to it still counts. */
export function placeAt(viewer: Viewer, place: number, behind = place): void {
  unplace(viewer);
  viewer.place = place;
  viewer.lag = { behind, sweep: null };
}

/** Starts over: the client is about to load a snapshot. */
export function unplace(viewer: Viewer): void {
  viewer.place = null;
  viewer.following = false;
  viewer.offered = null;
  viewer.unacked.length = 0;
  viewer.stalledAt = null;
}
