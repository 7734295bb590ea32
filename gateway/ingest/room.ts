import { GatewayError } from '../contract/errors.ts';
import type { Metrics } from '../ops/port.ts';

/** Requests under way at once, and the bytes of their bodies. */
export interface Share {
  readonly requests: number;
  readonly bytes: number;
}

const MIB = 1_048_576;
/** What one sender may have under way: many times what the platforms of a county send at once. */
export const SHARE_OF_ONE: Share = { requests: 256, bytes: 32 * MIB };
/** What all may have: their bodies are held in memory until the log has answered. */
export const SHARE_OF_ALL: Share = { requests: 1_024, bytes: 128 * MIB };

/** Room for requests, asked for before a body is read. */
export interface Room {
  /**
   * Takes room for a body of so many bytes; returns how it is given back.
   * @throws {GatewayError} `too_many_requests`
   */
  enter(sender: string, bytes: number): () => void;
}

/** Bounds what the door holds in memory, however many send, and however slow the log is. */
export function createRoom(metrics: Metrics, ofOne: Share = SHARE_OF_ONE, ofAll: Share = SHARE_OF_ALL): Room {
  const senders = new Map<string, Share>();
  let all: Share = { requests: 0, bytes: 0 };

  const tell = () => {
    metrics.gauge('ingest_requests_under_way', all.requests);
    metrics.gauge('ingest_bytes_under_way', all.bytes);
  };

  return {
    enter(sender, bytes) {
      const before = senders.get(sender) ?? { requests: 0, bytes: 0 };
      const own = added(before, bytes);
      const together = added(all, bytes);
      if (isBeyond(own, ofOne)) throw full(`${sender} has`, before);
      if (isBeyond(together, ofAll)) throw full('this gateway has', all);
      senders.set(sender, own);
      all = together;
      tell();
      return () => {
        const left = removed(senders.get(sender) ?? own, bytes);
        if (left.requests === 0) senders.delete(sender);
        else senders.set(sender, left);
        all = removed(all, bytes);
        tell();
      };
    },
  };
}

const added = ({ requests, bytes }: Share, more: number): Share => ({
  requests: requests + 1,
  bytes: bytes + more,
});

const removed = ({ requests, bytes }: Share, less: number): Share => ({
  requests: requests - 1,
  bytes: bytes - less,
});

const isBeyond = (wanted: Share, share: Share) =>
  wanted.requests > share.requests || wanted.bytes > share.bytes;

function full(who: string, { requests, bytes }: Share): GatewayError {
  return new GatewayError(
    'too_many_requests',
    `${who} ${requests} requests of ${bytes} bytes under way; send again when some are answered`,
    { retryAfterS: 1 },
  );
}
