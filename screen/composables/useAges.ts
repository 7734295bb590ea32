import { ageKpi } from '../../gateway/contract/ages.ts';
import { ageWords } from '../locale/time.ts';
import type { AgeCell } from '../ui/count-cell.ts';
import { useWall } from './useWall.ts';

/**
 * How long the oldest of a count has waited, in words, with the number that leads to it; null while nothing waits or the gateway does not tell.
 * @returns reads by the id of the count, reactive
 */
export function useAges(): (count: string) => AgeCell | null {
  const { live, now, say } = useWall();
  return (count) => {
    const id = ageKpi(count);
    const age = live.collections.kpi.value.get(id);
    if (age === undefined || age.of === 0 || age.value === 0) return null;
    return { id, words: ageWords(now.value - age.value, say) };
  };
}
