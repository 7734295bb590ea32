import type { DistinctEvent, Frame } from '../../gateway/contract/wire.ts';

/** Events that are kept for whoever comes late. */
const RECENT = 1_000;

export interface EventCounts {
  /** Told to listeners. */
  told: number;
  /** Frames that showed that an event before them never came. */
  gaps: number;
  /** Events that had been told before, and were not told again. */
  repeats: number;
}

/** The distinct events of a replica in the order of the log, each once. What happened before a snapshot is in the snapshot. */
export interface ReplicaEvents {
  /** The last ones, oldest first. */
  readonly recent: readonly DistinctEvent[];
  readonly counts: Readonly<EventCounts>;
  /** Called for every event, after its frame was applied. Returns the way to stop listening. */
  onEvent(listener: (event: DistinctEvent) => void): () => void;
}

export interface EventTail extends ReplicaEvents {
  /** False, and counted, when an event before this frame's never came. */
  follows(frame: Frame): boolean;
  take(frame: Frame): void;
  /** A snapshot of `n` is in place. */
  startAfter(n: number): void;
}

export function createEventTail(): EventTail {
  const listeners = new Set<(event: DistinctEvent) => void>();
  const counts: EventCounts = { told: 0, gaps: 0, repeats: 0 };
  let recent: DistinctEvent[] = [];
  let last = 0;
  const takeOne = (event: DistinctEvent) => {
    if (event[0] <= last || wasTold(recent, event)) counts.repeats += 1;
    else {
      recent.push(event);
      counts.told += 1;
      for (const listener of listeners) listener(event);
    }
    last = Math.max(last, event[0]);
  };
  return {
    get recent() {
      return recent;
    },
    counts,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    follows({ a = [], p = 0 }) {
      const whole = a.length === 0 || p <= last;
      if (!whole) counts.gaps += 1;
      return whole;
    },
    take({ a = [] }) {
      for (const event of a) takeOne(event);
      if (recent.length > 2 * RECENT) recent = recent.slice(-RECENT);
    },
    startAfter(n) {
      last = n;
    },
  };
}

/** An event that the log lost and got back stands at a new place; it is still the same event. */
function wasTold(told: readonly DistinctEvent[], [, type, kind, id, at, healedFrom]: DistinctEvent): boolean {
  if (healedFrom === undefined) return false;
  return told.some(
    (one) => one[0] === healedFrom && one[1] === type && one[2] === kind && one[3] === id && one[4] === at,
  );
}
