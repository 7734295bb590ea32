import type { Server as HttpServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type DefaultEventsMap, type Namespace, Server } from 'socket.io';
import type { Access } from '../access/port.ts';
import { GatewayError, problemOf } from '../contract/errors.ts';
import {
  type Bye,
  type ClientToServer,
  LIVE_NAMESPACE,
  PROTOCOL,
  type ServerToClient,
} from '../contract/wire.ts';
import type { Metrics } from '../ops/port.ts';
import { admit, originAllowed, readAuth } from './handshake.ts';
import type { LiveData } from './session.ts';

/** How long good-byes may take to leave, ms. */
const FAREWELL_MS = 500;
const FAREWELL_LOOK_MS = 20;

export type LiveServer = Server<ClientToServer, ServerToClient, DefaultEventsMap, LiveData>;
export type LiveNamespace = Namespace<ClientToServer, ServerToClient, DefaultEventsMap, LiveData>;

export interface SocketsOptions {
  readonly server: HttpServer;
  readonly access: Access;
  readonly metrics: Metrics;
  readonly allowedOrigins: readonly string[];
  readonly maxClients: number;
}

/** Socket.IO as transport only: websocket, no adapter of its own, no recovery of connections (gateway-notes §1.2). */
export function openSockets(options: SocketsOptions): { io: LiveServer; namespace: LiveNamespace } {
  const { server, access, allowedOrigins } = options;
  const rules = { allowed: allowedOrigins, loopbackOnly: access.mode === 'demo' };
  const io: LiveServer = new Server(server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 5_000,
    pingTimeout: 8_000,
    connectTimeout: 5_000,
    maxHttpBufferSize: 65_536,
    allowRequest: (request, decide) =>
      originAllowed(request, rules) ? decide(null, true) : decide('this origin may not connect here', false),
  });
  io.use((_socket, next) => next(new Error(`connect to ${LIVE_NAMESPACE}`)));
  // A connection lives for weeks; the request that opened it is of no more use.
  io.engine.on('connection', (raw: { request: unknown }) => {
    raw.request = null;
  });
  const namespace: LiveNamespace = io.of(LIVE_NAMESPACE);
  guard(namespace, options);
  return { io, namespace };
}

/** Lets nobody in whom `Access` does not know; the refusal is a problem document in the error's `data`. */
function guard(namespace: LiveNamespace, { access, metrics, maxClients }: SocketsOptions): void {
  namespace.use((socket, next) => {
    try {
      if (namespace.sockets.size >= maxClients) {
        throw new GatewayError('too_many_requests', `this gateway serves ${maxClients} clients and is full`);
      }
      const auth = readAuth(socket.handshake.auth);
      const identity = admit(access, auth);
      const { projection } = identity;
      Object.assign(socket.data, { identity, projection, proto: auth.proto, resume: auth.resume ?? null });
      next();
    } catch (error) {
      const refusal =
        error instanceof GatewayError ? error : new GatewayError('internal', 'the handshake failed');
      metrics.count('live_refused', { code: refusal.code });
      next(Object.assign(new Error(refusal.message), { data: problemOf(refusal) }));
    }
  });
}

export const INCOMPATIBLE: Bye = { code: 'incompatible', retryAfterMs: 0, again: false };
export const SLOW: Bye = { code: 'slow', retryAfterMs: 2_000, again: true };
const SHUTDOWN: Bye = { code: 'shutdown', retryAfterMs: 500, again: true };

/** Whether a client speaks this protocol. */
export function speaks(proto: number): boolean {
  return proto === PROTOCOL;
}

/** Says good-bye to everybody and closes the connections; the HTTP server is not touched. */
export async function closeSockets(io: LiveServer, namespace: LiveNamespace): Promise<void> {
  namespace.emit('bye', SHUTDOWN);
  io.disconnectSockets(true);
  namespace.disconnectSockets(true);
  const until = performance.now() + FAREWELL_MS;
  while (io.engine.clientsCount > 0 && performance.now() < until) await delay(FAREWELL_LOOK_MS);
  io.engine.close();
}
