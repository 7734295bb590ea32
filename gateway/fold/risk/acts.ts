import type { RiskLevel } from '../../contract/risk.ts';
import { LEVEL_RANK } from '../../contract/risk.ts';
import { type Heard, millis, type TypeOf } from '../event.ts';
import { seatOf } from '../model.ts';
import { groundsOf } from './accepted.ts';
import {
  assess,
  changed,
  type Ground,
  NO_REVIEWS,
  type Proposal,
  type RiskRecord,
  reasonOf,
  uncovered,
} from './record.ts';

/** A person's command about a level, as the record keeps it until it is carried out. */
export type RiskAct = { readonly seat: string; readonly at: number } & (
  | {
      readonly step: 'RAISE' | 'PROPOSE';
      readonly to: RiskLevel;
      readonly until: number | null;
      readonly reason: string;
    }
  | { readonly step: 'APPROVE' | 'REJECT' | 'END_OVERRIDE'; readonly reason: string }
  | {
      readonly step: 'REVIEW';
      readonly clean: boolean;
      readonly taskforce: boolean | null;
      readonly measures: readonly string[] | null;
      readonly guarantee: string | null;
      readonly unit: string | null;
    }
);

const DAY_MS = 86_400_000;

/** The act of a command; null for one that is not about the level. */
export function actOf(heard: Heard<TypeOf<'operation'>>): RiskAct | null {
  const who = { seat: seatOf(heard.entry), at: heard.entry.time };
  if (heard.type === 'operation.reviewed') {
    const { result, taskforce = null, measures = null, guarantee = null, unit = null } = heard.data;
    return { ...who, step: 'REVIEW', clean: result === 'CLEAN', taskforce, measures, guarantee, unit };
  }
  if (heard.type !== 'operation.level_changed') return null;
  const { step, to, until, reason } = heard.data;
  if (step !== 'RAISE' && step !== 'PROPOSE') return { ...who, step, reason };
  if (to === undefined) return null;
  return { ...who, step, to, until: until === undefined ? null : millis(until, 0), reason };
}

/** Carries out one act; what the rules do not allow changes nothing and is counted. */
export function enacted(record: RiskRecord, act: RiskAct, ground: Ground): RiskRecord {
  switch (act.step) {
    case 'REVIEW':
      return reviewed(record, act, ground);
    case 'RAISE':
      return raised(record, act, ground);
    case 'PROPOSE':
      return proposed(record, act, ground);
    case 'APPROVE':
      return approved(record, act, ground);
    case 'REJECT':
      return record.proposal === null ? refused(record) : { ...record, proposal: null };
    case 'END_OVERRIDE':
      return ended(record, act, ground);
  }
}

function refused(record: RiskRecord): RiskRecord {
  return { ...record, refused: record.refused + 1 };
}

type ActOf<Step> = Extract<RiskAct, { readonly step: Step }>;

/** Above an override too: whoever sees more than the seat that set it need not wait for its end. */
function raised(record: RiskRecord, act: ActOf<'RAISE' | 'PROPOSE'>, ground: Ground): RiskRecord {
  const { to, until, reason, seat } = act;
  if (LEVEL_RANK[to] <= LEVEL_RANK[record.level] || tooLong(until, ground)) return refused(record);
  const cause = until === null ? 'RAISED' : 'OVERRIDDEN';
  const next = changed(record, to, reasonOf(ground, cause, { reason, by: seat }));
  const { override } = record;
  // A lowering for a time that is only raised in part ends when it would have ended.
  if (override !== null && LEVEL_RANK[override.base] > LEVEL_RANK[to]) {
    return { ...next, override: { ...override, level: to } };
  }
  const base = override?.base ?? record.level;
  return { ...next, override: until === null ? null : { level: to, until, base, accepted: [] } };
}

function proposed(record: RiskRecord, act: ActOf<'RAISE' | 'PROPOSE'>, ground: Ground): RiskRecord {
  const { to, until, reason, seat, at } = act;
  const lower = LEVEL_RANK[to] < LEVEL_RANK[record.level] && !isLowered(record);
  if (!lower || tooLong(until, ground)) return refused(record);
  return { ...record, proposal: { to, until, reason, by: seat, at } };
}

