import { ageKpi } from '../../gateway/contract/ages.ts';
import { ageWords } from '../locale/time.ts';
import { useWall } from './useWall.ts';

/**
 * How long the oldest of a count has waited, in words; null while nothing waits or the gateway does not tell.
 * @returns reads by the id of the count, reactive
 */
export function useAges(): (count: string) => string | null {
  const { live, now, say } = useWall();
  return (count) => {
    const age = live.collections.kpi.value.get(ageKpi(count));
    if (age === undefined || age.of === 0 || age.value === 0) return null;
    return ageWords(now.value - age.value, say);
  };
}
