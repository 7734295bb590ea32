import { z } from 'zod';
import {
  type CloudEvent,
  type Command,
  type WarningsReply,
  warningsReply,
} from '../../gateway/contract/index.ts';
import { pause, retryDelayMs } from './backoff.ts';
import { linkState, type OnLink } from './link.ts';
import {
  type EventResults,
  type EventWay,
  ingestReply,
  problem,
  Refused,
  Stopped,
  settleAll,
} from './outcome.ts';

/** The gateway over HTTP. */
export interface Gateway extends EventWay {
  /** `done` covers a repeated command; `refused` carries what the gateway said. */
  command(
    command: Command,
  ): Promise<{ readonly done: true } | { readonly done: false; readonly detail: string }>;
  /** Uploads a picture; answers its SHA-256. */
  media(bytes: Uint8Array, type: string): Promise<string>;
  time(): Promise<{ readonly ms: number; readonly rate: number; readonly simulated: boolean }>;
  /** The early warnings and instructions on the wall. */
  warnings(): Promise<WarningsReply>;
  /** Head of the gateway's log. */
  head(): Promise<number>;
}

export interface GatewayOptions {
  /** Base address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly producerKey: string | null;
  /** Key for commands; null where the gateway's access is `demo`. */
  readonly readKey: string | null;
  readonly signal: AbortSignal;
  /** Called once when the gateway cannot be reached, and once when it is back. */
  readonly onLink: OnLink;
}

/** Events of one request. */
export const BATCH = 500;
const TIMEOUT_MS = 30_000;

const timeReply = z.object({ ms: z.number(), rate: z.number(), simulated: z.boolean() });
const mediaReply = z.object({ media: z.string() });
const healthReply = z.object({ position: z.object({ n: z.number() }) });

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const RETRIED = new Set([408, 425, 429, 500, 502, 503, 504]);

function reasonOf({ status, body }: Reply): string {
  const read = problem.safeParse(body);
  const words = read.success ? (read.data.detail ?? read.data.title ?? '') : '';
  return `HTTP ${status}${words === '' ? '' : ` ${words}`}`;
}

function retryAfterMs(response: Response): number {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1_000) : 0;
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly key?: string | null;
  readonly type?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

function requestOf({ method, key, type, body }: Ask, signal: AbortSignal): RequestInit {
  const headers: Record<string, string> = {};
  if (type !== undefined) headers['content-type'] = type;
  if (key) headers.authorization = `Bearer ${key}`;
  return {
    method,
    headers,
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
    ...(body === undefined ? {} : { body }),
  };
}

/** Speaks HTTP to one gateway; every call waits out an absent gateway with growing pauses, so that nothing is lost. */
export function connect(options: GatewayOptions): Gateway {
  const { url, producerKey, readKey, signal, onLink } = options;
  const link = linkState(onLink);

  const once = async (ask: Ask): Promise<Reply & { readonly waitMs: number }> => {
    const response = await fetch(new URL(ask.path, url), requestOf(ask, signal));
    const text = await response.text();
    let body: unknown = null;
    try {
      body = JSON.parse(text);
    } catch {
      body = null;
    }
    return { status: response.status, body, waitMs: retryAfterMs(response) };
  };

  /** One attempt: the reply, or why and how long to wait before the next. */
  const attempt = async (ask: Ask): Promise<Reply | { readonly reason: string; readonly waitMs: number }> => {
    try {
      const reply = await once(ask);
      return RETRIED.has(reply.status) ? { reason: reasonOf(reply), waitMs: reply.waitMs } : reply;
    } catch (error) {
      if (signal.aborted) throw new Stopped();
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      return { reason: cause instanceof Error ? cause.message : String(cause), waitMs: 0 };
    }
  };

  const ask = async (what: Ask): Promise<Reply> => {
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(what);
      if ('status' in answer) {
        link(true, '');
        return answer;
      }
      link(false, answer.reason);
      await pause(retryDelayMs(tries, answer.waitMs), signal);
      if (signal.aborted) throw new Stopped();
    }
  };

  const json = (path: string, body: unknown, key: string | null, type = 'application/json') =>
    ask({ method: 'POST', path, key, type, body: JSON.stringify(body) });

  const send = async (left: readonly CloudEvent[]): Promise<EventResults> => {
    const reply = await json('/v1/events', left, producerKey, 'application/cloudevents-batch+json');
    const read = ingestReply.safeParse(reply.body);
    if (!read.success) throw new Refused(reply.status, reasonOf(reply));
    return read.data.results;
  };

  return {
    events: (events) => settleAll(events, send, signal),
    command: async (command) => {
      const reply = await json('/v1/commands', command, readKey);
      if (reply.status === 401 || reply.status === 403) throw new Refused(reply.status, reasonOf(reply));
      return reply.status < 300 ? { done: true } : { done: false, detail: reasonOf(reply) };
    },
    media: async (bytes, type) => {
      const body = new Uint8Array(bytes);
      const reply = await ask({ method: 'POST', path: '/v1/media', key: producerKey, type, body });
      const read = mediaReply.safeParse(reply.body);
      if (!read.success) throw new Refused(reply.status, reasonOf(reply));
      return read.data.media;
    },
    time: async () => {
      const reply = await ask({ method: 'GET', path: '/v1/time', key: readKey ?? producerKey });
      const read = timeReply.safeParse(reply.body);
      if (!read.success) throw new Refused(reply.status, reasonOf(reply));
      return read.data;
    },
    warnings: async () => {
      const reply = await ask({ method: 'GET', path: '/v1/warnings', key: readKey });
      const read = warningsReply.safeParse(reply.body);
      if (!read.success) throw new Refused(reply.status, reasonOf(reply));
      return read.data;
    },
    head: async () => {
      const read = healthReply.safeParse((await ask({ method: 'GET', path: '/healthz' })).body);
      return read.success ? read.data.position.n : 0;
    },
  };
}
