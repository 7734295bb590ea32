import type { Router } from 'express';
import type { Access, Identity, Producer } from '../access/port.ts';
import { type ErrorCode, GatewayError } from '../contract/errors.ts';
import type { CommandReply, EventResult, IngestReply } from '../contract/http.ts';
import type { RetentionRules } from '../contract/retention.ts';
import type { Rules } from '../contract/rules.ts';
import type { Flag } from '../contract/vocabulary.ts';
import type { StateView } from '../fold/port.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import { appendAll } from './append.ts';
import { createBuckets, type RateLimit } from './bucket.ts';
import { runCommand } from './commands.ts';
import { createDeadLetters } from './dead-letters.ts';
import { type Deadline, NO_DEADLINE, startDeadline } from './deadline.ts';
import { type DenyList, denyList } from './denied.ts';
import { createEpochs } from './epochs.ts';
import { ingestRouter } from './http.ts';
import type { RawEvent } from './items.ts';
import { createMedia } from './media.ts';
import { offDutyIn } from './off-duty.ts';
import type { RegionIndex } from './region-index.ts';
import { createResubmit } from './resubmit.ts';
import { createRoom } from './room.ts';
import { shownBy } from './shown-by.ts';

export interface IngestOptions {
  readonly log: EventLog;
  readonly access: Access;
  readonly clock: Clock;
  /** Rules in force; read anew for every request. */
  readonly rules: () => Rules;
  readonly region: RegionIndex;
  /** How long pictures are kept. */
  readonly pictures: RetentionRules['pictures'];
  /** The registration of a producer by its id: what a dead letter that is sent again is judged by. */
  readonly registration: (producer: string) => Producer | null;
  /** State that commands are judged against; null while it is being restored. */
  readonly view: () => StateView | null;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Share of each producer. Default: 20,000 events at once, 5,000 a second in the long run. */
  readonly rate?: RateLimit;
}

export interface Ingest {
  /**
   * `POST /v1/events`, `/v1/commands`, `/v1/media`, `/v1/dead-letters/:key/resubmit`; throws catalogued errors to the
   * application's error handler.
   */
  readonly router: Router;
  /**
   * Takes parsed events of a producer that came another way than by HTTP. Invalid ones become dead letters and results.
   * @param way what metrics call the way
   * @throws {GatewayError} `forbidden` without a producer's registration, `too_many_requests`
   */
  events(values: readonly unknown[], identity: Identity, way?: string): Promise<IngestReply>;
  /** One command of a seat. @throws {GatewayError} */
  command(sent: unknown, identity: Identity): Promise<CommandReply>;
  /** Resolves when every request under way has been answered. */
  stop(): Promise<void>;
}

const DEFAULT_RATE: RateLimit = { burst: 20_000, perSecond: 5_000 };

