import type { CaseEntity } from '../../contract/entities.ts';
import type { SeriesId } from '../../contract/kpi.ts';
import { levelChangeId } from '../../contract/kpi.ts';
import { LEVEL_RANK, type LevelChange } from '../../contract/risk.ts';

const NONE: readonly never[] = [];

/** Ids of the numbers to which an open item adds one for its level. */
export function openLevelIds({ risk }: Pick<CaseEntity, 'risk'>): readonly string[] {
  if (risk === undefined) return NONE;
  const ids: string[] = [];
  if (risk.reviewOverdue) ids.push('case.reviewOverdue');
  if (risk.proposal !== null) ids.push('case.loweringProposed');
  if (risk.override !== null) ids.push('case.overridden');
  if (risk.taskforce) ids.push('case.taskforce');
  return ids;
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
