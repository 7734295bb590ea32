import type { z } from 'zod';
import type { Producer } from '../access/port.ts';
import { type CloudEvent, cloudEvent, INGEST_LIMITS } from '../contract/cloudevent.ts';
import type { DraftEntry } from '../contract/entry.ts';
import { type ErrorCode, GatewayError } from '../contract/errors.ts';
import { EVENT_TYPES, type EventType, isEventType } from '../contract/event-types.ts';
import { feedOf, NUMBERED_FEEDS, PRODUCER_FEEDS, type ProducerFeed } from '../contract/feeds.ts';
import { type Flag, INDICATOR_KINDS, type Reality } from '../contract/vocabulary.ts';
import type { DenyList } from './denied.ts';
import { digestOf } from './digest.ts';
import type { Numbered } from './epochs.ts';
import { explain } from './explain.ts';
import { refuseReport } from './indicator-report.ts';
import { tidy } from './json.ts';
import { withoutPosition } from './off-duty.ts';
import { placeInRegion } from './place.ts';
import type { RegionIndex } from './region-index.ts';
import { scrubData } from './scrub.ts';

/** What the door must know to judge an event. */
export interface DoorContext {
  /** The gateway's clock, ms. */
  readonly now: number;
  readonly producer: Producer;
  readonly denied: DenyList;
  readonly region: RegionIndex;
  /** Was this terminal off duty when the fix was taken (epoch ms), so that its place is nobody's business? */
  readonly offDuty: (terminal: string, fixAt: number) => boolean;
  /** Whether an event belongs to a numbering that its producer has left. */
  readonly isStale: (event: Numbered) => boolean;
}

/** A clock that runs ahead by more than this is worth telling; the past is normal, events may be late or replayed. */
const SKEW_MS = 60_000;

/**
 * Turns one foreign value into a validated, scrubbed and placed draft. The deny-list comes first, so that nothing of a
 * denied event is kept by another refusal. Changes `value` only to make it harmless.
 * @throws {GatewayError} with the code of the rule that refuses it
 */
export function admit(value: unknown, context: DoorContext): DraftEntry {
  tidy(value, INGEST_LIMITS.depth);
  if (context.denied(value)) {
    throw new GatewayError(
      'category_denied',
      'this site does not take in events of this category (rules: denied.categories); nothing of it was kept',
      { path: 'data' },
    );
  }
  refuseInternal(value);
  const event = parse(cloudEvent, value, 'invalid_event');
  const { type, feed } = producerType(event.type);
  refuseForeignFeed(feed, context.producer);
  checkEnvelope(event, feed);
  const time = timeOf(event, context.now);
  const data = dataOf(type, event.subject, scrubData(event.data));
  refuseFuture(data, context.now);
  if (type === 'indicator.reported') refuseReport(data, context);
  const placed = placeInRegion(data, context.producer.crs, context.region);
  const producerEpoch = event.producerepoch ?? 0;
  const odd = oddOf({ feed, subject: event.subject, producerEpoch, time }, context);
  const draft: DraftEntry = {
    feed,
    type,
    v: EVENT_TYPES[type].version,
    id: event.id,
    source: event.source,
    subject: event.subject,
    time,
    receivedAt: context.now,
    sequence: event.sequence ?? null,
    producerEpoch,
    reality: realityOf(event.reality, context.producer.reality),
    producer: context.producer.id,
    area: placed.area,
    flags: [...placed.flags, ...odd],
    data: placed.data,
    digest: digestOf({
      type,
      subject: event.subject,
      time,
      sequence: event.sequence,
      producerepoch: event.producerepoch,
      reality: event.reality,
      data,
    }),
  };
  const dropped = type === 'terminal.located' && context.offDuty(event.subject, fixAtOf(data, time));
  return dropped ? withoutPosition(draft) : draft;
}

function fixAtOf({ fixAt }: Readonly<Record<string, unknown>>, time: number): number {
  return typeof fixAt === 'string' ? Date.parse(fixAt) : time;
}

/** What is odd about an event that is taken nevertheless. */
function oddOf(event: Numbered & { readonly time: number }, { now, isStale }: DoorContext): readonly Flag[] {
  const skewed: readonly Flag[] = event.time > now + SKEW_MS ? ['clock_skew'] : [];
  return isStale(event) ? [...skewed, 'stale_epoch'] : skewed;
}

/** Parses or explains. @throws {GatewayError} `code` with the first faults as sentences */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  code: ErrorCode,
  prefix = '',
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { detail, path } = explain(parsed.error, value, prefix);
  throw new GatewayError(code, detail, { path });
}

