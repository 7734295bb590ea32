import { heardKpi } from '../state/kpis.ts';
import { useWall } from './useWall.ts';

/** Reads a number of the wall by id, reactive; null when the gateway does not tell it or its feed was never heard. */
export function useKpis(): (id: string, area?: string) => number | null {
  const { collections } = useWall().live;
  return (id, area) => heardKpi({ kpis: collections.kpi.value, feeds: collections.feed.value }, id, area);
}
