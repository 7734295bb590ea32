import { LADDER_STEPS } from '../../../gateway/contract/life.ts';
import type { Say } from '../../locale/words.ts';
import type { SheetRow } from './sheet.ts';

/** The rungs of the ladder from the mildest to the gravest: how many open items the rules have brought there, and of how many it is the last letter. */
export function rungRows(kpi: (id: string) => number | null, say: Say): readonly SheetRow[] {
  return LADDER_STEPS.map((rung) => ({
    key: rung,
    word: say(`rung.${rung}`),
    cells: [`case.ladder.${rung}`, `case.letter.${rung}`].map((id) => ({ id, value: kpi(id) })),
  }));
}
