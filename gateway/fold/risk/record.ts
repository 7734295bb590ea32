import type {
  LevelChange,
  RiskCause,
  RiskHit,
  RiskLevel,
  RiskReason,
  RiskRules,
} from '../../contract/risk.ts';
import { LEVEL_RANK } from '../../contract/risk.ts';
import type { Level } from '../../contract/vocabulary.ts';
import type { Setting } from '../context.ts';
import { type Accepted, groundsOf, isAccepted, stillAccepted } from './accepted.ts';
import { ageDays, heldSince, higher, hitsAt, levelBy, type RiskFacts } from './criteria.ts';

/** What is kept of an item's level: it comes down by two seats only, so what it once was must not be forgotten. */
export interface RiskRecord {
  readonly level: Level;
  readonly since: number;
  readonly why: RiskReason;
  readonly changes: readonly LevelChange[];
  readonly proposal: Proposal | null;
  readonly override: Override | null;
  readonly reviewedAt: number | null;
  /** Reviews without a finding that count for lowering, since the level began. */
  readonly clean: CleanReviews;
  readonly taskforce: boolean;
  readonly measures: readonly string[];
  /** Post that was made to answer for the present level 包保. */
  readonly assigned: { readonly post: string; readonly at: number } | null;
  readonly refused: number;
  /** Grounds that the seats knew when they lowered. */
  readonly accepted: readonly Accepted[];
}

/** `foreign`: one of them was by another unit than the one that held the item. */
export interface CleanReviews {
  readonly count: number;
  readonly lastAt: number | null;
  readonly foreign: boolean;
}

export const NO_REVIEWS: CleanReviews = { count: 0, lastAt: null, foreign: false };

