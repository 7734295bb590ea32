import type { Say } from './words.ts';

/** Nearer than this is told as less: a fix is no better. */
const NEAR_M = 50;
const STEP_M = 10;
const METRES_PER_KM = 1_000;

/** A straight line in words: `不到50 米`, `320 米`, `1.2 千米`. */
export function distanceWords(metres: number, say: Say): string {
  if (metres < NEAR_M) return say('distance.under', { n: NEAR_M });
  const rounded = Math.round(metres / STEP_M) * STEP_M;
  if (rounded < METRES_PER_KM) return say('distance.metres', { n: rounded });
  return say('distance.kilometres', { n: (metres / METRES_PER_KM).toFixed(1) });
}
