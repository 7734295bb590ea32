import type { Logger } from '../../ops/port.ts';
import { createBackoff } from '../backoff.ts';

export interface ReachabilityOptions {
  /** Writes something and reads the answer: resolves when the log can be used again. */
  readonly probe: () => Promise<unknown>;
  /** The address for messages. */
  readonly label: string;
  readonly logger: Logger;
}

/** Whether the log can be used: doubted at the first failure, believed again when a probe came through. */
export interface Reachability {
  suspect(error: unknown): void;
  healthy(): boolean;
  close(): void;
}

export function watchReachability({ probe, label, logger }: ReachabilityOptions): Reachability {
  const stopping = new AbortController();
  let healthy = true;

  async function probing(): Promise<void> {
    const backoff = createBackoff({ firstMs: 100, maxMs: 1_000 });
    while (!healthy && (await backoff.pause(stopping.signal))) {
      try {
        await probe();
        healthy = !stopping.signal.aborted;
        logger.info('log.reachable', { at: label });
      } catch {
        logger.debug('log.still_unreachable', { at: label });
      }
    }
  }

  return {
    suspect(error) {
      if (!healthy || stopping.signal.aborted) return;
      healthy = false;
      logger.error('log.unreachable', error, { at: label });
      void probing();
    },
    healthy: () => healthy,
    close() {
      stopping.abort();
      healthy = false;
    },
  };
}
