import type { CaseKind } from '../../../gateway/contract/vocabulary.ts';
import type { Say } from '../../locale/words.ts';
import { hazardCategories, type Kpis, kpiValue } from '../../state/kpis.ts';
import { byMost, type CountCell } from '../../ui/count-cell.ts';

const HAZARD_KINDS = [
  'HAZARD',
  'PUBLIC_ORDER',
  'FACILITY',
  'ALARM_CASE',
] as const satisfies readonly CaseKind[];

/** Open hazards by category, the most first; by kind for whom the gateway tells no categories (visitors). */
export function hazardRows(kpis: Kpis, say: Say): CountCell[] {
  const categories = hazardCategories(kpis).map(({ id, category, value }) => ({
    id,
    label: categoryWord(category, say),
    value,
  }));
  return categories.length > 0 ? categories : kindRows(kpis, say);
}

/** A hazard without a category is counted under its kind, which has a word of its own. */
function categoryWord(category: string, say: Say): string {
  const kind = HAZARD_KINDS.find((one) => one === category);
  if (kind !== undefined) return say('hazards.kindOnly', { kind: say(`kind.${kind}`) });
  return category === '' ? say('hazards.uncategorised') : say.named(category);
}

function kindRows(kpis: Kpis, say: Say): CountCell[] {
  return HAZARD_KINDS.flatMap((kind) => {
    const id = `case.kind.${kind}`;
    const value = kpiValue(kpis, id);
    return value === null || value === 0 ? [] : [{ id, label: say(`kind.${kind}`), value }];
  }).sort(byMost);
}
