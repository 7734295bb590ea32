import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { GATEWAY_NODE_OPTIONS } from '../../../gateway/cli/node-options.ts';
import { KEYS } from '../../support/gateway.ts';
import { freePort } from '../../support/ports.ts';
import { waitFor } from '../../support/wait.ts';
import { type BenchProcess, startProcess } from './process.ts';

const MAIN = new URL('../../../gateway/main.ts', import.meta.url);
const START_MS = 60_000;

/** The gateway as an installation runs it: `gateway/main.ts` in a process of its own. */
export interface MeasuredGateway extends BenchProcess {
  readonly url: string;
  readonly dataDir: string;
  /** From the start of the process to the first good answer of `/readyz`, ms. */
  readonly readyMs: number;
  /** Posts a batch of events. @throws when it is not answered with 200 */
  post(events: readonly object[], key?: string): Promise<void>;
  /** Kills it and removes its folder. */
  dispose(): Promise<void>;
}

export interface MeasuredGatewayOptions {
  /** Absent: the embedded engine. */
  readonly redisUrl?: string;
  /** @default a new one, removed by `dispose` */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly gc?: boolean;
}

export async function startMeasuredGateway(options: MeasuredGatewayOptions): Promise<MeasuredGateway> {
  const { redisUrl, gc = false } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'yitu-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const child = startProcess(MAIN, {
    nodeOptions: GATEWAY_NODE_OPTIONS,
    args: ['--engine', redisUrl === undefined ? 'sqlite' : 'redis'],
    env: {
      PORT: String(port),
      YITU_DATA_DIR: dataDir,
      YITU_PRODUCER_KEY: KEYS.producer,
      YITU_READ_KEY: KEYS.read,
      YITU_ADMIN_KEY: KEYS.admin,
      ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
      ...options.env,
    },
    measured: { gc },
  });
  await waitFor('the gateway to be ready', async () => (await fetch(`${url}/readyz`)).ok, START_MS);
  const readyMs = performance.now() - began;
  return {
    ...child,
    url,
    dataDir,
    readyMs,
    post: (events, key = KEYS.producer) => postBatch(url, events, key),
    async dispose() {
      await child.kill();
      if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Over its share, a producer waits as it is told and sends again. */
async function postBatch(url: string, events: readonly object[], key: string): Promise<void> {
  for (;;) {
    const response = await fetch(`${url}/v1/events`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events),
    });
    const text = await response.text();
    if (response.ok) return;
    if (response.status !== 429)
      throw new Error(`the gateway answered ${response.status}: ${text.slice(0, 300)}`);
    await sleep(Number(response.headers.get('retry-after') ?? 1) * 1_000);
  }
}
