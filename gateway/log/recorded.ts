import type { DraftEntry, LogEntry } from '../contract/entry.ts';
import { type EventType, isEventType } from '../contract/event-types.ts';
import type { Feed } from '../contract/feeds.ts';
import type { Position } from '../contract/position.ts';
import { UPCASTS, type Upcasts, upcast } from '../contract/upcast.ts';
import type { Flag, Reality } from '../contract/vocabulary.ts';

/** A draft as it is stored: flat, data as JSON text, flags joined by commas. Instants in ms. */
export interface RecordedDraft {
  readonly feed: Feed;
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly type: string;
  readonly v: number;
  readonly time: number;
  readonly received: number;
  readonly sequence: number | null;
  readonly producer: string;
  /** Epoch of the producer, not of the log. */
  readonly epoch: number;
  readonly reality: string;
  readonly area: string | null;
  readonly flags: string;
  readonly data: string;
  readonly digest: string;
}

/** A draft for the log, with its first `n` if it is healed. */
export interface RecordedAppend extends RecordedDraft {
  readonly healed?: number | null;
}

export interface Recorded extends RecordedDraft, Position {
  /** First `n` of an entry that was healed; null for all others. */
  readonly healed: number | null;
}

/** Halves of surrogate pairs are replaced here, as UTF-8 would do it: what is stored is what comes back. */
export function recordDraft(draft: DraftEntry): RecordedDraft {
  const { feed, id, source, subject, type, v, time, sequence, producer, reality, area, digest } = draft;
  return {
    feed,
    id: id.toWellFormed(),
    source: source.toWellFormed(),
    subject: subject.toWellFormed(),
    type,
    v,
    time,
    received: draft.receivedAt,
    sequence,
    producer: producer.toWellFormed(),
    epoch: draft.producerEpoch,
    reality,
    area,
    flags: draft.flags.join(','),
    data: JSON.stringify(draft.data),
    digest,
  };
}

/** Version of an entry whose data is no JSON object: newer than any, so that the fold quarantines it. */
export const UNREADABLE_VERSION = Number.MAX_SAFE_INTEGER;

type Data = Record<string, unknown>;

function parseData(text: string): Data | null {
  try {
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Data) : null;
  } catch {
    return null;
  }
}

function currentData(recorded: Recorded, upcasts: Upcasts): { v: number; data: Data } {
  const { type, v } = recorded;
  const data = parseData(recorded.data);
  if (data === null) return { v: UNREADABLE_VERSION, data: {} };
  if (!isEventType(type)) return { v, data };
  const current = (upcasts[type]?.length ?? 0) + 1;
  if (v >= current) return { v, data };
  try {
    return { v: current, data: upcast(type, v, data, upcasts) };
  } catch {
    return { v: UNREADABLE_VERSION, data };
  }
}

/**
 * A stored entry in today's shape: older data is upcast and `v` is then the current version. Total, so that one bad
 * record stops no reader: data of a newer version, of an unknown type or unreadable comes with a `v` above
 * `EVENT_TYPES[type].version` or a type that is not in `EVENT_TYPES`, and the fold quarantines it.
 */
export function revive(recorded: Recorded, upcasts: Upcasts = UPCASTS): LogEntry {
  const { n, e, h, feed, id, source, subject, type, time, sequence, producer, area, digest, healed } =
    recorded;
  return {
    n,
    e,
    h,
    feed,
    id,
    source,
    subject,
    type: type as EventType,
    ...currentData(recorded, upcasts),
    time,
    receivedAt: recorded.received,
    sequence,
    producer,
    producerEpoch: recorded.epoch,
    reality: recorded.reality as Reality,
    area,
    flags: recorded.flags === '' ? [] : (recorded.flags.split(',') as Flag[]),
    digest,
    ...(healed === null ? {} : { healedFrom: healed }),
  };
}
