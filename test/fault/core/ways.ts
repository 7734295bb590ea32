import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import type { CommandReply, IngestReply } from '../../../gateway/contract/http.ts';
import {
  INGEST_NAMESPACE,
  INGEST_PROTOCOL,
  type IngestAnswer,
  type IngestClientToServer,
  type IngestServerToClient,
} from '../../../gateway/contract/wire-ingest.ts';
import type { Connection } from '../../../screen/live/connection.ts';
import type { SentCommand } from './commands.ts';
import type { Call, Sent } from './ledger.ts';

/** The answer to one batch. `reply` null: nothing was promised. */
export interface WayAnswer {
  readonly status: number;
  readonly retryAfter: boolean;
  readonly reply: IngestReply | null;
}

/** A way in, as a vendor would write it: one call, one answer or one error; retrying is the producer's business. */
export interface Way<Item extends Sent> {
  readonly name: Call['way'];
  /** @throws {Unsettled} when nothing at all was heard in time; any other error is a broken connection */
  send(origin: string, batch: readonly Item[]): Promise<WayAnswer>;
  stop(): void;
}

/** Nothing was heard within the client's patience. */
export class Unsettled extends Error {}

/** How long a client waits before it calls a call unsettled, ms: well above what the gateway promises. */
export const PATIENCE_MS = 15_000;

export function httpWay(key: string): Way<CloudEvent> {
  return {
    name: 'http',
    async send(origin, batch) {
      const type = 'application/cloudevents-batch+json';
      const { answer, body } = await posted(`${origin}/v1/events`, { key, type, body: batch });
      return { ...answer, reply: 'results' in body ? (body as IngestReply) : null };
    },
    stop() {},
  };
}

interface Post {
  readonly key: string;
  readonly type: string;
  readonly body: unknown;
}

async function posted(url: string, { key, type, body }: Post) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': type, Authorization: `Bearer ${key}` },
      body: JSON.stringify(body),
      signal,
    });
    const answer = { status: response.status, retryAfter: response.headers.has('retry-after') };
    return { answer, body: (await response.json()) as object };
  } catch (error) {
    throw signal.aborted ? new Unsettled(url) : error;
  }
}

const LOOK_MS = 20;

/** Answers after which a command is sent again as it is. */
const SEND_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** One command a call, as a console sends it. Its answer is told like that of a batch of one. */
export function commandWay(key: string): Way<SentCommand> {
  return {
    name: 'command',
    async send(origin, [sent]) {
      const post = { key, type: 'application/json', body: sent?.command };
      const { answer, body } = await posted(`${origin}/v1/commands`, post);
      return toldOf(sent, answer, body);
    },
    stop() {},
  };
}

function toldOf(sent: SentCommand | undefined, answer: Omit<WayAnswer, 'reply'>, body: object): WayAnswer {
  if (SEND_AGAIN.has(answer.status)) return { ...answer, reply: null };
  const { durability = 'memory', ...told } = body as Partial<CommandReply> & { readonly detail?: string };
  const result = { i: 0, id: sent?.id ?? null, ...told, status: answer.status };
  return { ...answer, reply: { accepted: 0, duplicates: 0, rejected: 0, durability, results: [result] } };
}

/**
 * The same over the connection that a wall has anyway, to whichever gateway it stands with: the origin is not asked for.
 * Whoever sends it again does so as soon as that connection is another one.
 */
export function wallWay(connection: Pick<Connection, 'send' | 'counts'>): Way<SentCommand> {
  return {
    name: 'wall',
    async send(_, [sent]) {
      if (sent === undefined) throw new RangeError('no command to send');
      const { connects } = connection.counts;
      const lost = new AbortController();
      const another = async (): Promise<never> => {
        while (connection.counts.connects === connects)
          await sleep(LOOK_MS, undefined, { signal: lost.signal });
        throw new Error('connection lost');
      };
      try {
        const body = await Promise.race([connection.send(sent.command), another()]);
        return toldOf(sent, { status: body.status, retryAfter: 'retryAfterS' in body }, body);
      } finally {
        lost.abort();
      }
    },
    stop() {},
  };
}

type IngestSocket = Socket<IngestServerToClient, IngestClientToServer>;

/** One connection per gateway, opened again when it was lost. */
export function socketWay(token: string): Way<CloudEvent> {
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
      clearTimeout(timer);
      socket.close();
      reject(error);
    };
    const timer = setTimeout(() => fail(new Error(`no greeting from ${origin}`)), 5_000);
    socket.on('hello', () => {
      clearTimeout(timer);
      resolve(socket);
    });
    socket.on('connect_error', fail);
    // A gateway that starts or ends says good-bye in place of a greeting: on to the next one, at once.
    socket.on('bye', ({ code }) => fail(new Error(`${origin} said ${code}`)));
    socket.on('disconnect', (reason) => fail(new Error(`${origin} went away: ${reason}`)));
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
