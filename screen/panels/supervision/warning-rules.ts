import { WARNING_RULE_PREFIXES } from '../../../gateway/contract/kpi-warning.ts';
import type { WarningEntity } from '../../../gateway/contract/warnings.ts';
import type { Say } from '../../locale/words.ts';
import { warningRuleName } from '../../state/warning.ts';
import type { SheetCell, SheetRow } from './sheet.ts';

const { GENERATED, ISSUED, CONVERTED, USEFUL, FALSE } = WARNING_RULE_PREFIXES;

/** What came of a rule's findings, in the order of their life: found, issued, made an item, judged useful, judged wrong. */
const COUNTS = [GENERATED, ISSUED, CONVERTED, USEFUL, FALSE] as const;

export interface RuleSources {
  /** Ids of all numbers that the gateway tells. */
  readonly ids: readonly string[];
  readonly warnings: Iterable<Pick<WarningEntity, 'rule' | 'ruleName'>>;
  readonly kpi: (id: string) => number | null;
  readonly say: Say;
}

/** Rules of early warnings with findings on the wall and what people made of these (decisions D6), the most findings first. */
export function warningRuleRows({ ids, warnings, kpi, say }: RuleSources): readonly SheetRow[] {
  const names = new Map([...warnings].map((one) => [one.rule, warningRuleName(one, say)]));
  const found = (rule: string) => kpi(GENERATED + rule) ?? 0;
  return ids
    .filter((id) => id.startsWith(GENERATED))
    .map((id) => id.slice(GENERATED.length))
    .filter((rule) => found(rule) > 0)
    .sort((a, b) => found(b) - found(a) || a.localeCompare(b))
    .map((rule) => ({
      key: rule,
      word: names.get(rule) ?? rule,
      cells: COUNTS.map((prefix) => countOf(prefix + rule, kpi)),
    }));
}

/** Of findings that are counted, what was never said of any is none, and no number of its own. */
function countOf(id: string, kpi: RuleSources['kpi']): SheetCell {
  const value = kpi(id);
  return value === null ? { id: null, value: 0 } : { id, value };
}
