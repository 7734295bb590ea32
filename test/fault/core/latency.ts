import type { EntityKind } from '../../../gateway/contract/entities.ts';
import type { FaultWall } from './wall.ts';

/** How long after it was sent a wall showed something for the first time, ms. */
export interface LatencyWatch {
  /** The entity was sent now. */
  sent(id: string): void;
  /** Latencies of what was sent since the last call. */
  take(): number[];
  /** Sent and not shown yet. */
  missing(): number;
  stop(): void;
}

/** Watches one kind of entity on one wall. Only first appearances count: each id is sent once. */
export function watchLatency({ replica }: FaultWall, kind: EntityKind): LatencyWatch {
  const waiting = new Map<string, number>();
  let seen: number[] = [];
  const stop = replica.onChange(({ reset, touched }) => {
    const ids = reset ? replica.collection(kind).keys() : (touched.get(kind) ?? []);
    for (const id of ids) {
      const sentAt = waiting.get(id);
      if (sentAt === undefined) continue;
      waiting.delete(id);
      seen.push(performance.now() - sentAt);
    }
  });
  return {
    sent: (id) => void waiting.set(id, performance.now()),
    take() {
      const taken = seen;
      seen = [];
      return taken;
    },
    missing: () => waiting.size,
    stop,
  };
}

/** The value below which the given share of all values lies; 0 of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
