import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type Namespace, Server, type Socket } from 'socket.io';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError, problemOf } from '../contract/errors.ts';
import { type Bye, LIVE_NAMESPACE } from '../contract/wire.ts';
import { INGEST_NAMESPACE } from '../contract/wire-ingest.ts';
import type { Metrics } from '../ops/port.ts';
import { originAllowed } from './handshake.ts';
import { createHandshakeLimits, type HandshakeLimits } from './handshake-limits.ts';
import type { SocketDoor, SocketHost } from './port.ts';

/** Bytes of a message from whoever was not let in to send more. */
const MESSAGE_BYTES = 65_536;
/** Messages of one connection in any second: a wall says a few; a producer of single events says as many as the door takes. */
const MESSAGES_PER_SECOND = { wall: 200, producer: 5_000 } as const;
/** Bytes that the name of the event and its wrapping add to a batch. */
const WRAPPING_BYTES = 1_024;
/** How long good-byes may take to leave, ms. */
const FAREWELL_MS = 500;
const FAREWELL_LOOK_MS = 20;

const STARTING: Bye = { code: 'starting', retryAfterMs: 1_000, again: true };
const UNAUTHORIZED: Bye = { code: 'unauthorized', retryAfterMs: 0, again: false };
/** The key is good for another view than before. */
const OTHER_VIEW: Bye = { ...UNAUTHORIZED, again: true };

export interface SocketHostOptions {
  readonly server: HttpServer;
  readonly metrics: Metrics;
  readonly allowedOrigins: readonly string[];
  /** Demo access: loopback names only. */
  readonly loopbackOnly: boolean;
}

export interface OwnSocketHost extends SocketHost {
  /** Closes every connection; the HTTP server is not touched. */
  close(): Promise<void>;
}

/** A connection as the engine below Socket.IO has it. */
interface RawConnection {
  request: unknown;
  readonly transport: {
    prependListener(event: 'packet', listener: (packet: { type: string; data?: unknown }) => void): unknown;
  };
  close(discard: boolean): void;
}

/** Socket.IO as transport only: websocket, no adapter of its own, no recovery of connections (gateway-notes §1.2). */
export function openSocketHost(options: SocketHostOptions): OwnSocketHost {
  const { server, metrics, allowedOrigins: allowed, loopbackOnly } = options;
  const bytes = new WeakMap<object, number>();
  const doors = new Map<string, SocketDoor>();
  const limits = createHandshakeLimits();
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (_request, socket) => {
    upgraded.add(socket);
    socket.once('close', () => upgraded.delete(socket));
  });
  const io = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 5_000,
    pingTimeout: 8_000,
    connectTimeout: 5_000,
    maxHttpBufferSize: INGEST_LIMITS.bodyBytes + WRAPPING_BYTES,
    allowRequest(request, decide) {
      const refuse = (code: string, why: string) => {
        metrics.count('handshakes_refused_total', { namespace: '', code });
        decide(why, false);
      };
      if (!originAllowed(request, { allowed, loopbackOnly })) {
        refuse('origin', 'this origin may not connect here');
      } else if (!limits.mayTry(request.socket.remoteAddress ?? '')) {
        refuse('flood', 'too many refused handshakes from here');
      } else decide(null, true);
    },
  });
  io.use((_socket, next) => next(new Error(`connect to ${LIVE_NAMESPACE}`)));
  io.engine.on('connection', (raw: RawConnection) => {
    // A connection lives for weeks; the request that opened it is of no more use.
    raw.request = null;
    const mostBytes = () => bytes.get(raw) ?? MESSAGE_BYTES;
    const tooOften = flood(() => MESSAGES_PER_SECOND[bytes.has(raw) ? 'producer' : 'wall']);
    guardMessages(raw, { mostBytes, tooOften }, metrics);
  });
  for (const name of [LIVE_NAMESPACE, INGEST_NAMESPACE]) openClosed(io.of(name), { doors, limits, metrics });
  return {
    open(name, door) {
      doors.set(name, door);
      return io.of(name);
    },
    allowBytes: (socket, most) => void bytes.set(socket.conn, most + WRAPPING_BYTES),
    recheck() {
      for (const [name, door] of doors) {
        for (const socket of io.of(name).sockets.values()) turnOut(socket, door);
      }
    },
    async close() {
      for (const name of doors.keys()) io.of(name).disconnectSockets(true);
      const until = performance.now() + FAREWELL_MS;
      while (io.engine.clientsCount > 0 && performance.now() < until) await delay(FAREWELL_LOOK_MS);
      io.engine.close();
      // Who does not read would not let go for half a minute.
      for (const socket of upgraded) socket.destroy();
    },
  };
}

