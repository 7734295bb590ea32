import type { DefaultEventsMap, Namespace, Socket } from 'socket.io';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import {
  type Bye,
  type ClientToServer,
  LIVE_NAMESPACE,
  PROTOCOL,
  type ServerToClient,
} from '../contract/wire.ts';
import { admit, readAuth } from './handshake.ts';
import type { SocketHost } from './port.ts';
import type { LiveData } from './session.ts';
import type { Tokens } from './token.ts';

export type LiveNamespace = Namespace<ClientToServer, ServerToClient, DefaultEventsMap, LiveData>;

export interface LiveNamespaceOptions {
  readonly sockets: SocketHost;
  readonly access: Access;
  readonly tokens: Tokens;
  readonly maxClients: number;
}

/** Opens `/live` for everybody whom `Access` lets read. */
export function openLiveNamespace(options: LiveNamespaceOptions): LiveNamespace {
  const { sockets, access, tokens, maxClients } = options;
  const namespace = sockets.open(LIVE_NAMESPACE, {
    admit(socket: Socket) {
      const auth = readAuth(socket.handshake.auth);
      const identity = admit(access, auth);
      const { projection } = identity;
      Object.assign(socket.data, { identity, projection, proto: auth.proto, resume: auth.resume ?? null });
    },
    checkRoom() {
      if (namespace.sockets.size < maxClients) return;
      throw new GatewayError('too_many_requests', `this gateway serves ${maxClients} clients and is full`);
    },
    returning: (socket) => tokens.read((socket.data as LiveData).resume) !== null,
  });
  return namespace;
}

export const INCOMPATIBLE: Bye = { code: 'incompatible', retryAfterMs: 0, again: false };
export const SLOW: Bye = { code: 'slow', retryAfterMs: 2_000, again: true };
export const SHUTDOWN: Bye = { code: 'shutdown', retryAfterMs: 500, again: true };

/** Whether a client speaks this protocol. */
export function speaks(proto: number): boolean {
  return proto === PROTOCOL;
}
