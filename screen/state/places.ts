import type { AlarmEntity, CaseEntity, VideoEntity } from '../../gateway/contract/entities.ts';
import type { AreaNames } from './scope.ts';

/** Kinds of item whose place is told at village level only: place is personal where people live (decisions D10). */
const VILLAGE_ONLY: readonly CaseEntity['kind'][] = ['DISPUTE', 'APPEAL'];

/** Name of the smallest area that may be shown for something, or '' when its area is unknown. */
export function areaName(entity: Pick<CaseEntity, 'area' | 'village' | 'street'>, areas: AreaNames): string {
  const id = entity.village ?? entity.street ?? entity.area;
  return id === null ? '' : (areas.get(id)?.name ?? '');
}

/** Where an item is: the address of a hazard or facility, the village of a dispute or an appeal. */
export function casePlace(item: CaseEntity, areas: AreaNames): string {
  if (VILLAGE_ONLY.includes(item.kind)) return areaName(item, areas);
  return item.address ?? areaName(item, areas);
}

/** Where a device or a camera is: a responder needs building and entrance. */
export function devicePlace(entity: AlarmEntity | VideoEntity, areas: AreaNames): string {
  return entity.address ?? areaName(entity, areas);
}
