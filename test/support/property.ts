import fc from 'fast-check';

/**
 * Random histories for property tests: the same ones on every run, so that what is red is red again; `SEED=` (a whole
 * number) draws others, `RUNS=` (a factor, 1 unless told) more of them.
 */
const seed = Number(process.env.SEED ?? 20_261_122);
const runs = Number(process.env.RUNS ?? 1);
if (!Number.isSafeInteger(seed)) throw new Error(`SEED=${process.env.SEED}: must be a whole number`);
if (!Number.isSafeInteger(runs) || runs < 1)
  throw new Error(`RUNS=${process.env.RUNS}: must be a whole number from 1`);

fc.configureGlobal({ seed });

/** How many histories a property is tried on. */
export const numRuns = (usual: number) => ({ numRuns: usual * runs });

export default fc;
