import { io, type Socket } from 'socket.io-client';
import {
  type Bye,
  type CloudEvent,
  INGEST_NAMESPACE,
  INGEST_PROTOCOL,
  type IngestAnswer,
  type IngestAuth,
  type IngestClientToServer,
  type IngestServerToClient,
  type Problem,
} from '../../gateway/contract/index.ts';
import { pause, retryDelayMs } from './backoff.ts';
import { linkState, type OnLink } from './link.ts';
import { type EventResults, type EventWay, Refused, Stopped, settleAll } from './outcome.ts';

export interface SocketWayOptions {
  /** Base address of the gateway, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly producerKey: string | null;
  /** Ends the connection and whatever waits for it. */
  readonly signal: AbortSignal;
  readonly onLink: OnLink;
}

/** Longest wait for the greeting, and for the acknowledgement of a batch, ms. */
const GREETING_MS = 8_000;
const ANSWER_MS = 15_000;

/** A try that failed, and the least time before the next, ms. */
class Missed extends Error {
  readonly waitMs: number;
  constructor(reason: string, waitMs = 0) {
    super(reason);
    this.waitMs = waitMs;
  }
}

type IngestSocket = Socket<IngestServerToClient, IngestClientToServer>;

/**
 * One connection to the namespace `/ingest`, opened when there is something to send. A batch is sent again, over a new
 * connection where need be, until the gateway has acknowledged it; sent twice, it is taken once.
 */
export function connectSocket(options: SocketWayOptions): EventWay {
  const { signal } = options;
  const link = linkState(options.onLink);
  const connection = openConnection(options);
  signal.addEventListener('abort', connection.close, { once: true });

  const send = async (batch: readonly CloudEvent[]): Promise<EventResults> => {
    for (let tries = 1; ; tries += 1) {
      try {
        const results = resultsOf(await connection.send(batch));
        link(true, '');
        return results;
      } catch (error) {
        if (signal.aborted) throw new Stopped();
        if (!(error instanceof Missed)) throw error;
        link(false, error.message);
        await pause(retryDelayMs(tries, error.waitMs), signal);
        if (signal.aborted) throw new Stopped();
      }
    }
  };
  return { events: (events) => settleAll(events, send, signal) };
}

/** @throws {Missed | Refused} when the answer has no results */
function resultsOf(answer: IngestAnswer): EventResults {
  if ('results' in answer) return answer.results.map((result) => ({ ...result }));
  throw faultOf(answer);
}

function faultOf({ status, title, detail, retryable, retryAfterS = 0 }: Problem): Missed | Refused {
  const words = `${status} ${detail || title}`;
  return retryable || status >= 500 ? new Missed(words, retryAfterS * 1_000) : new Refused(status, words);
}

function openConnection({ url, producerKey }: SocketWayOptions) {
  const auth: IngestAuth = {
    proto: INGEST_PROTOCOL,
    ...(producerKey === null ? {} : { token: producerKey }),
  };
  let bye: Bye | null = null;
  let greeted = false;
  const socket: IngestSocket = io(url + INGEST_NAMESPACE, {
    transports: ['websocket'],
    autoConnect: false,
    reconnection: false,
    forceNew: true,
    auth: { ...auth },
  });
  socket.on('hello', () => {
    greeted = true;
  });
  socket.on('bye', (message) => {
    bye = message;
  });
  socket.on('disconnect', () => {
    greeted = false;
  });
  return {
    close: () => void socket.close(),
    async send(batch: readonly CloudEvent[]): Promise<IngestAnswer> {
      const said = bye;
      bye = null;
      if (said !== null) leave(socket, said);
      if (!greeted) await greeting(socket);
      return answerTo(socket, batch).catch(() => {
        throw new Missed(bye === null ? 'no acknowledgement' : `gateway ${bye.code}`);
      });
    },
  };
}

/**
 * Rejects as soon as the connection is over. A batch that was sent right after this machine had slept is only kept by
 * the library, for a connection that it knows to be dead: it would wait the whole time for an answer.
 */
async function answerTo(socket: IngestSocket, batch: readonly CloudEvent[]): Promise<IngestAnswer> {
  let onClosed = () => {};
  const closed = new Promise<never>((_, reject) => {
    onClosed = () => reject(new Error('closed'));
    socket.once('disconnect', onClosed);
  });
  try {
    return await Promise.race([socket.timeout(ANSWER_MS).emitWithAck('events', batch), closed]);
  } finally {
    socket.off('disconnect', onClosed);
  }
}

/** After a good-bye this connection is of no use. @throws {Missed | Refused} */
function leave(socket: IngestSocket, { code, again, retryAfterMs }: Bye): never {
  socket.close();
  throw again ? new Missed(`gateway ${code}`, retryAfterMs) : new Refused(401, `gateway ${code}`);
}

/** Connects and waits for the first word. @throws {Missed | Refused} */
function greeting(socket: IngestSocket): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void) => {
      clearTimeout(timer);
      socket.off('hello', onHello).off('connect_error', onError).off('disconnect', onClosed);
      settle();
    };
    const onHello = () => done(resolve);
    const onClosed = (reason: string) => done(() => reject(new Missed(reason)));
    const onError = (error: Error & { data?: Problem }) =>
      done(() => reject(error.data === undefined ? new Missed(error.message) : faultOf(error.data)));
    const timer = setTimeout(() => {
      socket.close();
      done(() => reject(new Missed(`no greeting within ${GREETING_MS} ms`)));
    }, GREETING_MS);
    socket.on('hello', onHello).on('connect_error', onError).on('disconnect', onClosed);
    socket.connect();
  });
}
