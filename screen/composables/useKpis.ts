import { kpiValue } from '../state/kpis.ts';
import { useWall } from './useWall.ts';

/** Reads a number of the wall by id, reactive; null when the gateway does not tell it. */
export function useKpis(): (id: string, area?: string) => number | null {
  const { collections } = useWall().live;
  return (id, area) => kpiValue(collections.kpi.value, id, area);
}
