import type { LadderStep } from '../../../gateway/contract/life.ts';
import type { Rung } from '../../../gateway/contract/page-config.ts';
import type { Say } from '../../locale/words.ts';

/** One rung of the supervision ladder: how many open items the rules have brought to it, and of how many it is the last letter. */
export interface RungRow {
  readonly rung: LadderStep;
  readonly word: string;
  readonly cells: readonly { readonly id: string; readonly value: number | null }[];
}

/** The rungs that the rules have, from the mildest to the gravest, as these call them. */
export function rungRows(ladder: readonly Rung[], kpi: (id: string) => number | null, say: Say): RungRow[] {
  return ladder.map(({ step, label }) => ({
    rung: step,
    word: say.named(label),
    cells: [`case.ladder.${step}`, `case.letter.${step}`].map((id) => ({ id, value: kpi(id) })),
  }));
}
