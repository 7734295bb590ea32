import { mkdtemp } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { openAccess } from '../../../../gateway/access/keys.ts';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import { GatewayError } from '../../../../gateway/contract/errors.ts';
import type { IngestReply, MediaReply } from '../../../../gateway/contract/http.ts';
import type { StateView } from '../../../../gateway/fold/port.ts';
import { createApp } from '../../../../gateway/http/app.ts';
import { createIngest } from '../../../../gateway/ingest/index.ts';
import { attachIngestSockets } from '../../../../gateway/ingest/socket.ts';
import { openSocketHost } from '../../../../gateway/live/socket-host.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { EventLog } from '../../../../gateway/log/port.ts';
import { NOW, region, rulesDenying } from '../../../unit/gateway/ingest/door.ts';

export const KEYS = {
  producer: 'producer-key',
  read: 'read-key',
  visitor: 'visitor-key',
  admin: 'admin-key',
} as const;

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** Fields of every answer of the door; which are there depends on the answer. */
export interface AnswerBody extends IngestReply, Omit<MediaReply, 'bytes'> {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly n: number;
  readonly position: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerBody;
}

/** The answer is the problem document of a code. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.body).toMatchObject({ status, code, type: `urn:yitu:error:${code}` });
  expect(answer.body.detail.length).toBeGreaterThan(10);
}

/** The door behind a real HTTP server, with the embedded log in a folder of its own. */
export async function startDoor() {
  const dataDir = await mkdtemp(join(tmpdir(), 'yitu-door-'));
  const clock = { now: () => NOW, simulated: false, rate: 1 };
  const log = await openLog({ engine: 'sqlite', site: 'door', dataDir, clock, logger: silent });
  const unplugged: Plug = { value: false, until: null, waiting: 0 };
  const counted = new Map<string, number>();
  const metrics = {
    count: (name: string, labels: Readonly<Record<string, string>> = {}, by = 1) => {
      const key = [name, ...Object.values(labels)].join(' ');
      counted.set(key, (counted.get(key) ?? 0) + by);
    },
    gauge: () => undefined,
  };
  const access = await openAccess({
    dataDir,
    mode: 'keys',
    presets: KEYS,
    presetReality: 'actual',
    logger: silent,
  });
  const alarm = { id: 'a1', version: 2, reality: 'actual', area: null };
  const view = {
    position: { e: '', n: Number.MAX_SAFE_INTEGER, h: '' },
    get: (kind: string, id: string) => (kind === 'alarm' && id === 'a1' ? alarm : undefined),
    producerEpoch: () => null,
    rostered: () => true,
    hadDuty: () => true,
    changedAt: () => undefined,
    facts: () => [],
    all: () => [],
  };
  const ingest = createIngest({
    pictures: { keepDays: 30, unverifiedDays: 7 },
    log: pluggable(log, unplugged),
    access,
    clock,
    rules: () => rulesDenying('国家安全'),
    region,
    registration: (id) => access.producers.list().find((producer) => producer.id === id) ?? null,
    view: () => view as unknown as StateView,
    logger: silent,
    metrics,
    rate: { burst: 4_000, perSecond: 1 },
  });
  const server = createServer(
    createApp({ loopbackOnly: false, routers: [ingest.router], pageFolder: null, logger: silent }),
  );
  const host = openSocketHost({
    server,
    metrics,
    allowedOrigins: ['https://ok.example'],
    loopbackOnly: false,
  });
  access.onChange(host.recheck);
  const { events } = ingest;
  const sockets = attachIngestSockets({
    sockets: host,
    access,
    site: log.site,
    events,
    logger: silent,
    metrics,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    log,
    access,
    ingest,
    sockets,
    port,
    url: `http://127.0.0.1:${port}`,
    unplugged,
    counted,
    async post(
      path: string,
      body: RequestInit['body'],
      headers: Record<string, string> = {},
    ): Promise<Answer> {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        body: body ?? null,
        headers: { authorization: `Bearer ${KEYS.producer}`, ...headers },
        ...(body instanceof ReadableStream ? { duplex: 'half' } : {}),
      });
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as AnswerBody,
      };
    },
    async stop() {
      await sockets.stop();
      await host.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await ingest.stop();
      await log.close();
    },
  };
}

export type Door = Awaited<ReturnType<typeof startDoor>>;

interface Plug {
  /** The log cannot be written. */
  value: boolean;
  /** What every append waits for first. */
  until: Promise<void> | null;
  /** Appends that wait for it. */
  waiting: number;
}

/** The log, as long as it is plugged in. */
function pluggable(log: EventLog, unplugged: Plug): EventLog {
  return new Proxy(log, {
    get(target, key) {
      const member = Reflect.get(target, key) as unknown;
      if (key !== 'append') return typeof member === 'function' ? member.bind(target) : member;
      return async (batch: readonly DraftEntry[]) => {
        unplugged.waiting += 1;
        await unplugged.until;
        unplugged.waiting -= 1;
        if (unplugged.value) throw new GatewayError('log_unavailable', 'the log is unplugged');
        return target.append(batch);
      };
    },
  });
}
