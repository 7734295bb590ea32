import { SCORE_BANDS, type ScoreBand } from '../../../gateway/contract/measure-families.ts';
import type { Say } from '../../locale/words.ts';

/** One band of the ratings of 30 days. */
export interface Band {
  readonly band: ScoreBand;
  readonly id: string;
  readonly word: string;
  readonly value: number;
}

/** How the ratings of 30 days fall into bands, the best first; none while they are not told or nobody rated. */
export function ratingBands(kpi: (id: string) => number | null, say: Say): Band[] {
  const bands = SCORE_BANDS.map((band) => {
    const id = `figure.rated.${band}.D30`;
    return { band, id, word: say(`band.${band}`), value: kpi(id) ?? 0 };
  });
  return bands.some(({ value }) => value > 0) ? bands : [];
}
