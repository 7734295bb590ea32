import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import { z } from 'zod';
import type { Access, Identity, Producer } from '../access/port.ts';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError, type Problem, problemOf } from '../contract/errors.ts';
import type { IngestReply } from '../contract/http.ts';
import type { Bye } from '../contract/wire.ts';
import {
  INGEST_NAMESPACE,
  INGEST_PROTOCOL,
  INGEST_WINDOW,
  type IngestAnswer,
  type IngestClientToServer,
  type IngestServerToClient,
} from '../contract/wire-ingest.ts';
import type { SocketHost } from '../live/port.ts';
import type { Logger, Metrics } from '../ops/port.ts';
import { lostProblem } from './answer.ts';
import { refuseLongBatch } from './items.ts';
import { type BatchWindow, createWindow, roughBytes } from './window.ts';

/** Connections of all producers, and of one: a producer that reconnects wildly must not shut the others out. */
const MOST_CONNECTIONS = 500;
const MOST_OF_ONE = 32;

const INCOMPATIBLE: Bye = { code: 'incompatible', retryAfterMs: 0, again: false };
const SHUTDOWN: Bye = { code: 'shutdown', retryAfterMs: 500, again: true };

export interface IngestSocketsOptions {
  readonly sockets: SocketHost;
  readonly access: Access;
  readonly site: string;
  /** Takes parsed events as `POST /v1/events` does. @throws {GatewayError} */
  readonly events: (values: readonly unknown[], identity: Identity) => Promise<IngestReply>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface IngestSockets {
  /** Says good-bye, takes nothing more, and resolves when every batch that was sent before has its answer. */
  stop(): Promise<void>;
}

interface IngestData {
  producer: Producer;
  readonly proto: number;
}
type IngestSocket = Socket<IngestClientToServer, IngestServerToClient, DefaultEventsMap, IngestData>;
type IngestNamespace = Namespace<IngestClientToServer, IngestServerToClient, DefaultEventsMap, IngestData>;

const ingestAuth = z.object({ proto: z.int(), token: z.string().max(512).optional() });

/** Opens `/ingest` on the gateway's Socket.IO server: batches of events, each acknowledged. */
export function attachIngestSockets(options: IngestSocketsOptions): IngestSockets {
  const { sockets, access, metrics } = options;
  const closing = new Set<() => Promise<void>>();
  const namespace: IngestNamespace = sockets.open(INGEST_NAMESPACE, {
    admit(socket) {
      const { auth, producer } = readHandshake(access, socket.handshake.auth);
      Object.assign(socket.data, { producer, proto: auth.proto } satisfies IngestData);
    },
    checkRoom: (socket) => checkRoom(namespace, socket as IngestSocket),
  });
  const gauge = ({ id }: Producer) =>
    metrics.gauge('ingest_connections', connectionsOf(namespace, id), { producer: id });
  namespace.on('connection', (socket) => {
    const { producer, proto } = socket.data;
    if (proto !== INGEST_PROTOCOL) {
      socket.emit('bye', INCOMPATIBLE);
      socket.disconnect(true);
      return;
    }
    gauge(producer);
    const close = serve(options, socket);
    closing.add(close);
    socket.on('disconnect', () => {
      closing.delete(close);
      void close();
      gauge(producer);
    });
  });
  return {
    async stop() {
      namespace.emit('bye', SHUTDOWN);
      await Promise.all([...closing].map((close) => close()));
      namespace.disconnectSockets(true);
    },
  };
}

/** @throws {GatewayError} `unauthorized`, or `forbidden` for a key that sends nothing */
function readHandshake(access: Access, sent: unknown) {
  const read = ingestAuth.safeParse(sent);
  if (!read.success) {
    throw new GatewayError('unauthorized', 'the handshake must carry auth {proto, token}');
  }
  const { token = null } = read.data;
  const identity = access.identify(token);
  if (identity === null) {
    const why = token === null ? 'send a producer key as auth.token' : 'this key is unknown or revoked';
    throw new GatewayError('unauthorized', why);
  }
  if (identity.producer === null) {
    throw new GatewayError('forbidden', 'events come from producers; use a producer key');
  }
  return { auth: read.data, identity, producer: identity.producer };
}

function connectionsOf(namespace: IngestNamespace, producer: string): number {
  return [...namespace.sockets.values()].filter(({ data }) => data.producer.id === producer).length;
}

function checkRoom(namespace: IngestNamespace, socket: IngestSocket): void {
  const { id } = socket.data.producer;
  const full = namespace.sockets.size >= MOST_CONNECTIONS;
  if (!full && connectionsOf(namespace, id) < MOST_OF_ONE) return;
  throw new GatewayError(
    'too_many_requests',
    full
      ? `this gateway serves ${MOST_CONNECTIONS} producer connections and is full`
      : `producer ${id} has ${MOST_OF_ONE} connections open; close one`,
    { retryAfterS: 5 },
  );
}

/** Serves one connection. Returns the way to end it with an answer to everything that it sent. */
function serve(options: IngestSocketsOptions, socket: IngestSocket): () => Promise<void> {
  const { sockets, site, metrics } = options;
  const window = createWindow(INGEST_WINDOW);
  sockets.allowBytes(socket, INGEST_LIMITS.bodyBytes);
  socket.on('events', (...args: unknown[]) => {
    const reply = args.at(-1);
    if (typeof reply !== 'function') {
      metrics.count('ingest_ignored_total', { producer: socket.data.producer.id });
      return;
    }
    const answer = args.length === 2 ? take(options, socket, { batch: args[0], window }) : unreadable();
    answer.then((told) => {
      countRefusal(metrics, socket.data.producer, told);
      reply(told);
    });
  });
  socket.emit('hello', {
    proto: INGEST_PROTOCOL,
    session: socket.id,
    site,
    producer: socket.data.producer.id,
    limits: {
      window: INGEST_WINDOW.batches,
      windowBytes: INGEST_WINDOW.bytes,
      batch: INGEST_LIMITS.batch,
      bytes: INGEST_LIMITS.bodyBytes,
    },
  });
  return () => window.close();
}

async function take(
  options: IngestSocketsOptions,
  socket: IngestSocket,
  { batch, window }: { readonly batch: unknown; readonly window: BatchWindow },
): Promise<IngestAnswer> {
  try {
    const values = readBatch(batch);
    return await window.take(roughBytes(values), () => answerBatch(options, socket, values));
  } catch (error) {
    return problemFor(error, options, socket);
  }
}

/** @throws {GatewayError} `unreadable_body`, `batch_too_large` */
function readBatch(batch: unknown): readonly unknown[] {
  if (!Array.isArray(batch)) throw new GatewayError('unreadable_body', 'a batch is an array of events');
  refuseLongBatch(batch.length);
  return batch;
}

/** Looks at the key for every batch, so that a revoked one is refused whatever else knows of it already. */
async function answerBatch(
  { access, events, logger }: IngestSocketsOptions,
  socket: IngestSocket,
  values: readonly unknown[],
): Promise<IngestAnswer> {
  try {
    const reply = await events(values, readHandshake(access, socket.handshake.auth).identity);
    const lost = lostProblem(reply);
    return lost === null ? reply : { ...lost, ...reply };
  } catch (error) {
    return problemFor(error, { logger }, socket);
  }
}

function problemFor(
  error: unknown,
  { logger }: Pick<IngestSocketsOptions, 'logger'>,
  { data }: IngestSocket,
): Problem {
  if (error instanceof GatewayError) return problemOf(error);
  logger.error('a batch failed', error, { producer: data.producer.id });
  return problemOf(new GatewayError('internal', 'the batch failed; the gateway’s log says why'));
}

async function unreadable(): Promise<IngestAnswer> {
  return problemOf(
    new GatewayError('unreadable_body', 'send one array of events and wait for the acknowledgement'),
  );
}

function countRefusal(metrics: Metrics, { id }: Producer, answer: IngestAnswer): void {
  if (!('code' in answer) || 'results' in answer) return;
  metrics.count('ingest_refused_total', { producer: id, way: 'socket', code: answer.code });
}
