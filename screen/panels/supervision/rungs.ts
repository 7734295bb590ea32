import type { Rung } from '../../../gateway/contract/page-config.ts';
import type { Say } from '../../locale/words.ts';
import type { SheetRow } from './sheet.ts';

/** The rungs that the rules have, from the mildest to the gravest, as these call them: how many open items the rules have brought there, and of how many it is the last letter. */
export function rungRows(
  ladder: readonly Rung[],
  kpi: (id: string) => number | null,
  say: Say,
): readonly SheetRow[] {
  return ladder.map(({ step, label }) => ({
    key: step,
    word: say.named(label),
    cells: [`case.ladder.${step}`, `case.letter.${step}`].map((id) => ({ id, value: kpi(id) })),
  }));
}
