import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import type { Level } from '../../../gateway/contract/vocabulary.ts';
import type { Mark } from '../port.ts';
import { isOpen, itemMarks, type MarkSurroundings } from './build.ts';
import { CLUSTER_COUNTS, CLUSTER_REM, type ClusterMark, isGhost } from './marks.ts';

/** Items of one village from which they stand as one mark while the whole county is shown. */
export const CLUSTER_LEAST = 3;
const RANK: readonly (Level | null)[] = ['MEDIUM', 'LOW', 'UNDETERMINED', null];
const SHAPES: readonly ClusterMark[] = ['medium', 'low', 'undetermined', 'facility'];

/** A high risk is never folded into a number, nor is an exercise mixed with what counts. */
function mayJoin(item: CaseEntity, areas: MarkSurroundings['areas']): boolean {
  return (
    item.level !== 'HIGH' &&
    !isGhost(item) &&
    !item.flags.includes('outside_region') &&
    areas.has(item.village ?? '')
  );
}

function clusterMark(
  village: string,
  items: readonly CaseEntity[],
  { areas, remPx }: MarkSurroundings,
): Mark[] {
  const at = areas.get(village)?.label;
  if (at === undefined) return [];
  const shape = SHAPES[Math.min(...items.map(({ level }) => RANK.indexOf(level)))] ?? 'facility';
  const count = CLUSTER_COUNTS[items.length - CLUSTER_LEAST] ?? '9+';
  return [
    { id: village, lng: at.lng, lat: at.lat, icon: `${shape}-${count}`, size: CLUSTER_REM[shape] * remPx },
  ];
}

/** Marks of the county from afar: those that stand alone, and villages as the shape of their highest level with a number. */
export interface ClusteredMarks {
  readonly single: readonly Mark[];
  /** `id` is the village. */
  readonly villages: readonly Mark[];
}

/**
 * Parts open items into single marks and villages of three and more, so that a county can be read from the last row.
 * The village's mark stands at the village's own label, never at an item.
 */
export function clusterItems(cases: Iterable<CaseEntity>, surroundings: MarkSurroundings): ClusteredMarks {
  const byVillage = new Map<string, CaseEntity[]>();
  for (const item of cases) {
    if (!isOpen(item)) continue;
    const village = mayJoin(item, surroundings.areas) ? (item.village ?? '') : '';
    byVillage.set(village, [...(byVillage.get(village) ?? []), item]);
  }
  const single: CaseEntity[] = [];
  const villages: Mark[] = [];
  for (const [village, items] of byVillage)
    if (village === '' || items.length < CLUSTER_LEAST) single.push(...items);
    else villages.push(...clusterMark(village, items, surroundings));
  return {
    single: itemMarks(single, surroundings),
    villages: villages.sort((a, b) => a.size - b.size || (a.id < b.id ? -1 : 1)),
  };
}
