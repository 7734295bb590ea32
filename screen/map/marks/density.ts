import type { KpiEntity } from '../../../gateway/contract/entities.ts';

/** Least number of open items of each step of the choropleth; below the first the ground keeps its own tone. */
export const DENSITY_STEPS = [1, 3, 6, 10] as const;

const PREFIX = 'case.open@';

/** Step 0…4 of a number of open items. Fixed limits, so that a colour means the same all day. */
export function densityStep(open: number): number {
  return DENSITY_STEPS.filter((least) => open >= least).length;
}

/** Steps of every area of which the number of open items is told; others have none. */
export function densitySteps(kpis: Iterable<KpiEntity>): ReadonlyMap<string, number> {
  const steps = new Map<string, number>();
  for (const { id, area, value } of kpis)
    if (area !== null && id.startsWith(PREFIX)) steps.set(area, densityStep(value));
  return steps;
}
