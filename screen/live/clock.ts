import type { ClockState } from '../../gateway/contract/wire.ts';

/** Samples that the median is taken of. */
const SAMPLES = 9;
/** A gateway that says another time than expected by this much has another clock: older samples are void, real ms. */
const STEP_MS = 2_000;

/** The gateway's clock as the page knows it: the page has none of its own. */
export interface ServerClock {
  readonly state: ClockState;
  /** Gateway time now, epoch ms. Before the first word of the gateway: the machine's own time. */
  now(): number;
  /** Gateway time as told without asking (hello, heartbeat): only good for noticing a step. */
  told(serverNow: number, state: ClockState): void;
  /** Answer to a question sent at `askedAt` and received at `answeredAt`, both monotonic ms. */
  answered(answer: { serverNow: number; clock: ClockState }, askedAt: number, answeredAt: number): void;
  /** Samples taken since the last step. */
  readonly samples: number;
  /** After sleep the monotonic clock may have stood still: every sample is void, the next word of the gateway counts. */
  reset(): void;
}

/**
 * Estimates by the midpoint of each round trip and the median of the last nine, extrapolated on the monotonic clock
 * at the gateway's rate; a slow answer or a step of this machine's clock moves nothing.
 */
export function createServerClock(options: {
  monotonic: () => number;
  machineNow: () => number;
}): ServerClock {
  const { monotonic, machineNow } = options;
  let state: ClockState = { simulated: false, rate: 1 };
  let offsets: number[] = [];
  let rough: number | null = null;

  const offset = () => (offsets.length > 0 ? median(offsets) : rough);
  const offsetAt = (serverNow: number, mono: number) => serverNow - mono * state.rate;
  const clear = () => {
    offsets = [];
    rough = null;
  };
  const adopt = (next: ClockState) => {
    if (next.rate !== state.rate) clear();
    state = next;
  };
  const stepped = (serverNow: number, mono: number, doubtMs: number) => {
    const known = offset();
    return known !== null && Math.abs(offsetAt(serverNow, mono) - known) > (STEP_MS + doubtMs) * state.rate;
  };
  return {
    get state() {
      return state;
    },
    get samples() {
      return offsets.length;
    },
    now() {
      const known = offset();
      return known === null ? machineNow() : Math.round(known + monotonic() * state.rate);
    },
    told(serverNow, clock) {
      adopt(clock);
      const mono = monotonic();
      if (stepped(serverNow, mono, 0)) clear();
      rough ??= offsetAt(serverNow, mono);
    },
    answered({ serverNow, clock }, askedAt, answeredAt) {
      adopt(clock);
      const middle = (askedAt + answeredAt) / 2;
      if (stepped(serverNow, middle, (answeredAt - askedAt) / 2)) clear();
      offsets = [...offsets, offsetAt(serverNow, middle)].slice(-SAMPLES);
    },
    reset() {
      rough = offset();
      offsets = [];
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
