import { io, type Socket } from 'socket.io-client';
import type { Problem } from '../../gateway/contract/errors.ts';
import type { Bye } from '../../gateway/contract/wire.ts';
import type {
  IngestAnswer,
  IngestClientToServer,
  IngestHello,
  IngestServerToClient,
} from '../../gateway/contract/wire-ingest.ts';

/** A producer on a connection of its own, as a vendor would write it. */
export interface SocketProducer {
  readonly socket: Socket<IngestServerToClient, IngestClientToServer>;
  readonly hello: IngestHello;
  readonly byes: readonly Bye[];
  /** Resolves when the connection is over, with the reason. */
  readonly closed: Promise<string>;
  /** Sends a batch, whatever it holds, and waits for the acknowledgement; rejects when the connection is cut before. */
  send(batch: unknown): Promise<IngestAnswer>;
  stop(): void;
}

export interface ProducerOptions {
  readonly auth?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The refusal of a connection; `problem` when the gateway gave one. */
export class ConnectionRefused extends Error {
  readonly problem: Problem | null;
  constructor(error: Error & { data?: Problem }) {
    super(error.message);
    this.problem = error.data ?? null;
  }
}

/** Connects to `/ingest` and resolves when greeted. @throws {ConnectionRefused} */
export function openProducer(
  url: string,
  token: string | undefined,
  options: ProducerOptions = {},
): Promise<SocketProducer> {
  const socket: SocketProducer['socket'] = io(`${url}/ingest`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    auth: (options.auth ?? { proto: 1, token }) as object,
    ...(options.headers === undefined ? {} : { extraHeaders: { ...options.headers } }),
  });
  const byes: Bye[] = [];
  const closed = new Promise<string>((resolve) => socket.on('disconnect', resolve));
  socket.on('bye', (bye) => byes.push(bye));
  return new Promise((resolve, reject) => {
    socket.on('connect_error', (error) => {
      socket.close();
      reject(new ConnectionRefused(error));
    });
    socket.on('disconnect', () => reject(new Error(`cut before the greeting, ${JSON.stringify(byes)}`)));
    socket.on('hello', (hello) => {
      resolve({
        socket,
        hello,
        byes,
        closed,
        send: (batch) => socket.timeout(20_000).emitWithAck('events', batch as never),
        stop: () => void socket.close(),
      });
    });
  });
}

/** Status of each event, or the code of the problem. */
export function statusesOf(answer: IngestAnswer): readonly (number | string)[] {
  return 'results' in answer ? answer.results.map(({ status }) => status) : [answer.code];
}
