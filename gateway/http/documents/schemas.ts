import { z } from 'zod';
import { cloudEvent } from '../../contract/cloudevent.ts';
import { type COMMAND_TARGETS, command } from '../../contract/commands.ts';
import { letterPage, letterReply, letterSummary } from '../../contract/dead-letters.ts';
import { erasure, erasureReply } from '../../contract/erasures.ts';
import {
  COMMAND_TYPES,
  EVENT_TYPES,
  type EventType,
  type ProducerEventType,
} from '../../contract/event-types.ts';
import { EVENT_EXAMPLES } from '../../contract/examples.ts';
import { NUMBERED_FEEDS } from '../../contract/feeds.ts';
import { fieldWords, replyWords } from '../../contract/field-words.ts';
import * as http from '../../contract/http.ts';
import { kpiExplanationReply, kpisReply } from '../../contract/kpi-replies.ts';
import { nearestReply } from '../../contract/nearest.ts';
import * as producers from '../../contract/producers.ts';
import { sourcesReply } from '../../contract/source-replies.ts';
import { caseDetailReply, caseReply, deadlinesReply, stateReply } from '../../contract/state-reply.ts';
import { trackReply, trackRequest } from '../../contract/tracks.ts';
import { listOfValues } from '../../contract/value-words.ts';
import { PROJECTIONS } from '../../contract/vocabulary.ts';
import { warningsReply } from '../../contract/warning-replies.ts';
import * as wire from '../../contract/wire-schemas.ts';

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 and AsyncAPI 3 take it. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Types that a producer may send, in the order of the contract. */
export const SENT_TYPES = Object.keys(EVENT_EXAMPLES) as ProducerEventType[];

const feedIn = (type: EventType) => type.slice(0, type.indexOf('.'));

/** Data schemas by name; one that several types share is called after its feed. */
function dataSchemas(): Map<z.ZodType, string> {
  const named = new Map<z.ZodType, string>();
  for (const type of SENT_TYPES) {
    const { data } = EVENT_TYPES[type];
    named.set(data, named.has(data) ? `${feedIn(type)}.step` : `${type}.data`);
  }
  return named;
}

/** The event of one type as its producer sends it: the envelope with the data schema of the type. */
function sentEvent(type: ProducerEventType): z.ZodType {
  const event = cloudEvent.extend({ type: z.literal(type), data: EVENT_TYPES[type].data });
  return NUMBERED_FEEDS.some((feed) => feed === feedIn(type)) ? event.required({ sequence: true }) : event;
}

function sentCommand(type: keyof typeof COMMAND_TARGETS): z.ZodType {
  return command.extend({ type: z.literal(type), data: EVENT_TYPES[type].data });
}

const REPLIES = {
  Problem: http.problem,
  EventResult: http.eventResult,
  IngestReply: http.ingestReply,
  InterruptedReply: http.interruptedReply,
  CommandReply: http.commandReply,
  MediaReply: http.mediaReply,
  TimeReply: http.timeReply,
  HealthReply: http.healthReply,
  Readiness: http.readinessReply,
  QuarantineReply: http.quarantineReply,
  StateReply: stateReply,
  CaseReply: caseReply,
  CaseDetailReply: caseDetailReply,
  Erasure: erasure,
  ErasureReply: erasureReply,
  DeadlinesReply: deadlinesReply,
  NearestReply: nearestReply,
  TrackRequest: trackRequest,
  TrackReply: trackReply,
  SourcesReply: sourcesReply,
  WarningsReply: warningsReply,
  KpisReply: kpisReply,
  KpiExplanationReply: kpiExplanationReply,
  LetterSummary: letterSummary,
  LetterReply: letterReply,
  LetterPage: letterPage,
  ProducerRegistration: producers.producerRegistration,
  KeyRotation: producers.keyRotation,
  KeyFacts: producers.keyFacts,
  ProducerFacts: producers.producerFacts,
  ProducersReply: producers.producersReply,
  NewKeyReply: producers.newKeyReply,
  /** What the page of this very release takes; told by its first fields. */
  WallReply: z.looseObject({
    title: z.string(),
    site: z.string(),
    version: z.string(),
    access: z.enum(['demo', 'keys']),
    projection: z.enum(PROJECTIONS),
    profile: z.looseObject({ id: z.string() }),
    region: z.looseObject({ id: z.string(), layers: z.record(z.string(), z.string()) }),
  }),
  AnyObject: z.looseObject({}),
  SnapshotChunk: wire.snapshotChunk,
  LiveAuth: wire.liveAuth,
  Hello: wire.hello,
  Frame: wire.frame,
  Heartbeat: wire.heartbeat,
  Pulse: wire.pulse,
  Reset: wire.reset,
  Bye: wire.bye,
  Reached: wire.reached,
  Resync: wire.resync,
  TimeAnswer: wire.timeAnswer,
  CommandAnswer: wire.commandAnswer,
  IngestAuth: wire.ingestAuth,
  IngestHello: wire.ingestHello,
  IngestAnswer: wire.ingestAnswer,
} as const satisfies Readonly<Record<string, z.ZodType>>;

