import type { CaseKind } from '../../../gateway/contract/vocabulary.ts';
import type { Say } from '../../locale/words.ts';
import { hazardCategories, type Kpis, kpiValue } from '../../state/kpis.ts';

/** One bar: a category of hazard, or a kind of item where categories are not told. */
export interface HazardRow {
  /** Id of its number. */
  readonly id: string;
  readonly word: string;
  readonly value: number;
}

const HAZARD_KINDS = [
  'HAZARD',
  'PUBLIC_ORDER',
  'FACILITY',
  'ALARM_CASE',
] as const satisfies readonly CaseKind[];

/** Open hazards by category, the most first; by kind for whom the gateway tells no categories (visitors). */
export function hazardRows(kpis: Kpis, say: Say): HazardRow[] {
  const categories = hazardCategories(kpis).map(({ id, category, value }) => ({
    id,
    word: wordOf(category, say),
    value,
  }));
  return categories.length > 0 ? categories : kindRows(kpis, say);
}

/** Items that came without a category are counted by their kind. */
function wordOf(category: string, say: Say): string {
  if (category === '') return say('hazards.uncategorised');
  const kind = HAZARD_KINDS.find((one) => one === category);
  return kind === undefined ? category : say(`kind.${kind}`);
}

function kindRows(kpis: Kpis, say: Say): HazardRow[] {
  return HAZARD_KINDS.flatMap((kind) => {
    const id = `case.kind.${kind}`;
    const value = kpiValue(kpis, id);
    return value === null || value === 0 ? [] : [{ id, word: say(`kind.${kind}`), value }];
  }).sort((a, b) => b.value - a.value);
}
