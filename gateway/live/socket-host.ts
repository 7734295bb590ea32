import type { Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type Namespace, Server, type Socket } from 'socket.io';
import { INGEST_LIMITS } from '../contract/cloudevent.ts';
import { GatewayError, problemOf } from '../contract/errors.ts';
import { type Bye, LIVE_NAMESPACE } from '../contract/wire.ts';
import type { Metrics } from '../ops/port.ts';
import { originAllowed } from './handshake.ts';
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

const UNAUTHORIZED: Bye = { code: 'unauthorized', retryAfterMs: 0, again: false };

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
  const limits = new WeakMap<object, number>();
  const rooms: { readonly namespace: Namespace; readonly door: SocketDoor }[] = [];
  const io = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 5_000,
    pingTimeout: 8_000,
    connectTimeout: 5_000,
    maxHttpBufferSize: INGEST_LIMITS.bodyBytes + WRAPPING_BYTES,
    allowRequest: (request, decide) =>
      originAllowed(request, { allowed, loopbackOnly })
        ? decide(null, true)
        : decide('this origin may not connect here', false),
  });
  io.use((_socket, next) => next(new Error(`connect to ${LIVE_NAMESPACE}`)));
  io.engine.on('connection', (raw: RawConnection) => {
    // A connection lives for weeks; the request that opened it is of no more use.
    raw.request = null;
    const mostBytes = () => limits.get(raw) ?? MESSAGE_BYTES;
    const tooOften = flood(() => MESSAGES_PER_SECOND[limits.has(raw) ? 'producer' : 'wall']);
    guardMessages(raw, { mostBytes, tooOften }, metrics);
  });
  return {
    open(name, door) {
      const namespace = io.of(name);
      namespace.use((socket, next) => next(refusalOf(socket, door, metrics)));
      rooms.push({ namespace, door });
      return namespace;
    },
    allowBytes: (socket, bytes) => void limits.set(socket.conn, bytes + WRAPPING_BYTES),
    recheck() {
      for (const { namespace, door } of rooms) {
        for (const socket of namespace.sockets.values()) turnOut(socket, door);
      }
    },
    async close() {
      for (const { namespace } of rooms) namespace.disconnectSockets(true);
      const until = performance.now() + FAREWELL_MS;
      while (io.engine.clientsCount > 0 && performance.now() < until) await delay(FAREWELL_LOOK_MS);
      io.engine.close();
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

/** Why a client may not come in, as a problem document in the error's `data`; undefined when it may. */
function refusalOf(
  socket: Socket,
  door: SocketDoor,
  metrics: Metrics,
): (Error & { data: unknown }) | undefined {
  try {
    door.admit(socket);
    door.checkRoom(socket);
    return undefined;
  } catch (error) {
    const refusal =
      error instanceof GatewayError ? error : new GatewayError('internal', 'the handshake failed');
    metrics.count('sockets_refused_total', { namespace: socket.nsp.name, code: refusal.code });
    return Object.assign(new Error(refusal.message), { data: problemOf(refusal) });
  }
}

/** Says good-bye to a client whose key is good no more. */
function turnOut(socket: Socket, door: SocketDoor): void {
  try {
    door.admit(socket);
  } catch {
    socket.emit('bye', UNAUTHORIZED);
    socket.disconnect(true);
  }
}