/** A schema that documents refer to by name. */
export type SchemaName =
  | keyof typeof REPLIES
  | 'Event'
  | 'Command'
  | ProducerEventType
  | (typeof COMMAND_TYPES)[number];

const POINTER = '#/components/schemas/';

/** A reference to a named schema. */
export function ref(name: SchemaName): JsonSchema {
  return { $ref: `${POINTER}${name}` };
}

/** Every named schema, generated from the contract, with the words of its fields. */
export function namedSchemas(): Readonly<Record<SchemaName, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(REPLIES)) registry.add(schema, { id });
  for (const [data, id] of dataSchemas()) registry.add(data, { id });
  for (const type of SENT_TYPES) registry.add(sentEvent(type), { id: type });
  for (const type of COMMAND_TYPES) registry.add(sentCommand(type), { id: type });
  const { schemas } = z.toJSONSchema(registry, { io: 'input', uri: (id) => `${POINTER}${id}` });
  const named = Object.entries(schemas).map(([id, schema]) => [
    id,
    explained(bare(schema), '', wordsFor(id)),
  ]);
  return {
    ...Object.fromEntries(named),
    Event: choice(SENT_TYPES),
    Command: choice(COMMAND_TYPES),
  } as unknown as Record<SchemaName, JsonSchema>;
}

/** A schema that has no name, such as a parameter's. */
export function plainSchema(schema: z.ZodType): JsonSchema {
  return bare(z.toJSONSchema(schema, { io: 'input' }));
}

/** One of several, told apart by `type`. */
function choice(types: readonly (ProducerEventType | (typeof COMMAND_TYPES)[number])[]): JsonSchema {
  const mapping = Object.fromEntries(types.map((type) => [type, `${POINTER}${type}`]));
  return { oneOf: types.map(ref), discriminator: { propertyName: 'type', mapping } };
}

function bare({ $id: _id, $schema: _schema, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

/** How the fields of a named schema are looked up: data by its feed, an event as the envelope, a reply by its name. */
function wordsFor(id: string): (path: string) => string | null {
  if (id in REPLIES) return (path) => replyWords(id, path);
  const isData = /\.(data|step)$/.test(id);
  const feed = isData ? id.slice(0, id.indexOf('.')) : undefined;
  return (path) => fieldWords(path, feed);
}

/** The same schema, each property with its words. */
function explained(schema: JsonSchema, path: string, words: (path: string) => string | null): JsonSchema {
  const { properties, anyOf } = schema as { properties?: Record<string, JsonSchema>; anyOf?: JsonSchema[] };
  const told = path === '' ? null : wordsOf(schema, words(path));
  const inner = (name: string) => (path === '' ? name : `${path}.${name}`);
  return {
    ...schema,
    ...(told === null ? {} : { description: told }),
    ...(anyOf === undefined ? {} : { anyOf: anyOf.map((each) => explained(each, path, words)) }),
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties).map(([name, each]) => [name, explained(each, inner(name), words)]),
          ),
        }),
  };
}

function wordsOf(schema: JsonSchema, words: string | null): string | null {
  const list = Array.isArray(schema.enum) ? listOfValues(schema.enum) : null;
  if (list === null) return words;
  const values = Object.entries(list.words).map(([value, zh]) => `${value} ${zh}`);
  return `${words ?? list.title}：${values.join('、')}`;
}