/** The door: the only part that reads foreign input. */
export function createIngest(options: IngestOptions): Ingest {
  const { log, access, clock, logger, metrics } = options;
  const denied = rememberedDenyList(options.rules);
  const letters = createDeadLetters({ log, logger, clock, metrics, denied });
  const room = createRoom(metrics);
  const buckets = createBuckets(options.rate ?? DEFAULT_RATE);
  const media = createMedia(log, options.pictures, (hash) => shownBy(options.view(), hash));
  const isStale = createEpochs(options.view);
  const underWay = new Set<Promise<unknown>>();

  function admitProducer(identity: Identity, events: number): void {
    const waitS = buckets.take(producerOf(identity).id, events);
    if (waitS === 0) return;
    throw new GatewayError('too_many_requests', `this producer is over its share; wait ${waitS} s`, {
      retryAfterS: waitS,
    });
  }

  function noteFlags(id: string, flags: readonly Flag[]): void {
    if (flags.includes('position_dropped')) metrics.count('ingest_positions_dropped_total', { producer: id });
    if (flags.includes('stale_epoch')) metrics.count('ingest_stale_epoch_total', { producer: id });
  }

  function judge(raw: readonly RawEvent[], source: Source, onFault: OnFault): Promise<IngestReply> {
    const { producer, deadline } = source;
    const now = clock.now();
    const context = {
      now,
      producer,
      denied: denied(),
      region: options.region,
      offDuty: offDutyIn(raw, options.view(), now),
      isStale,
    };
    const tally = createTally(metrics, source);
    return appendAll({ log, media, deadline }, raw, context, (event, result, fault) => {
      tally.add(result);
      if (result.status === 201) noteFlags(producer.id, result.flags ?? []);
      if (fault !== null) onFault(event, fault);
    }).finally(tally.tell);
  }

  async function take(raw: readonly RawEvent[], identity: Identity, via: Via): Promise<IngestReply> {
    const producer = producerOf(identity);
    const kept: Promise<void>[] = [];
    const reply = await judge(raw, { producer, ...via }, (event, fault) => {
      if (!UNKEPT.includes(fault.code)) kept.push(letters.keep(event, fault, producer.id));
    });
    // Letters are kept in the end, whether or not the answer could wait for them.
    await via.deadline.within(() => Promise.all(kept)).catch(() => undefined);
    return reply;
  }

  const resubmit = createResubmit({
    ...options,
    async judge(value, producer) {
      const source = { producer, way: 'resubmit', deadline: NO_DEADLINE };
      const { results } = await judge([{ i: 0, value }], source, throwLogFault);
      const [result] = results;
      if (result === undefined) throw new GatewayError('internal', 'the door did not answer for this event');
      return result;
    },
  });

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    const forget = () => underWay.delete(work);
    work.then(forget, forget);
    return work;
  }

  const command = (sent: unknown, identity: Identity) =>
    startDeadline().within(() => track(runCommand({ ...options, media }, sent, identity)));
  return {
    router: ingestRouter({
      access,
      media,
      clock,
      admitProducer,
      enter: (identity, bytes) => room.enter(senderOf(identity), bytes),
      events: (raw, identity) => take(raw.events, identity, { way: 'http', deadline: startDeadline() }),
      refused: (identity, code) =>
        metrics.count('ingest_refused_total', { producer: senderOf(identity), way: 'http', code }),
      command,
      resubmit: (key, mended) => startDeadline().within(() => track(resubmit(key, mended))),
      keepUnreadable: (bytes, fault, identity) =>
        letters.keep(
          { i: 0, text: Buffer.from(bytes).toString('utf8'), fault },
          fault,
          producerOf(identity).id,
        ),
      track,
    }),
    async events(values, identity, way = 'socket') {
      admitProducer(identity, values.length);
      const raw = values.map((value, i) => ({ i, value }));
      // Its window answers in time, and lets the next batch begin only when this one is really over.
      return track(take(raw, identity, { way, deadline: NO_DEADLINE }));
    },
    command,
    async stop() {
      await Promise.allSettled(underWay);
    },
  };
}

/** What metrics call the way that events came, and how long their answer may take. */
interface Via {
  readonly way: string;
  readonly deadline: Deadline;
}

interface Source extends Via {
  readonly producer: Producer;
}

type OnFault = (event: RawEvent, fault: GatewayError) => void;

/** Who sends one event again hears of a failed log as of any other failed request. */
function throwLogFault(_event: RawEvent, fault: GatewayError): void {
  if (UNKEPT.includes(fault.code)) throw fault;
}

/** Not the event's fault: nothing about it is worth a dead letter. */
const UNKEPT: readonly ErrorCode[] = ['log_unavailable', 'log_full', 'internal'];

/** Outcomes of a request, counted once for all its events: a counter with labels is slow to find. */
function createTally(metrics: Metrics, { producer, way }: Source) {
  const outcomes = new Map<string, number>();
  return {
    add(result: EventResult) {
      const outcome = outcomeOf(result);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    },
    tell() {
      for (const [outcome, count] of outcomes)
        metrics.count('ingest_events_total', { producer: producer.id, way, outcome }, count);
    },
  };
}

function outcomeOf({ status, code }: EventResult): string {
  if (status === 201) return 'new';
  return status === 200 ? 'duplicate' : (code ?? 'refused');
}

/** Who sends, for counting: an operator’s or the administrator’s key is no producer. */
const senderOf = ({ producer, kind }: Identity) => producer?.id ?? kind;

function producerOf({ producer }: Identity) {
  if (producer !== null) return producer;
  throw new GatewayError('forbidden', 'events come from producers; use a producer key');
}

/** Prepares the deny-list once for each set of rules. */
function rememberedDenyList(rules: () => Rules): () => DenyList {
  let categories: readonly string[] | null = null;
  let list: DenyList = () => false;
  return () => {
    const current = rules().denied.categories;
    if (current !== categories) list = denyList(current);
    categories = current;
    return list;
  };
}
