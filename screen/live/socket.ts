import { io, type Socket } from 'socket.io-client';
import type { Problem } from '../../gateway/contract/errors.ts';
import {
  type ClientToServer,
  LIVE_NAMESPACE,
  type LiveAuth,
  type ServerToClient,
} from '../../gateway/contract/wire.ts';

/** What one socket tells its owner. */
export interface SocketHandlers extends ServerToClient {
  /** The gateway said no, with its reason when it gave one. */
  readonly refused: (problem: Problem | null) => void;
  /** The connection is over, whoever ended it. */
  readonly closed: () => void;
}

/** One connection, without any will of its own: no reconnecting, no buffering. */
export interface LiveSocket {
  emit<Name extends keyof ClientToServer>(name: Name, ...args: Parameters<ClientToServer[Name]>): void;
  close(): void;
}

export type OpenSocket = (origin: string, auth: LiveAuth, handlers: SocketHandlers) => LiveSocket;

/** Longest wait for the connection to stand, ms. */
const CONNECT_MS = 6_000;

/** Opens a Socket.IO connection over WebSocket. When and how often is the caller's business. */
export const openSocket: OpenSocket = (origin, auth, handlers) => {
  const socket: Socket<ServerToClient, ClientToServer> = io(origin + LIVE_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: CONNECT_MS,
    auth: { ...auth },
  });
  socket.on('hello', handlers.hello);
  socket.on('frame', handlers.frame);
  socket.on('hb', handlers.hb);
  socket.on('pulse', handlers.pulse);
  socket.on('reset', handlers.reset);
  socket.on('bye', handlers.bye);
  socket.on('disconnect', () => handlers.closed());
  socket.on('connect_error', (error) => {
    handlers.refused((error as { data?: Problem }).data ?? null);
    socket.close();
  });
  return {
    emit(name, ...args) {
      if (socket.connected) socket.emit(name, ...args);
    },
    close() {
      socket.off();
      socket.close();
    },
  };
};
