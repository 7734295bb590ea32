import type { AlarmPriority, Level } from '../../../gateway/contract/vocabulary.ts';
import type { EntityRef } from '../../map/port.ts';
import { areaName } from '../../state/places.ts';
import type { Collections } from '../../state/port.ts';
import type { AreaNames } from '../../state/scope.ts';

/** One of those that a mark stands for. */
export interface HeapRow {
  readonly ref: EntityRef;
  readonly title: string;
  /** Village or street; empty where nobody knows it. */
  readonly place: string;
  readonly priority?: AlarmPriority;
  readonly level?: Level | null;
}

/** Those that are still there, in the order of the mark. @param areas names by id */
export function heapRows(
  members: readonly EntityRef[],
  collections: Pick<Collections, 'case' | 'alarm'>,
  areas: AreaNames,
): readonly HeapRow[] {
  return members.flatMap((ref): readonly HeapRow[] => {
    const item = ref.kind === 'case' ? collections.case.value.get(ref.id) : undefined;
    const alarm = ref.kind === 'alarm' ? collections.alarm.value.get(ref.id) : undefined;
    const one = item ?? alarm;
    if (one === undefined) return [];
    const look = item === undefined ? { priority: alarm?.priority ?? 'P4' } : { level: item.level };
    return [{ ref, title: one.title, place: areaName(one, areas), ...look }];
  });
}
