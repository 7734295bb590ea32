import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '../../config/runtime/environment.ts';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { type Gateway, startGateway } from '../../gateway/main.ts';
import { createLogger } from '../../gateway/ops/logger.ts';
import { waitFor } from './wait.ts';

/** Keys of every gateway that tests start. */
export const KEYS = {
  producer: 'sample-producer-key',
  read: 'sample-read-key',
  visitor: 'sample-visitor-key',
  admin: 'sample-admin-key',
} as const;

/** A whole gateway in this process, on a port and a data folder of its own. */
export interface TestGateway {
  readonly url: string;
  readonly dataDir: string;
  get(path: string, key?: string): Promise<Response>;
  state(key?: string): Promise<StateReply>;
  /** Posts one event, a batch or any body. */
  post(
    path: string,
    body: unknown,
    options?: { readonly key?: string; readonly type?: string },
  ): Promise<Response>;
  /** `keep` leaves the data folder for a later start. */
  stop(keep?: boolean): Promise<void>;
}

export interface TestGatewayOptions {
  readonly engine: 'redis' | 'sqlite';
  readonly env?: Readonly<Record<string, string>>;
  readonly dataDir?: string;
  readonly presetReality?: 'simulated' | 'actual';
}

/** Starts `gateway/main.ts` as the product does, without the page, and waits until it is ready. */
export async function startTestGateway(options: TestGatewayOptions): Promise<TestGateway> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'yitu-gateway-'));
  const environment = readEnvironment({
    PORT: '0',
    YITU_DATA_DIR: dataDir,
    YITU_PRODUCER_KEY: KEYS.producer,
    YITU_READ_KEY: KEYS.read,
    YITU_VISITOR_KEY: KEYS.visitor,
    YITU_ADMIN_KEY: KEYS.admin,
    ...options.env,
  });
  const gateway: Gateway = await startGateway({
    environment,
    logger: createLogger('silent'),
    forcedEngine: options.engine,
    presetReality: options.presetReality ?? 'actual',
  });
  await waitFor('the gateway to be ready', async () => (await fetch(`${gateway.url}/readyz`)).ok);
  const get = (path: string, key: string = KEYS.read) =>
    fetch(`${gateway.url}${path}`, { headers: { Authorization: `Bearer ${key}` } });
  return {
    url: gateway.url,
    dataDir,
    get,
    state: async (key) => (await get('/v1/state', key)).json() as Promise<StateReply>,
    post: (path, body, { key = KEYS.producer, type = 'application/json' } = {}) =>
      fetch(`${gateway.url}${path}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': type },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    async stop(keep = false) {
      await gateway.stop();
      if (!keep) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
