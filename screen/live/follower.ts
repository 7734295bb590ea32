import {
  ACK_AT_ONCE_RECORDS,
  type Frame,
  type Heartbeat,
  type ResumeToken,
} from '../../gateway/contract/wire.ts';
import type { Replica } from './replica.ts';
import type { LiveSocket } from './socket.ts';

/** Frames that one acknowledgement covers; a heartbeat acknowledges the rest. */
const FRAMES_PER_ACK = 4;
/** Heartbeats that may pass the replica by before it asks where it should be. */
const ASTRAY_BEATS = 3;

/** Faults that were met and mended. */
export interface FollowCounts {
  /** Times the replica had to ask for what it missed. */
  resyncs: number;
  /** Times its content was not the gateway's. */
  diverged: number;
}

/** Takes a replica along the frames and heartbeats of one connection, acknowledges, and asks when something is missing. */
export interface Follower {
  frame(frame: Frame): void;
  beat(beat: Heartbeat): void;
  /** Acknowledges what has been applied since the last time. */
  ack(): void;
  /** Asks for what is missing since the token's place; without one for a snapshot. */
  resync(token: ResumeToken | null): void;
}

export function createFollower(
  replica: Replica,
  counts: FollowCounts,
  socket: () => LiveSocket | null,
): Follower {
  let unacked = 0;
  let astray = 0;
  let asked = false;
  const ack = () => {
    if (unacked === 0 || replica.place === null) return;
    unacked = 0;
    socket()?.emit('ack', { n: replica.place.n });
  };
  const resync = (token: ResumeToken | null) => {
    if (asked) return;
    asked = true;
    ack();
    counts.resyncs += 1;
    socket()?.emit('resync', { token });
  };
  const strayed = () => {
    astray += 1;
    if (astray < ASTRAY_BEATS) return;
    astray = 0;
    asked = false;
    resync(replica.place?.token ?? null);
  };
  return {
    resync,
    ack,
    frame(frame) {
      const result = replica.frame(frame);
      if (result === 'diverged') counts.diverged += 1;
      if (result !== 'applied') {
        // It has come, though it is of no use: until then it counts against what may be sent.
        socket()?.emit('ack', { n: frame.n });
        resync(result === 'diverged' ? null : (replica.place?.token ?? null));
        return;
      }
      asked = false;
      astray = 0;
      unacked += 1;
      const paced = frame.l !== undefined || frame.u.length >= ACK_AT_ONCE_RECORDS;
      if (paced || unacked >= FRAMES_PER_ACK) ack();
    },
    beat(beat) {
      const result = replica.heartbeat(beat);
      if (result === 'applied') astray = 0;
      else if (result === 'elsewhere') strayed();
      else {
        counts.diverged += 1;
        resync(null);
      }
    },
  };
}
