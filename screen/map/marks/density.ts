import type { KpiEntity } from '../../../gateway/contract/entities.ts';

/** Areas whose ground takes a tint. */
export const DENSITY_SOURCES = ['villages', 'towns', 'grids'] as const;
export type DensitySource = (typeof DENSITY_SOURCES)[number];

/** What the ground tells: open or overdue items per village, open items per grid, or where they lie close together. */
export const MEASURES = ['open', 'overdue', 'grids', 'heat'] as const;
export type Measure = (typeof MEASURES)[number];

export type DensitySteps = readonly [number, number, number, number];

/** A tint of areas in four steps. */
export interface Tint {
  readonly source: DensitySource;
  /** Number that is kept for each area. */
  readonly kpi: string;
  /** Least number of each step; below the first the ground keeps its own tone. */
  readonly steps: DensitySteps;
}

/** Whether the region has a layer of areas. */
export type HasLayer = (layer: DensitySource) => boolean;

/** A street holds about a dozen villages, and a visitor is told of it from five items on. */
const STEPS: Readonly<Record<'open' | 'overdue', Readonly<Record<'villages' | 'towns', DensitySteps>>>> = {
  open: { villages: [1, 3, 6, 10], towns: [5, 15, 25, 35] },
  overdue: { villages: [1, 2, 3, 5], towns: [1, 3, 6, 10] },
};
const GRID_STEPS: DensitySteps = [1, 2, 3, 5];

/** The tint of a measure; null for heat, which tints no areas, and where the region lacks them. */
export function tintOf(measure: Measure, has: HasLayer): Tint | null {
  if (measure === 'heat') return null;
  if (measure === 'grids')
    return has('grids') ? { source: 'grids', kpi: 'case.open', steps: GRID_STEPS } : null;
  const source = has('villages') ? 'villages' : 'towns';
  return has(source) ? { source, kpi: `case.${measure}`, steps: STEPS[measure][source] } : null;
}

/** Areas by whose middle the heat is drawn: never an item's own place (decisions D10). */
export function heatSource(has: HasLayer): 'grids' | 'villages' | null {
  if (has('grids')) return 'grids';
  return has('villages') ? 'villages' : null;
}

/** The measures that a region can show. */
export function measuresOf(has: HasLayer): readonly Measure[] {
  return MEASURES.filter((measure) =>
    measure === 'heat' ? heatSource(has) !== null : tintOf(measure, has) !== null,
  );
}

/** Step 0…4 of a number. Fixed limits, so that a colour means the same all day. */
export function densityStep(count: number, steps: DensitySteps): number {
  return steps.filter((least) => count >= least).length;
}

/** A number of every area that it is told of. */
export function countsOf(kpis: Iterable<KpiEntity>, kpi: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const prefix = `${kpi}@`;
  for (const { id, area, value } of kpis) if (area !== null && id.startsWith(prefix)) counts.set(area, value);
  return counts;
}
