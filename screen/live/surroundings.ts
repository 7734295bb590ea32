import { type OpenSocket, openSocket } from './socket.ts';

/** Everything that the connection needs of the world outside; tests bring their own. */
export interface Surroundings {
  readonly openSocket: OpenSocket;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Runs once after `ms`; returns the way to call it off. */
  readonly after: (ms: number, run: () => void) => () => void;
  /** Milliseconds that never step back; may stand still while the machine sleeps. */
  readonly monotonic: () => number;
  /** The machine's own clock, epoch ms: only to notice sleep, never shown once the gateway was heard. */
  readonly machineNow: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
}

/** The real ones, in a page or in Node. */
export function realSurroundings(): Surroundings {
  return {
    openSocket,
    fetch: (url, init) => fetch(url, init),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    monotonic: () => performance.now(),
    machineNow: () => Date.now(),
    random: () => Math.random(),
  };
}
