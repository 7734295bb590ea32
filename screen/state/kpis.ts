import type { KpiEntity } from '../../gateway/contract/entities.ts';
import { HAZARD_CATEGORY_PREFIX, kpiId } from '../../gateway/contract/kpi.ts';

export type Kpis = ReadonlyMap<string, KpiEntity>;

/** Value of a number of the wall; null when the gateway does not tell it, which is not 0. */
export function kpiValue(kpis: Kpis, id: string, area?: string): number | null {
  return kpis.get(kpiId(id, area))?.value ?? null;
}

export interface CategoryCount {
  readonly id: string;
  readonly category: string;
  readonly value: number;
}

/** Open hazards by category, the most first; categories at 0 are left out. */
export function hazardCategories(kpis: Kpis): CategoryCount[] {
  return [...kpis.values()]
    .filter((kpi) => kpi.area === null && kpi.value > 0 && kpi.id.startsWith(HAZARD_CATEGORY_PREFIX))
    .map((kpi) => ({
      id: kpi.id,
      category: kpi.id.slice(HAZARD_CATEGORY_PREFIX.length),
      value: kpi.value,
    }))
    .sort((a, b) => b.value - a.value || a.category.localeCompare(b.category));
}
