import type { Metrics } from '../ops/port.ts';
import { type LiveNamespace, SLOW } from './sockets.ts';
import type { Viewer } from './viewer.ts';

/** Out of credit this long, ms: the connection is given up; the client comes back by its token. */
export const SLOW_MS = 60_000;
/** Packets that wait because a client does not read. Frames stop long before; only small things have piled up here. */
const BACKLOG_PACKETS = 64;
/** How long a good-bye may take to leave, ms. */
const FAREWELL_MS = 1_000;

export interface SlowOptions {
  readonly namespace: LiveNamespace;
  readonly metrics: Metrics;
  readonly slowMs: number;
}

/** Sends clients away that have not taken anything for too long, and measures what waits for the others. */
export function sendAwaySlow({ namespace, metrics, slowMs }: SlowOptions, viewers: Iterable<Viewer>): void {
  const since = performance.now() - slowMs;
  let longest = 0;
  for (const { id, wire, stalledAt } of viewers) {
    const waiting = wire.backlog();
    longest = Math.max(longest, waiting);
    if (waiting < BACKLOG_PACKETS && (stalledAt === null || stalledAt > since)) continue;
    metrics.count('live_slow');
    namespace.to(id).emit('bye', SLOW);
    namespace.in(id).disconnectSockets(true);
    setTimeout(() => wire.cut(), FAREWELL_MS).unref();
  }
  metrics.gauge('live_longest_write_buffer_packets', longest);
}
