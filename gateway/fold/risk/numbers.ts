import type { DailyMeasure } from '../../contract/daily-series.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import type { SeriesId } from '../../contract/kpi.ts';
import { levelChangeId } from '../../contract/kpi.ts';
import { LEVEL_RANK, type LevelChange } from '../../contract/risk.ts';
import type { Level } from '../../contract/vocabulary.ts';
import type { Moment } from '../measures/moments.ts';

const NONE: readonly never[] = [];

interface Turn {
  readonly id: SeriesId;
  readonly at: number;
}

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

/** Ids of the numbers to which a closed item adds one: observed still, or off the list, or kept on it, since today. */
export function observationIds(
  { risk, level }: Pick<CaseEntity, 'risk' | 'level'>,
  today: number,
): readonly string[] {
  const observation = risk?.observation;
  if (observation === undefined) return NONE;
  const { state, until, recurred } = observation;
  if (state === 'OBSERVED') {
    const ids = ['case.observed', `case.observed.${level}`];
    return recurred > 0 ? [...ids, 'case.observed.recurred'] : ids;
  }
  if (until < today) return NONE;
  return state === 'REFUSED' ? ['today.strikeOffRefused'] : ['today.struckOff', `today.struckOff.${level}`];
}

/** The level with which an item went into the day that began at `today`; null for one that carries none. */
export function levelBefore(
  { risk, level }: Pick<CaseEntity, 'risk' | 'level'>,
  today: number,
): Level | null {
  return risk?.history.find(({ at }) => at >= today)?.from ?? level;
}

/** Ids of today's changes of level, one for each; a day later than today counts as today. */
export function todaysChangeIds(item: Changed, today: number): readonly string[] {
  return changesOf(item)
    .filter(({ at }) => at >= today)
    .map(({ from, to }) => levelChangeId(from, to));
}

type Changed = Pick<CaseEntity, 'risk' | 'closedAt'>;

/** What is over has its level no more: what the clock found before its end was told, but after it, was no change. */
function changesOf({ risk, closedAt }: Changed): readonly LevelChange[] {
  const history = risk?.history ?? NONE;
  return closedAt === null ? history : history.filter(({ at }) => at <= closedAt);
}

/**
 * What an item adds to the figures of levels: that it came as one that carries a level, and each change of it. Changes at
 * one instant are one share, for an item adds to a measure at an instant at most once.
 */
export function levelShares(item: Changed & Pick<CaseEntity, 'receivedAt'>): readonly Moment[] {
  if (item.risk === undefined) return NONE;
  const shares: Moment[] = [['levelsEntered', item.receivedAt, 1]];
  for (const change of changesOf(item)) {
    const measure = measureOf(change);
    const same = shares.findIndex(([each, at]) => each === measure && at === change.at);
    const times = shares[same]?.[2] ?? 0;
    if (same >= 0) shares.splice(same, 1);
    shares.push([measure, change.at, times + 1]);
  }
  return shares;
}

function measureOf(change: LevelChange): DailyMeasure {
  if (change.from === 'UNDETERMINED') return 'levelsDetermined';
  return isRise(change) ? 'levelsRaised' : 'levelsLowered';
}

/** When the level of an item was raised or lowered, and when it was struck off; its first determination is neither. */
export function levelMoments(item: Changed): readonly Turn[] {
  if (item.risk === undefined) return NONE;
  const { observation } = item.risk;
  const history = changesOf(item);
  const struckOff = observation?.state === 'STRUCK_OFF';
  if (history.length === 0 && !struckOff) return NONE;
  const changes = history
    .filter(({ from }) => from !== 'UNDETERMINED')
    .map((change): Turn => ({ id: isRise(change) ? 'level.raised' : 'level.lowered', at: change.at }));
  return struckOff ? [...changes, { id: 'level.struckOff', at: observation.until }] : changes;
}

function isRise({ from, to }: LevelChange): boolean {
  return LEVEL_RANK[to] > LEVEL_RANK[from];
}
