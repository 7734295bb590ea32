import type { Logger } from '../../ops/port.ts';
import type { RedisClient } from './client.ts';

/** Not on the new connection at once, behind which appends wait; and again while it was not done. Ms. */
const AFTER_MS = 300;
const AGAIN_MS = 5_000;

export interface TornFileOptions {
  readonly client: RedisClient;
  readonly logger: Logger;
}

/**
 * Whether a server stands on a file that it has loaded and not written anew since. Such a file may end in the middle of
 * a transaction: a power cut tore it, and Redis (measured with 7.0.15) cuts it off at the last whole command, not before
 * the MULTI. What is written behind that is loaded well once more, but with it the half transaction: entries without
 * their marks, in numbers that were given a second time.
 */
export function isSuspect(persistence: string): boolean {
  const value = (name: string) => Number(new RegExp(`^${name}:(-?\\d+)`, 'm').exec(persistence)?.[1] ?? 0);
  return value('aof_enabled') === 1 && value('aof_base_size') > 0 && value('aof_last_rewrite_time_sec') < 0;
}

/** Has every server write its file anew once in its life: before the next power cut nothing torn is left in it. */
export function renewTornFiles({ client, logger }: TornFileOptions): { close(): void } {
  let due: NodeJS.Timeout | undefined;

  function soon(ms: number): void {
    clearTimeout(due);
    due = setTimeout(() => void look(), ms).unref();
  }

  async function look(): Promise<void> {
    if (client.status !== 'ready') return;
    try {
      if (!isSuspect(await client.info('persistence'))) return;
      await client.bgrewriteaof();
      logger.info('log.file_renewed');
    } catch (error) {
      logger.debug('log.file_not_renewed', { why: String(error) });
    }
    soon(AGAIN_MS);
  }

  const ready = () => soon(AFTER_MS);
  client.on('ready', ready);
  return {
    close() {
      client.off('ready', ready);
      clearTimeout(due);
    },
  };
}
