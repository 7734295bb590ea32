export interface Throttled {
  /** Asks for a run: at once if the last one is long enough ago, else when it is. */
  ask(): void;
  /** Runs at once what was asked for. */
  flush(): void;
  cancel(): void;
}

/** Runs `task` at most once in `ms` (asked anew each time), first at once, then with all that came in between. */
export function throttle(
  task: () => void,
  ms: number | (() => number),
  now: () => number = () => performance.now(),
): Throttled {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const run = (): void => {
    timer = null;
    last = now();
    task();
  };
  return {
    ask() {
      if (timer !== null) return;
      const wait = last + (typeof ms === 'number' ? ms : ms()) - now();
      if (wait <= 0) run();
      else timer = setTimeout(run, wait);
    },
    flush() {
      if (timer === null) return;
      clearTimeout(timer);
      run();
    },
    cancel() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