/**
 * Ends a connection that sends more or oftener than it may, or bytes that are no text: nobody here speaks so. Listens before the
 * engine itself, which drops a packet of a closing connection, so that nothing of it is parsed.
 */
function guardMessages(raw: RawConnection, guard: Guard, metrics: Metrics): void {
  let cut = false;
  raw.transport.prependListener('packet', ({ type, data }) => {
    if (cut || type !== 'message') return;
    const reason = faultOf(data, guard);
    if (reason === null) return;
    cut = true;
    metrics.count('sockets_cut_total', { reason });
    raw.close(true);
  });
}

interface Guard {
  readonly mostBytes: () => number;
  /** Counts one message. True: the connection sends more than anybody here has reason to. */
  readonly tooOften: () => boolean;
}

function faultOf(data: unknown, { mostBytes, tooOften }: Guard): 'binary' | 'too_large' | 'too_often' | null {
  if (typeof data !== 'string') return 'binary';
  if (Buffer.byteLength(data) > mostBytes()) return 'too_large';
  return tooOften() ? 'too_often' : null;
}

function flood(most: () => number): () => boolean {
  let since = 0;
  let count = 0;
  return () => {
    const now = performance.now();
    if (now - since >= 1_000) {
      since = now;
      count = 0;
    }
    count += 1;
    return count > most();
  };
}

interface Entrance {
  readonly doors: ReadonlyMap<string, SocketDoor>;
  readonly limits: HandshakeLimits;
  readonly metrics: Metrics;
}

/** Until a namespace has its door, whoever comes is told that the gateway is still starting. */
function openClosed(namespace: Namespace, { doors, limits, metrics }: Entrance): void {
  namespace.use((socket, next) => {
    const door = doors.get(namespace.name);
    if (door === undefined) {
      next();
      return;
    }
    const { address } = socket.handshake;
    const refusal = refusalOf(socket, door, limits);
    if (refusal === null) {
      limits.admitted(address);
      next();
      return;
    }
    metrics.count('handshakes_refused_total', { namespace: namespace.name, code: refusal.code });
    if (refusal.code !== 'too_many_requests') limits.refused(address);
    next(Object.assign(new Error(refusal.message), { data: problemOf(refusal) }));
    // Nobody who was refused has more to say on this connection.
    setImmediate(() => socket.conn.close());
  });
  namespace.on('connection', (socket) => {
    if (doors.has(namespace.name)) return;
    metrics.count('handshakes_refused_total', { namespace: namespace.name, code: STARTING.code });
    sendAway(socket, STARTING);
  });
}

/** Why a client may not come in; null when it may. */
function refusalOf(socket: Socket, door: SocketDoor, limits: HandshakeLimits): GatewayError | null {
  try {
    door.admit(socket);
    door.checkRoom(socket);
    if (door.returning?.(socket) === true || limits.mayEnter()) return null;
    return new GatewayError('too_many_requests', 'too many clients came at once; try again', {
      retryAfterS: 2,
    });
  } catch (error) {
    return error instanceof GatewayError ? error : new GatewayError('internal', 'the handshake failed');
  }
}

/** Says good-bye to a client whose key is good no more, or for something else than what it is shown. */
function turnOut(socket: Socket, door: SocketDoor): void {
  const { projection } = socket.data;
  try {
    door.admit(socket);
    if (socket.data.projection !== projection) sendAway(socket, OTHER_VIEW);
  } catch {
    sendAway(socket, UNAUTHORIZED);
  }
}

function sendAway(socket: Socket, bye: Bye): void {
  socket.emit('bye', bye);
  socket.disconnect(true);
}
