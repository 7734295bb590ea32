import { LADDER_STEPS, type LadderStep } from '../../../gateway/contract/life.ts';
import type { Say } from '../../locale/words.ts';

/** One rung of the supervision ladder: how many open items the rules have brought to it, and of how many it is the last letter. */
export interface RungRow {
  readonly rung: LadderStep;
  readonly word: string;
  readonly cells: readonly { readonly id: string; readonly value: number | null }[];
}

/** The rungs from the mildest to the gravest. */
export function rungRows(kpi: (id: string) => number | null, say: Say): RungRow[] {
  return LADDER_STEPS.map((rung) => ({
    rung,
    word: say(`rung.${rung}`),
    cells: [`case.ladder.${rung}`, `case.letter.${rung}`].map((id) => ({ id, value: kpi(id) })),
  }));
}
