import { io, type Socket } from 'socket.io-client';
import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { IngestReply } from '../../../gateway/contract/http.ts';
import {
  INGEST_NAMESPACE,
  INGEST_PROTOCOL,
  type IngestAnswer,
  type IngestClientToServer,
  type IngestServerToClient,
} from '../../../gateway/contract/wire-ingest.ts';

/** The answer to one batch. `reply` null: nothing was promised. */
export interface WayAnswer {
  readonly status: number;
  readonly retryAfter: boolean;
  readonly reply: IngestReply | null;
}

/** A way in, as a vendor would write it: one call, one answer or one error; retrying is the producer's business. */
export interface Way {
  readonly name: 'http' | 'socket';
  /** @throws {Unsettled} when nothing at all was heard in time; any other error is a broken connection */
  send(origin: string, batch: readonly CloudEvent[]): Promise<WayAnswer>;
  stop(): void;
}

/** Nothing was heard within the client's patience. */
export class Unsettled extends Error {}

/** How long a client waits before it calls a call unsettled, ms: well above what the gateway promises. */
export const PATIENCE_MS = 15_000;

export function httpWay(key: string): Way {
  return {
    name: 'http',
    async send(origin, batch) {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      try {
        const response = await fetch(`${origin}/v1/events`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/cloudevents-batch+json', Authorization: `Bearer ${key}` },
          body: JSON.stringify(batch),
          signal,
        });
        const body = (await response.json()) as Partial<IngestReply>;
        const reply = body.results === undefined ? null : (body as IngestReply);
        return { status: response.status, retryAfter: response.headers.has('retry-after'), reply };
      } catch (error) {
        throw signal.aborted ? new Unsettled(origin) : error;
      }
    },
    stop() {},
  };
}

type IngestSocket = Socket<IngestServerToClient, IngestClientToServer>;

/** One connection per gateway, opened again when it was lost. */
export function socketWay(token: string): Way {
  const sockets = new Map<string, IngestSocket>();
  return {
    name: 'socket',
    async send(origin, batch) {
      const known = sockets.get(origin);
      const socket = known?.connected === true ? known : await greeted(origin, token);
      sockets.set(origin, socket);
      return answerOf(await acknowledged(socket, batch));
    },
    stop() {
      for (const socket of sockets.values()) socket.close();
      sockets.clear();
    },
  };
}

function greeted(origin: string, token: string): Promise<IngestSocket> {
  const socket: IngestSocket = io(origin + INGEST_NAMESPACE, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    timeout: 4_000,
    auth: { proto: INGEST_PROTOCOL, token },
  });
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      socket.close();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error(`no greeting from ${origin}`)), 5_000);
    socket.on('hello', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('connect_error', (error) => {
      clearTimeout(timer);
      fail(error);
    });
    socket.on('bye', () => socket.close());
  });
}

function acknowledged(socket: IngestSocket, batch: readonly CloudEvent[]): Promise<IngestAnswer> {
  return new Promise((resolve, reject) => {
    const lost = () => done(() => reject(new Error('connection lost')));
    const timer = setTimeout(() => {
      socket.close();
      done(() => reject(new Unsettled('socket')));
    }, PATIENCE_MS);
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('disconnect', lost);
      settle();
    };
    socket.on('disconnect', lost);
    socket.emit('events', batch, (answer: IngestAnswer) => done(() => resolve(answer)));
  });
}

function answerOf(answer: IngestAnswer): WayAnswer {
  const reply = 'results' in answer ? answer : null;
  if (!('status' in answer)) return { status: 200, retryAfter: false, reply };
  return { status: answer.status, retryAfter: answer.retryAfterS !== undefined, reply };
}
