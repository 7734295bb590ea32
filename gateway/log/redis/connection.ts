import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayError } from '../../contract/errors.ts';
import type { Durability } from '../../contract/vocabulary.ts';
import type { Logger } from '../../ops/port.ts';
import { createBackoff } from '../backoff.ts';
import { createCommandClient, type RedisClient } from './client.ts';
import { within } from './deadline.ts';
import { readDurability } from './durability.ts';
import { unavailable } from './failure.ts';
import type { RedisTarget } from './url.ts';

/** How long opening waits for a server that does not answer; sentinels and clusters would be asked for ever. */
const OPEN_MS = 5_000;

export interface ConnectionOptions {
  readonly target: RedisTarget;
  /** A key that may be written to find out whether writing works again. */
  readonly probeKey: string;
  readonly declaredDurability: Durability | undefined;
  readonly logger: Logger;
}

/** The connection for everything but following. */
export interface Connection {
  /**
   * Runs commands and tells their failure as `log_unavailable`. Each command ends within 2 s: refused at once while
   * the connection is down, timed out when no reply comes.
   */
  run<Result>(work: (client: RedisClient) => Promise<Result>): Promise<Result>;
  durability(): Durability;
  healthy(): boolean;
  close(): void;
}

const isTimeout = (error: unknown) => error instanceof Error && error.message === 'Command timed out';

/**
 * Connects and reads what the server promises.
 * @throws {GatewayError} `log_unavailable` when the server cannot be reached.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { target, declaredDurability, logger } = options;
  const client = createCommandClient(target);
  const stopping = new AbortController();
  let level: Durability = 'memory';
  let healthy = true;

  async function probe(): Promise<void> {
    const backoff = createBackoff({ firstMs: 100, maxMs: 1_000 });
    while (!healthy && (await backoff.pause(stopping.signal))) {
      try {
        await client.set(options.probeKey, '1', 'PX', 60_000);
        healthy = true;
        logger.info('log.reachable', { at: target.label });
      } catch {
        logger.debug('log.still_unreachable', { at: target.label });
      }
    }
  }

  function suspect(error: unknown): void {
    if (!healthy || stopping.signal.aborted) return;
    healthy = false;
    logger.error('log.unreachable', error, { at: target.label });
    void probe();
  }

  async function learnDurability(): Promise<void> {
    level = await readDurability(client, declaredDurability);
  }

  let lastError: unknown;
  client.on('error', (error) => {
    lastError = error;
  });
  client.on('close', () => {
    level = 'memory';
    suspect(lastError ?? new Error('the connection was closed'));
  });

  try {
    await within(OPEN_MS, client.connect());
    await learnDurability();
  } catch (error) {
    stopping.abort();
    client.disconnect();
    throw unavailable(lastError ?? error, target.label);
  }
  client.on('ready', () => void learnDurability());

  return {
    async run(work) {
      try {
        return await work(client);
      } catch (error) {
        if (error instanceof GatewayError) throw error;
        suspect(error);
        if (isTimeout(error)) client.disconnect(true);
        throw unavailable(error, target.label);
      }
    },
    durability: () => level,
    healthy: () => healthy,
    close() {
      stopping.abort();
      healthy = false;
      client.disconnect();
    },
  };
}

/** Runs `work` again while no reply comes, for as long as `windowMs`; a refusal is final. */
export async function retrying<Result>(
  work: () => Promise<Result>,
  { windowMs, again }: { readonly windowMs: number; readonly again: (error: unknown) => boolean },
): Promise<Result> {
  const backoff = createBackoff({ firstMs: 50, maxMs: 500 });
  const giveUp = performance.now() + windowMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const delay = backoff.next();
      if (!again(error) || performance.now() + delay > giveUp) throw error;
      await sleep(delay);
    }
  }
}
