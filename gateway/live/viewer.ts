import { CREDIT_FRAMES } from '../contract/wire.ts';

/** What a client's connection can be told; every send is one message, nothing is queued here. */
export interface Viewer {
  readonly id: string;
  /** Position at which the client will stand once it has applied everything sent; null while it loads a snapshot. */
  place: number | null;
  /** Whether it gets every frame of its channel: it stands where the channel stands and has credit. */
  following: boolean;
  /** Position of the snapshot that it was offered and has not confirmed. */
  offered: number | null;
  /** Frames sent and not acknowledged, oldest first, by their `n`; never more than the credit. */
  readonly unacked: number[];
  /** Since when it has been out of credit, monotonic ms; null while it has some. */
  stalledAt: number | null;
}

export function createViewer(id: string): Viewer {
  return { id, place: null, following: false, offered: null, unacked: [], stalledAt: null };
}

/** Books a frame that was just sent. */
export function bookFrame(viewer: Viewer, n: number, nowMs: number): void {
  viewer.place = n;
  viewer.unacked.push(n);
  if (hasCredit(viewer)) return;
  viewer.following = false;
  viewer.stalledAt = nowMs;
}

/** Takes an acknowledgement of everything up to `n`. */
export function bookAck(viewer: Viewer, n: number): void {
  while (viewer.unacked[0] !== undefined && viewer.unacked[0] <= n) viewer.unacked.shift();
  if (hasCredit(viewer)) viewer.stalledAt = null;
}

export function hasCredit(viewer: Viewer): boolean {
  return viewer.unacked.length < CREDIT_FRAMES;
}

/** Starts over: the client is about to load a snapshot. */
export function unplace(viewer: Viewer): void {
  viewer.place = null;
  viewer.following = false;
  viewer.offered = null;
  viewer.unacked.length = 0;
  viewer.stalledAt = null;
}
