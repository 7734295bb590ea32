import type { FigureUnit } from '../../gateway/contract/figures.ts';
import { figureWords } from '../locale/figures.ts';
import { heardEntity } from '../state/kpis.ts';
import { useWall } from './useWall.ts';

/** One number with all that was told about it; `words` has its unit. */
export interface ReadFigure {
  readonly id: string;
  readonly value: number | null;
  readonly words: string;
  readonly part: number | null;
  readonly of: number | null;
}

/** Reads figures of the wall by the id of their number, reactive; what is of a feed that was never heard is `—`. */
export function useFigures(): (id: string, unit?: FigureUnit) => ReadFigure {
  const { live, say } = useWall();
  return (id, unit = 'COUNT') => {
    const told = heardEntity({ kpis: live.collections.kpi.value, feeds: live.collections.feed.value }, id);
    const value = told?.value ?? null;
    const words = figureWords(told ?? null, say, unit);
    return { id, value, words, part: told?.part ?? null, of: told?.of ?? null };
  };
}
