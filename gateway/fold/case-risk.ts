import type { CaseEntity } from '../contract/entities.ts';
import type { Observation } from '../contract/strike-off.ts';
import { isFinal } from './case-sla.ts';
import type { Context } from './context.ts';
import { counts } from './event.ts';
import type { SeenBetween } from './life/again.ts';
import { usedOf } from './life/ladder.ts';
import { likeOf } from './life/like.ts';
import { firstRecord, type Ground } from './risk/record.ts';
import type { Recurrences } from './risk/recurrences.ts';
import { type RiskKept, reviewDue, riskAt, riskTurnsAt, settledRisk } from './risk/shown.ts';
import { observationAt, observedAtMost, periodOf } from './risk/strike-off.ts';
import type { Cell } from './stamp.ts';

/** What a record keeps for the risk level of its item. */
export interface CaseRiskRecord {
  readonly cells: { readonly level?: Cell<CaseEntity['level']> };
  readonly risk: RiskKept;
}

/** An item before its level is known. */
export type Unlevelled = Omit<CaseEntity, 'level' | 'risk'>;

/** What is known of the places of items. */
export interface Places extends Pick<Recurrences, 'of' | 'alarmsAt'> {
  /** Those that count. */
  readonly again: SeenBetween;
  /** Those that count, and those that were joined to another. */
  readonly seen: SeenBetween;
}

/** The item with its level; a 部件 carries none. */
export function levelled(
  item: Unlevelled,
  record: CaseRiskRecord,
  context: Context,
  places: Places,
): CaseEntity {
  if (item.kind === 'FACILITY') return { ...item, level: null };
  const { level, risk } = riskAt(record.risk, groundOf(item, record, context, places), !isFinal(item.state));
  const observation = observationOf(item, level, context, places);
  return { ...item, level, risk: observation === null ? risk : { ...risk, observation } };
}

/** How a closed item of a level stands with regard to striking off; null for any other. */
function observationOf(
  item: Unlevelled,
  level: CaseEntity['level'],
  { now, setting }: Context,
  places: Places,
): Observation | null {
  const { closedAt, outcome, life } = item;
  const { strikeOff } = setting.rules.risk;
  if (closedAt === null || level === null || periodOf(strikeOff, level) === null) return null;
  const like = counts(item.reality) ? likeOf(item) : null;
  const told = like === null ? [] : places.again(like, closedAt, observedAtMost(strikeOff, closedAt));
  const again = told.filter(({ id }) => id !== item.id);
  return observationAt({ level, closedAt, outcome, callback: life.callback }, strikeOff, again, now);
}

/** The record with its level settled, and the item by it: nothing else of an item follows from what was settled. */
export function riskSettled<Rec extends CaseRiskRecord>(
  record: Rec,
  item: CaseEntity,
  context: Context,
  places: Places,
): { readonly record: Rec; readonly entity: CaseEntity } {
  const kept = withRiskSettled(record, item, context, places);
  return { record: kept, entity: kept === record ? item : levelled(item, kept, context, places) };
}

/** The record with its level settled; the same one when nothing changes. */
function withRiskSettled<Rec extends CaseRiskRecord>(
  record: Rec,
  item: CaseEntity,
  context: Context,
  places: Places,
): Rec {
  if (item.kind === 'FACILITY' || isFinal(item.state)) return withActsRefused(record, item, context, places);
  const risk = settledRisk(record.risk, groundOf(item, record, context, places));
  return risk === record.risk ? record : { ...record, risk };
}

/** What is over, and a 部件, has no level to change: an act about it is refused at once, so that none waits for a reopening. */
function withActsRefused<Rec extends CaseRiskRecord>(
  record: Rec,
  item: CaseEntity,
  context: Context,
  places: Places,
): Rec {
  const { level, acts } = record.risk;
  if (acts.length === 0) return record;
  if (item.kind === 'FACILITY') return { ...record, risk: { level, acts: [] } };
  const judged = level ?? firstRecord(groundOf(item, record, context, places));
  return { ...record, risk: { level: { ...judged, refused: judged.refused + acts.length }, acts: [] } };
}

/** When the level of an open item must be looked at again. */
export function levelTurnsAt(
  item: CaseEntity,
  record: CaseRiskRecord,
  context: Context,
  places: Places,
): number | null {
  if (item.risk === undefined) return null;
  return riskTurnsAt(record.risk, item.risk.assessed, groundOf(item, record, context, places));
}

/** A closed item is judged as of its end. */
function groundOf(
  item: Unlevelled,
  { cells, risk }: CaseRiskRecord,
  { now, setting }: Context,
  places: Places,
): Ground {
  const told = cells.level?.v ?? null;
  const ended = isFinal(item.state);
  const used = ended ? null : usedOf(item);
  return {
    facts: {
      item,
      life: item.life,
      used,
      unreasonedFrom: used === null || item.overdueReason !== null ? null : used.dueAt,
      reviewDueAt: ended || risk.level === null ? null : reviewDue(risk.level, setting.rules.risk, item.life),
      recurrences: ended ? NONE : places.of(item),
      alarms: ended ? NONE : places.alarmsAt(item.village),
    },
    // A source that tells its whole record repeats the level: the same word again is no new ground.
    told: told === null ? null : { level: told, mark: `told:${told}` },
    rules: setting.rules.risk,
    version: setting.hash,
    now: ended ? item.stateSince : now,
    units: setting.units,
  };
}

const NONE = { count: 0, step: 0 };
