import type { Logger } from './port.ts';

/** What was started, to be ended in reverse. */
export interface Ending {
  /** Remembers how to end a part that has just started. */
  add(part: string, end: () => Promise<void> | void): void;
  /** Ends every part once, the last first; one that fails to end is logged and does not keep the others. */
  run(): Promise<void>;
}

/** Collects the ends of the parts as the composition root starts them. */
export function createEnding(logger: Logger): Ending {
  const steps: { readonly part: string; readonly end: () => Promise<void> | void }[] = [];
  let done: Promise<void> | null = null;
  const runAll = async () => {
    for (const { part, end } of steps.reverse()) {
      try {
        await end();
      } catch (error) {
        logger.error('a part did not end cleanly', error, { part });
      }
    }
  };
  return {
    add(part, end) {
      steps.push({ part, end });
    },
    run() {
      done ??= runAll();
      return done;
    },
  };
}
