import type { CaseLife } from '../../contract/life.ts';
import type { CaseRisk, RiskRules } from '../../contract/risk.ts';
import { LEVEL_RANK } from '../../contract/risk.ts';
import type { Level } from '../../contract/vocabulary.ts';
import { enacted, type RiskAct } from './acts.ts';
import { criteriaTurnAt } from './criteria.ts';
import { advanced, assess, firstRecord, type Ground, type RiskRecord } from './record.ts';

/** What an item's record keeps for its level. */
export interface RiskKept {
  /** Null until it was first settled. */
  readonly level: RiskRecord | null;
  /** Commands that wait to be carried out. */
  readonly acts: readonly RiskAct[];
}

export const NO_RISK: RiskKept = { level: null, acts: [] };

/**
 * Settles what a tick or a command finds: between them the level only shows what is asked for, so that the order in
 * which an item's own events arrive leaves no trace. The same object when nothing changes.
 */
export function settledRisk(kept: RiskKept, ground: Ground): RiskKept {
  const { level, acts } = kept;
  let record = advanced(level ?? firstRecord(ground), ground);
  for (const act of acts) record = enacted(record, act, ground);
  if (acts.length > 0) record = advanced(record, ground);
  return record === level && acts.length === 0 ? kept : { level: record, acts: [] };
}

/** The level in force and all that is said about it; of a closed item as it stood at the end. */
export function riskAt(
  { level }: RiskKept,
  ground: Ground,
  open: boolean,
): { readonly level: Level; readonly risk: CaseRisk } {
  const judged = assess(ground, level?.accepted);
  const settled = level ?? firstRecord(ground, judged);
  const record = open ? advanced(settled, ground, judged) : settled;
  const { rules, told, now } = ground;
  const { since, why, reviewedAt, clean, taskforce, measures, override, proposal, refused } = record;
  const reviewDueAt = open ? reviewDue(record, rules, ground.facts.life) : null;
  const risk: CaseRisk = {
    since,
    why,
    told: told?.level ?? null,
    assessed: judged.level,
    guarantee: postFor(record, rules),
    reviewDueAt,
    reviewOverdue: reviewDueAt !== null && now > reviewDueAt,
    reviewedAt,
    cleanReviews: clean.count,
    taskforce,
    measures,
    override: override === null ? null : { level: override.level, until: override.until },
    proposal,
    refused,
    history: record.changes,
  };
  return { level: record.level, risk };
}

/** First instant from `now` on at which an open item's level must be looked at again; null for never. */
export function riskTurnsAt({ level, acts }: RiskKept, assessed: Level, ground: Ground): number | null {
  const { now, rules, facts } = ground;
  if (level === null || acts.length > 0) return now;
  const { override, accepted } = level;
  const settles = override !== null || accepted.length > 0;
  if (settles && advanced(level, ground) !== level) return now;
  if (override === null && LEVEL_RANK[assessed] > LEVEL_RANK[level.level]) return now;
  const due = reviewDue(level, rules, facts.life);
  const ahead = [
    override?.until ?? null,
    due !== null && due >= now ? due + 1 : null,
    criteriaTurnAt(rules, facts, now),
  ].filter((at) => at !== null);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function guaranteeOf({ guarantees }: RiskRules, level: Level) {
  return guarantees === null || level === 'UNDETERMINED' ? null : guarantees[level];
}

/** The post that was assigned, else as the rules propose. */
function postFor({ level, assigned }: RiskRecord, rules: RiskRules): CaseRisk['guarantee'] {
  const ruled = guaranteeOf(rules, level);
  return ruled === null || assigned === null
    ? ruled
    : { ...ruled, post: assigned.post, assignedAt: assigned.at };
}

/**
 * When an item of this level is to be reviewed next, epoch ms; null where the rules ask for no review. Nobody reviews
 * what is over: one that was taken up again owes nothing of that time.
 */
export function reviewDue(
  { level, since, reviewedAt }: Pick<RiskRecord, 'level' | 'since' | 'reviewedAt'>,
  rules: RiskRules,
  { over = [] }: Pick<CaseLife, 'over'>,
): number | null {
  const guarantee = guaranteeOf(rules, level);
  if (guarantee === null) return null;
  const takenUpAt = over.findLast(({ to }) => to !== null)?.to ?? since;
  return Math.max(since, reviewedAt ?? since, takenUpAt) + guarantee.reviewHours * 3_600_000;
}