/** Is a lowering for a time in force? */
function isLowered({ override }: RiskRecord): boolean {
  return override !== null && LEVEL_RANK[override.level] < LEVEL_RANK[override.base];
}

/** Another seat than the one that proposed, and enough reviews without a finding unless the lowering is for a time. */
function approved(
  record: RiskRecord,
  { seat }: ActOf<'APPROVE' | 'REJECT' | 'END_OVERRIDE'>,
  ground: Ground,
) {
  const { proposal } = record;
  if (proposal === null || proposal.by === seat || !mayLower(record, proposal, ground))
    return refused(record);
  const { to, until, reason, by } = proposal;
  const cause = until === null ? 'LOWERED' : 'OVERRIDDEN';
  const judged = assess(ground);
  const next = changed(
    record,
    to,
    reasonOf(ground, cause, { hits: judged.hits, reason, by, approver: seat }),
  );
  const base = record.override?.base ?? record.level;
  if (LEVEL_RANK[to] >= LEVEL_RANK[base]) return { ...next, override: null };
  const accepted = groundsOf(judged.hits, ground.told?.mark ?? null);
  if (until === null) return { ...next, override: null, accepted };
  return { ...next, override: { level: to, until, base, accepted } };
}

/** What a seat raised for a time, two seats may take back without a review: it rested on no ground. */
function mayLower(
  { level, clean, override }: RiskRecord,
  { to, until }: Proposal,
  { rules, now }: Ground,
): boolean {
  if (until !== null) return until > now;
  if (override !== null && LEVEL_RANK[to] >= LEVEL_RANK[override.base]) return true;
  if (level !== 'HIGH' && level !== 'MEDIUM') return false;
  const { cleanReviews, otherUnit } = rules.lowering[level];
  return clean.count >= cleanReviews && (!otherUnit || clean.foreign);
}

function ended(record: RiskRecord, act: ActOf<'APPROVE' | 'REJECT' | 'END_OVERRIDE'>, ground: Ground) {
  const { override } = record;
  if (override === null || LEVEL_RANK[override.base] < LEVEL_RANK[override.level]) return refused(record);
  return uncovered(record, override, ground, { reason: act.reason, by: act.seat });
}

function tooLong(until: number | null, { rules, now }: Ground): boolean {
  return until !== null && (until <= now || until > now + rules.overrideDaysAtMost * DAY_MS);
}

function reviewed(record: RiskRecord, act: ActOf<'REVIEW'>, ground: Ground): RiskRecord {
  const { rules } = ground;
  const { clean, taskforce, measures, guarantee, at, unit } = act;
  const foreign = unit !== null && !isHolder(unit, ground);
  const { level } = record;
  const apartMs = level === 'HIGH' || level === 'MEDIUM' ? rules.lowering[level].apartDays * DAY_MS : 0;
  return {
    ...record,
    reviewedAt: at,
    clean: clean ? counted(record.clean, { at, foreign }, apartMs) : NO_REVIEWS,
    taskforce: taskforce ?? record.taskforce,
    measures: measures ?? record.measures,
    assigned: guarantee === null ? record.assigned : { post: guarantee, at },
  };
}

/** Does the item lie with the unit, whether it is named by its id, its name or its short name? */
function isHolder(unit: string, { facts, units }: Ground): boolean {
  const { holder, holderUnit } = facts.item;
  if (unit === holder || unit === holderUnit) return true;
  return holderUnit !== null && units.get(holderUnit)?.name === unit;
}

/** A review that follows too soon after the last counted one does not count again. */
function counted(
  before: RiskRecord['clean'],
  { at, foreign }: { readonly at: number; readonly foreign: boolean },
  apartMs: number,
): RiskRecord['clean'] {
  const { count, lastAt } = before;
  if (lastAt !== null && at - lastAt < apartMs) return before;
  return { count: count + 1, lastAt: at, foreign: before.foreign || foreign };
}
