import type { CaseEntity } from '../../contract/entities.ts';
import type { SeriesId } from '../../contract/kpi.ts';
import { levelChangeId } from '../../contract/kpi.ts';
import { LEVEL_RANK, type LevelChange } from '../../contract/risk.ts';
import type { Level } from '../../contract/vocabulary.ts';

const NONE: readonly never[] = [];

/** Ids of the numbers to which an open item adds one for its level. */
export function openLevelIds({
  risk,
  level,
  holder,
}: Pick<CaseEntity, 'risk' | 'level' | 'holder'>): readonly string[] {
  if (risk === undefined) return NONE;
  const ids: string[] = [];
  if (level !== 'UNDETERMINED') ids.push('case.levelled');
  else if (holder === null) ids.push('case.undetermined.unassigned');
  if (risk.guarantee?.assignedAt !== undefined) ids.push('case.guaranteed');
  if (risk.reviewOverdue) ids.push('case.reviewOverdue');
  if (risk.proposal !== null) ids.push('case.loweringProposed');
  if (risk.override !== null) ids.push('case.overridden');
  if (risk.taskforce) ids.push('case.taskforce');
  return ids;
}

/** The level with which an item went into the day that began at `today`; null for one that carries none. */
export function levelBefore(
  { risk, level }: Pick<CaseEntity, 'risk' | 'level'>,
  today: number,
): Level | null {
  return risk?.history.find(({ at }) => at >= today)?.from ?? level;
}

/** Ids of today's changes of level, one for each; a day later than today counts as today. */
export function todaysChangeIds({ risk }: Pick<CaseEntity, 'risk'>, today: number): readonly string[] {
  if (risk === undefined || risk.history.length === 0) return NONE;
  return risk.history.filter(({ at }) => at >= today).map(({ from, to }) => levelChangeId(from, to));
}

/** When the level of an item was raised or lowered; its first determination is neither. */
export function levelMoments({
  risk,
}: Pick<CaseEntity, 'risk'>): readonly { readonly id: SeriesId; readonly at: number }[] {
  if (risk === undefined || risk.history.length === 0) return NONE;
  return risk.history
    .filter(({ from }) => from !== 'UNDETERMINED')
    .map((change) => ({ id: isRise(change) ? 'level.raised' : 'level.lowered', at: change.at }));
}

function isRise({ from, to }: LevelChange): boolean {
  return LEVEL_RANK[to] > LEVEL_RANK[from];
}
