import { getCurrentScope, onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue';
import type { PageConfig } from '../../gateway/contract/page-config.ts';
import type { BootProblem, BootResult } from './boot.ts';

const FIRST_DELAY_S = 1;
const LONGEST_DELAY_S = 8;

export interface Boot {
  readonly config: Readonly<ShallowRef<PageConfig | null>>;
  readonly problem: Readonly<ShallowRef<BootProblem | null>>;
  /** Seconds until the next try. */
  readonly retryIn: Readonly<ShallowRef<number>>;
  readonly retry: () => void;
}

export interface BootOptions {
  readonly load: () => Promise<BootResult>;
  /** @default the browser's timer */
  readonly after?: (run: () => void, ms: number) => () => void;
}

/** Loads the configuration and keeps trying: a wall stands unattended. 1, 2, 4, 8, 8 … seconds between tries. */
export function useBoot({ load, after = browserAfter }: BootOptions): Boot {
  const config = shallowRef<PageConfig | null>(null);
  const problem = shallowRef<BootProblem | null>(null);
  const retryIn = shallowRef(0);
  let delay = FIRST_DELAY_S;
  let cancel = (): void => {};
  let stopped = false;

  const count = (seconds: number): void => {
    retryIn.value = seconds;
    if (seconds === 0) attempt();
    else cancel = after(() => count(seconds - 1), 1_000);
  };
  const attempt = (): void => {
    void load().then((result) => {
      if (stopped) return;
      if (result.ok) {
        config.value = result.config;
        return;
      }
      problem.value = result.problem;
      count(delay);
      delay = Math.min(LONGEST_DELAY_S, delay * 2);
    });
  };
  const retry = (): void => {
    cancel();
    attempt();
  };
  if (getCurrentScope() !== undefined)
    onScopeDispose(() => {
      stopped = true;
      cancel();
    });
  attempt();
  return {
    config: shallowReadonly(config),
    problem: shallowReadonly(problem),
    retryIn: shallowReadonly(retryIn),
    retry,
  };
}

function browserAfter(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
