import type { LogEntry } from '../contract/entry.ts';
import { EVENT_TYPES, type EventData, type EventType, isEventType } from '../contract/event-types.ts';
import { upcast } from '../contract/upcast.ts';
import { COUNTED_REALITIES, REALITIES, type Reality } from '../contract/vocabulary.ts';
import { type Stamp, stampOf } from './stamp.ts';

type HeardAs<Type extends EventType> = {
  readonly type: Type;
  readonly data: EventData<Type>;
  readonly entry: LogEntry;
  readonly stamp: Stamp;
};

/** An entry whose data was read in today's shape; `type` narrows `data`. */
export type Heard<Type extends EventType = EventType> = { [Each in Type]: HeardAs<Each> }[Type];

/** Types of one feed. */
export type TypeOf<Feed extends string> = Extract<EventType, `${Feed}.${string}`>;

/**
 * Reads an entry of any age. The door has validated it once; a log can still hold what an older schema wrote
 * or what another program appended, so the fold trusts nothing.
 * @throws {Error} with the reason for quarantine.
 */
export function readEntry(entry: LogEntry): Heard {
  const { type } = entry;
  if (!isEventType(type)) throw new Error(`unknown type ${String(type)}`);
  if (typeof entry.subject !== 'string') throw new Error('subject is not a text');
  if (!Number.isFinite(entry.time) || !Number.isFinite(entry.receivedAt)) {
    throw new Error('time or receivedAt is not a number of milliseconds');
  }
  if (!REALITIES.includes(entry.reality)) throw new Error(`unknown reality ${String(entry.reality)}`);
  const recorded = entry.data as Record<string, unknown>;
  const today = entry.v === EVENT_TYPES[type].version ? recorded : upcast(type, entry.v, recorded);
  const read = EVENT_TYPES[type].data.safeParse(today);
  if (!read.success) {
    const fault = read.error.issues[0];
    throw new Error(`data.${fault?.path.join('.') ?? ''}: ${fault?.message ?? 'not readable'}`);
  }
  return { type, data: read.data, entry, stamp: stampOf(entry) } as Heard;
}

/** Instant of the data as epoch ms, or `fallback` when it was left out. @throws {Error} on a date that does not exist. */
export function millis(instant: string | undefined, fallback: number): number {
  if (instant === undefined) return fallback;
  const ms = Date.parse(instant);
  if (Number.isNaN(ms)) throw new Error(`no such instant: ${instant}`);
  return ms;
}

/**
 * When something happened that an event tells of, epoch ms; `time` where the data say nothing. An event tells of nothing
 * that comes after it: a later instant is taken as its `time` (decisions D8: nothing is newer than its feed's last event).
 * @throws {Error} on a date that does not exist.
 */
export function happenedAt(instant: string | undefined, { time }: Pick<LogEntry, 'time'>): number {
  return Math.min(millis(instant, time), time);
}

/**
 * When an item was closed, epoch ms. A closing is not dated back, or it could come to be in time: it stands as told, up to
 * when the gateway heard of it.
 * @throws {Error} on a date that does not exist.
 */
export function closedAtOf({ data, entry }: Heard<'case.closed'>): number {
  const { time, receivedAt } = entry;
  return Math.min(millis(data.closedAt, time), Math.max(time, receivedAt));
}

/** True for what the numbers of the wall may count (decisions D12). */
export function counts(reality: Reality): boolean {
  return COUNTED_REALITIES.includes(reality);
}
