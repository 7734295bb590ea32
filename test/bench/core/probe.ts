import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What a measured process tells of itself. CPU since its start, ms; delays of its event loop since the last question, ms. */
export interface ProbeSample {
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** Heap and everything outside of it that the heap holds, after a collection where the process allows one. */
  readonly heldBytes: number;
  readonly lagP99Ms: number;
  readonly lagMaxMs: number;
}

/** Preloaded into every measured process, ours and baseline alike: answers on the channel to its parent. */
const RESOLUTION_MS = 5;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

/** The histogram measures the whole distance between two looks; the delay is what exceeds it. */
const lagOf = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);

function sample(): ProbeSample {
  const lag = { lagP99Ms: lagOf(delay.percentile(99)), lagMaxMs: lagOf(delay.max) };
  const { user, system } = process.cpuUsage();
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  delay.reset();
  return { cpuMs: (user + system) / 1e3, rssBytes: rss, heldBytes: heapUsed + external, ...lag };
}

process.on('message', (question) => {
  if (question === 'probe') process.send?.({ probe: sample() });
});
