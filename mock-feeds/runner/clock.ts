import type { Gateway } from '../ways/gateway.ts';

/** The gateway's time, followed between two looks at it. The world has no other clock. */
export interface GatewayClock {
  /** Epoch milliseconds on the gateway's clock. */
  now(): number;
  sync(): Promise<void>;
}

/** Reads `GET /v1/time` once and follows it; `monotonicMs` is injectable for tests. */
export async function followClock(
  gateway: Pick<Gateway, 'time'>,
  monotonicMs: () => number = () => performance.now(),
): Promise<GatewayClock> {
  let anchor = { ms: 0, at: 0, rate: 1 };
  const sync = async () => {
    const { ms, rate } = await gateway.time();
    /** Counted from the arrival of the answer: a little late is safe, early would date events in the future. */
    anchor = { ms, at: monotonicMs(), rate };
  };
  await sync();
  return {
    now: () => Math.floor(anchor.ms + (monotonicMs() - anchor.at) * anchor.rate),
    sync,
  };
}