export interface Proposal {
  readonly to: RiskLevel;
  readonly until: number | null;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

export interface Override {
  readonly level: RiskLevel;
  readonly until: number;
  /** The level it covers. */
  readonly base: Level;
  /** Grounds that were known when it was set: they alone does it hold against. */
  readonly accepted: readonly Accepted[];
}

/** The source's own level and a mark of the statement; null where it told none. */
export interface Told {
  readonly level: Level;
  readonly mark: string;
}

/** All that a judgement of an item rests on. */
export interface Ground {
  readonly facts: RiskFacts;
  readonly told: Told | null;
  readonly rules: RiskRules;
  readonly version: string | null;
  readonly now: number;
  /** Units of the site by id: a unit may be named by any of its names. */
  readonly units: Setting['units'];
}

export interface Assessment {
  readonly level: Level;
  readonly cause: RiskCause;
  readonly hits: readonly RiskHit[];
}

const CHANGES_KEPT = 12;
const NO_HITS: RiskReason['hits'] = [];

/** What criteria and source ask for; grounds that two seats have accepted no longer ask. */
export function assess({ facts, told, rules, now }: Ground, accepted: readonly Accepted[] = []): Assessment {
  const found = hitsAt(rules, facts, now);
  const hits = accepted.length === 0 ? found : found.filter((hit) => !isAccepted(hit, accepted));
  const ruled = levelBy(hits, rules, facts);
  const passed = told === null || accepted.some(({ id }) => id === told.mark);
  if (passed || LEVEL_RANK[told.level] <= LEVEL_RANK[ruled]) {
    return { level: ruled, cause: hits.length === 0 ? 'NONE' : 'RULES', hits };
  }
  return { level: told.level, cause: 'SOURCE', hits };
}

/** The level before it was first settled: since the item was received. */
export function firstRecord(ground: Ground, { level, cause, hits } = assess(ground)): RiskRecord {
  const { receivedAt } = ground.facts.item;
  const unasked = cause === 'NONE' ? { at: receivedAt, ageDays: 0 } : {};
  return {
    level,
    since: receivedAt,
    why: reasonOf(ground, cause, { hits, ...unasked }),
    changes: [],
    proposal: null,
    override: null,
    reviewedAt: null,
    clean: NO_REVIEWS,
    taskforce: false,
    measures: [],
    assigned: null,
    refused: 0,
    accepted: [],
  };
}

/**
 * The record at `now`: a ground that is over is no longer accepted, an override that has run out ends, and what the
 * criteria or the source ask for is followed upward, never downward, over an override as well. The same record when
 * nothing changes.
 */
export function advanced(
  kept: RiskRecord,
  ground: Ground,
  { level, cause, hits } = assess(ground, kept.accepted),
): RiskRecord {
  const record = lapsed(kept, ground);
  const { override } = record;
  if (override !== null) {
    return override.until > ground.now
      ? covering(record, override, ground)
      : uncovered(record, override, ground);
  }
  if (LEVEL_RANK[level] <= LEVEL_RANK[record.level]) return record;
  return changed(record, level, risenBy({ level, cause, hits }, record, ground));
}

/**
 * Why it rose, and when: on the day on which a review was missed or an age was reached, also where that is found later,
 * as in a history that is told all at once; else when it is found.
 */
function risenBy({ level, cause, hits }: Assessment, { since }: RiskRecord, ground: Ground): RiskReason {
  const { rules, facts, now } = ground;
  const held = hits.filter((hit) => hit.level === level).map(({ id }) => heldSince(rules, facts, id));
  const at = Math.max(since, Math.min(now, ...held.filter((each) => each !== null)));
  if (at === now) return reasonOf(ground, cause, { hits });
  const ids = new Set(hits.map(({ id }) => id));
  const then = hitsAt(rules, facts, at).filter(({ id }) => ids.has(id));
  return reasonOf({ ...ground, now: at }, cause, { hits: then });
}

/** While an override lasts: what it covers rises with the grounds, and grounds that nobody knew when it was set prevail. */
function covering(record: RiskRecord, override: Override, ground: Ground): RiskRecord {
  const { level, cause, hits } = assess(ground, [...record.accepted, ...override.accepted]);
  const base = higher(override.base, level);
  if (LEVEL_RANK[level] <= LEVEL_RANK[record.level]) {
    return base === override.base ? record : { ...record, override: { ...override, base } };
  }
  return {
    ...changed(record, level, reasonOf(ground, cause, { hits })),
    override: level === base || level === 'UNDETERMINED' ? null : { ...override, level, base },
  };
}

/** Without what was accepted and is over: should it come back, it is a new ground. */
function lapsed(record: RiskRecord, ground: Ground): RiskRecord {
  const { override } = record;
  if (record.accepted.length === 0 && (override === null || override.accepted.length === 0)) return record;
  const grounds = groundsOf(hitsAt(ground.rules, ground.facts, ground.now), ground.told?.mark ?? null);
  const accepted = stillAccepted(record.accepted, grounds, ground.facts);
  const covered = override === null ? null : stillAccepted(override.accepted, grounds, ground.facts);
  if (accepted === record.accepted && covered === (override?.accepted ?? null)) return record;
  const kept = override === null || covered === null ? null : { ...override, accepted: covered };
  return { ...record, accepted, override: kept };
}

/** The level after an override: what it covered, or what is asked for by now if that is higher. */
export function uncovered(
  record: RiskRecord,
  { base }: Override,
  ground: Ground,
  who: Partial<RiskReason> = {},
): RiskRecord {
  const { level, hits } = assess(ground, record.accepted);
  return {
    ...changed(record, higher(base, level), reasonOf(ground, 'OVERRIDE_ENDED', { hits, ...who })),
    override: null,
  };
}

/** With another level; what had been reviewed, proposed or assigned was about the former one. */
export function changed(record: RiskRecord, to: Level, why: RiskReason): RiskRecord {
  if (to === record.level) return { ...record, why };
  const change: LevelChange = { from: record.level, to, ...why };
  return {
    ...record,
    level: to,
    since: why.at,
    why,
    changes: [...record.changes.slice(-(CHANGES_KEPT - 1)), change],
    proposal: null,
    clean: NO_REVIEWS,
    assigned: null,
  };
}

export function reasonOf(
  { facts, version, now }: Ground,
  cause: RiskCause,
  over: Partial<RiskReason> = {},
): RiskReason {
  const age = ageDays(facts.item.receivedAt, now);
  return {
    cause,
    hits: over.hits ?? NO_HITS,
    at: over.at ?? now,
    ageDays: over.ageDays ?? age,
    version,
    reason: over.reason ?? null,
    by: over.by ?? null,
    approver: over.approver ?? null,
  };
}