/** Refuses internal types whatever else is wrong with the event: nobody mends one that can never be taken. */
function refuseInternal(value: unknown): void {
  const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : null;
  if (typeof type !== 'string' || !/^(operation|system)\./.test(type)) return;
  throw new GatewayError(
    'internal_feed',
    'operation.* is sent to POST /v1/commands; system.* is the gateway’s own',
    {
      path: 'type',
    },
  );
}

function producerType(type: string): { type: EventType; feed: ProducerFeed } {
  const feed = PRODUCER_FEEDS.find((candidate) => candidate === feedOf(type));
  if (feed !== undefined && isEventType(type)) return { type, feed };
  const known = Object.keys(EVENT_TYPES).filter((name) => feedOf(name) === feed);
  const hint =
    feed === undefined ? `types begin with ${PRODUCER_FEEDS.join('., ')}.` : `known are ${known.join(', ')}`;
  throw new GatewayError('unknown_type', `there is no such event type; ${hint}`, { path: 'type' });
}

function refuseForeignFeed(feed: ProducerFeed, { feeds }: Producer): void {
  if (feeds === null || feeds.includes(feed)) return;
  throw new GatewayError('forbidden', `this key may send ${feeds.join(', ')} events, not ${feed}`, {
    path: 'type',
  });
}

const CONTROL = /\p{Cc}/u;

function checkEnvelope(event: CloudEvent, feed: ProducerFeed): void {
  for (const path of ['id', 'source'] as const) {
    if (CONTROL.test(event[path])) {
      throw new GatewayError('invalid_event', `${path} must not hold control characters`, { path });
    }
  }
  if (event.sequence === undefined && NUMBERED_FEEDS.includes(feed)) {
    throw new GatewayError(
      'invalid_event',
      `sequence is missing; ${feed} events carry a whole number that grows with every event of the same subject`,
      { path: 'sequence' },
    );
  }
}

function timeOf(event: CloudEvent, now: number): number {
  const time = Date.parse(event.time);
  if (!Number.isFinite(time)) {
    throw new GatewayError('invalid_event', 'time must be an instant of the calendar', { path: 'time' });
  }
  if (time <= now + INGEST_LIMITS.futureMs) return time;
  throw ahead('time', time, now);
}

/** Instants of the data at which something has happened; deadlines, expiries and ends of periods may lie ahead. */
const HAPPENED = ['raisedAt', 'receivedAt', 'closedAt'] as const;

/** @throws {GatewayError} `future_time` when the data tell of something that is still to come */
function refuseFuture(data: Record<string, unknown>, now: number): void {
  for (const name of HAPPENED) {
    const told = data[name];
    const at = typeof told === 'string' ? Date.parse(told) : Number.NEGATIVE_INFINITY;
    if (at > now + INGEST_LIMITS.futureMs) throw ahead(`data.${name}`, at, now);
  }
}

function ahead(path: string, at: number, now: number): GatewayError {
  return new GatewayError(
    'future_time',
    `${path} is ${Math.round((at - now) / 1000)} s ahead of the gateway, which reads ${new Date(now).toISOString()}; at most ${INGEST_LIMITS.futureMs / 1000} s are taken: set the producer’s clock or its time zone`,
    { path },
  );
}

/** Scrubbed text is what must fit the schema, because it is what readers of the log meet. */
function dataOf(type: EventType, subject: string, data: Record<string, unknown>): Record<string, unknown> {
  if (type === 'indicator.reported' && typeof data.kind === 'string' && !isIndicatorKind(data.kind)) {
    throw new GatewayError(
      'unknown_indicator_kind',
      `data.kind must be one of ${INDICATOR_KINDS.join(', ')}`,
      {
        path: 'data.kind',
      },
    );
  }
  const parsed = parse(EVENT_TYPES[type].data, data, 'invalid_event', 'data') as Record<string, unknown>;
  if (type === 'case.merged') refuseSelf(subject, parsed.into);
  return parsed;
}

/** Any other item may be told later: whether one can go on under it is seen in the fold, and shown. */
function refuseSelf(subject: string, into: unknown): void {
  if (into !== subject) return;
  throw new GatewayError(
    'invalid_event',
    `data.into names the item itself; name the subject of the other item, under which this one goes on`,
    { path: 'data.into' },
  );
}

function isIndicatorKind(kind: string): boolean {
  return INDICATOR_KINDS.some((known) => known === kind);
}

/** A producer may step out of the count (exercise, test), never into it or across (decisions D12). */
function realityOf(asked: Reality | undefined, registered: Reality): Reality {
  if (asked === undefined || asked === registered) return registered;
  if (asked === 'exercise' || asked === 'test') return asked;
  throw new GatewayError(
    'invalid_event',
    `reality cannot be ${asked}: this producer is registered as ${registered} and may ask for exercise or test only; leave it out`,
    { path: 'reality' },
  );
}
