import { COMMAND_TARGETS } from '../contract/commands.ts';
import type { EntityKind } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import { EVENT_TYPES, isEventType } from '../contract/event-types.ts';
import type { DistinctEvent } from '../contract/wire.ts';

/** Distinct events of a piece of the log without holes. */
export interface EventPiece {
  readonly events: readonly DistinctEvent[];
  /** `n` of the last event before these; 0 when none is known. */
  readonly before: number;
}

/** The last distinct events in log order, complete from `from` on: bounded memory, however many clients read it. */
export interface EventRing {
  /** Every event after this `n` is here. */
  readonly from: number;
  /** Largest `n` of an event, 0 before the first. */
  readonly last: number;
  add(entry: LogEntry): void;
  /** Puts older entries before all others: everything after `from` up to the oldest. */
  addOlder(entries: readonly LogEntry[], from: number): void;
  /** Everything after `n`; null when some of it is forgotten. */
  since(n: number): EventPiece | null;
  /** Starts over, empty, complete after `from`. */
  clear(from: number): void;
}

export function createEventRing(size: number): EventRing {
  let events: DistinctEvent[] = [];
  let complete = 0;
  return {
    get from() {
      return complete;
    },
    get last() {
      return events.at(-1)?.[0] ?? 0;
    },
    add(entry) {
      const event = distinctEvent(entry);
      if (event === null) return;
      events.push(event);
      if (events.length < 2 * size) return;
      complete = events.splice(0, events.length - size).at(-1)?.[0] ?? complete;
    },
    addOlder(entries, from) {
      const older = entries.map(distinctEvent).filter((event) => event !== null);
      if (older.length + events.length >= 2 * size) return;
      events = [...older, ...events];
      complete = from;
    },
    since(n) {
      if (n < complete) return null;
      const index = firstAfter(events, n);
      return { events: events.slice(index), before: events[index - 1]?.[0] ?? 0 };
    },
    clear(from) {
      events = [];
      complete = from;
    },
  };
}

/** An entry as an event; null for a type that may be conflated, or that no client is told of. */
export function distinctEvent(entry: LogEntry): DistinctEvent | null {
  const { n, type, receivedAt, healedFrom } = entry;
  if (!isEventType(type) || EVENT_TYPES[type].conflation !== 'distinct') return null;
  const about = aboutOf(entry);
  if (about === null) return null;
  const [kind, id] = about;
  return healedFrom === undefined
    ? [n, type, kind, id, receivedAt]
    : [n, type, kind, id, receivedAt, healedFrom];
}

const TARGETS = new Set<string>(Object.values(COMMAND_TARGETS).flat());

function aboutOf({ feed, subject }: LogEntry): readonly [EntityKind, string] | null {
  if (feed === 'system') return null;
  if (feed !== 'operation') return [feed, subject];
  const colon = subject.indexOf(':');
  const kind = subject.slice(0, colon);
  return TARGETS.has(kind) ? [kind as EntityKind, subject.slice(colon + 1)] : null;
}

/** Index of the first event after `n`, by halving. */
function firstAfter(events: readonly DistinctEvent[], n: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as DistinctEvent)[0] > n) high = middle;
    else low = middle + 1;
  }
  return low;
}
