import type { KpiEntity } from '../../../gateway/contract/entities.ts';

/** Areas whose ground takes the tint of open items. */
export type DensitySource = 'villages' | 'towns';

/**
 * Least number of open items of each of the four steps of the tint; below the first the ground keeps its own tone.
 * A street holds about a dozen villages, and a visitor is told of it from five items on.
 */
export const DENSITY_STEPS: Readonly<Record<DensitySource, readonly [number, number, number, number]>> = {
  villages: [1, 3, 6, 10],
  towns: [5, 15, 25, 35],
};

const PREFIX = 'case.open@';

/** Step 0…4 of a number of open items. Fixed limits, so that a colour means the same all day. */
export function densityStep(open: number, source: DensitySource): number {
  return DENSITY_STEPS[source].filter((least) => open >= least).length;
}

/** Steps of every area of which the number of open items is told; others have none. */
export function densitySteps(kpis: Iterable<KpiEntity>, source: DensitySource): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const { id, area, value } of kpis)
    if (area !== null && id.startsWith(PREFIX)) steps.set(area, densityStep(value, source));
  return steps;
}
