import { getCurrentScope, onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue';

const TICK_MS = 1_000;

/** Where the time comes from, and what beats. */
export interface TickerOptions {
  /** The gateway's clock, epoch ms. */
  readonly serverNow: () => number;
  /** @default the browser's timer */
  readonly every?: (tick: () => void, ms: number) => () => void;
}

/** The page's heartbeat. */
export interface Ticker {
  /** Server time of the last tick, epoch ms. */
  readonly now: Readonly<ShallowRef<number>>;
  readonly stop: () => void;
}

/** The one heartbeat of every clock and countdown of the page: once a second, from the gateway's clock. */
export function useTicker(options: TickerOptions): Ticker {
  const { serverNow, every = browserEvery } = options;
  const now = shallowRef(serverNow());
  const stop = every(() => {
    now.value = serverNow();
  }, TICK_MS);
  if (getCurrentScope() !== undefined) onScopeDispose(stop);
  return { now: shallowReadonly(now), stop };
}

function browserEvery(tick: () => void, ms: number): () => void {
  const timer = setInterval(tick, ms);
  return () => clearInterval(timer);
}
