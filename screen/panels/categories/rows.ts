import { HAZARD_CATEGORY_PREFIX } from '../../../gateway/contract/kpi.ts';
import { CASE_PREFIXES } from '../../../gateway/contract/kpi-case.ts';
import type { Say } from '../../locale/words.ts';
import type { Kpis } from '../../state/kpis.ts';
import { byMost, type CountCell } from '../../ui/count-cell.ts';

/** Counts of open items by category; what stands after the prefix is the source's own word. */
const PREFIXES = [
  CASE_PREFIXES.DISPUTE_CATEGORY,
  HAZARD_CATEGORY_PREFIX,
  CASE_PREFIXES.APPEAL_CATEGORY,
] as const;

/** Open items by category whatever their kind, the most first; those without one are told as such. */
export function categoryCells(kpis: Kpis, say: Say): CountCell[] {
  return [...kpis.values()]
    .flatMap(({ id, area, value }): CountCell[] => {
      const prefix = PREFIXES.find((one) => id.startsWith(one));
      if (prefix === undefined || area !== null || value === 0) return [];
      const category = id.slice(prefix.length);
      return [{ id, value, label: category === '' ? say('hazards.uncategorised') : say.named(category) }];
    })
    .sort(byMost);
}
