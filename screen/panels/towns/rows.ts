import type { RegionArea } from '../../../gateway/contract/region.ts';

/** Numbers of one street or town; null where the gateway tells none. */
export interface TownRow {
  readonly id: string;
  readonly name: string;
  readonly open: number | null;
  readonly overdue: number | null;
  readonly online: number | null;
  readonly onDuty: number | null;
}

/** Reads one number of one area. */
export type AreaNumber = (id: string, area: string) => number | null;

/** The streets of the region: who is most overdue first, then who has most open items. */
export function townRows(areas: readonly RegionArea[], kpi: AreaNumber): TownRow[] {
  return areas
    .filter(({ level }) => level === 'street')
    .map(({ id, name }) => ({
      id,
      name,
      open: kpi('case.open', id),
      overdue: kpi('case.overdue', id),
      online: kpi('terminal.online', id),
      onDuty: kpi('terminal.onDuty', id),
    }))
    .sort(
      (a, b) =>
        (b.overdue ?? 0) - (a.overdue ?? 0) || (b.open ?? 0) - (a.open ?? 0) || a.id.localeCompare(b.id),
    );
}
