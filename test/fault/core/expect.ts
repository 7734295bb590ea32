import { expect } from 'vitest';
import { brokenBy, type Verdict } from './invariants.ts';
import { wordsOf } from './report.ts';
import { type FaultRun, type FaultRunOptions, startRun } from './run.ts';

/** The long list (`FAULTS=long`): more rounds, more load, longer outages. */
export const LONG = process.env.FAULTS === 'long';

/** How often a test repeats its fault: a few times in the short selection. */
export const rounds = (short: number, long: number): number => (LONG ? long : short);

/** Both engines, for `it.each`. */
export const ENGINES = ['redis', 'sqlite'] as const;

/** Fails with the words and evidence of every invariant that had to hold and did not. */
export function expectHolds(verdict: Verdict): void {
  expect(brokenBy(verdict), wordsOf(verdict)).toEqual([]);
}

/** Starts a run, does `work` with it, and clears it away whatever happens. */
export async function inRun(options: FaultRunOptions, work: (run: FaultRun) => Promise<void>): Promise<void> {
  const run = await startRun(options);
  try {
    await work(run);
  } finally {
    await run.dispose();
  }
}
