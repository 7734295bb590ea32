import type { CaseEntity } from '../../contract/entities.ts';
import type { CaseLife } from '../../contract/life.ts';
import type { RiskCriterion, RiskHit, RiskInput, RiskRules } from '../../contract/risk.ts';
import { LEVEL_RANK } from '../../contract/risk.ts';
import type { Level } from '../../contract/vocabulary.ts';
import { type Used, usedAt } from '../life/ladder.ts';

/** What the criteria read of an item: its matter, its course and its village, never a person. */
export interface RiskFacts {
  readonly item: Pick<
    CaseEntity,
    'kind' | 'category' | 'urgency' | 'people' | 'amount' | 'state' | 'receivedAt' | 'holder' | 'holderUnit'
  >;
  readonly life: Pick<
    CaseLife,
    'tags' | 'check' | 'returns' | 'reworks' | 'reopenings' | 'supports' | 'over'
  >;
  /** The running limit; null without one, or while its clock stands still. */
  readonly used: Used | null;
  /** Since when it is overdue and nobody has said why; also an instant that lies ahead. */
  readonly unreasonedFrom: number | null;
  /** When its next review is due. */
  readonly reviewDueAt: number | null;
  /** Items of the same kind and category in its village within the window of the rules, itself included. */
  readonly recurrences: Counted;
  /** Alarms in its village within that window. */
  readonly alarms: Counted;
}

/** How many were counted at the last tick, and the largest number that a criterion asks for and they reach. */
export interface Counted {
  readonly count: number;
  readonly step: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Shown = string | number | null;
type Ask<Input extends RiskInput> = (
  wanted: NonNullable<RiskCriterion['when'][Input]>,
  facts: RiskFacts,
  now: number,
) => Shown;

const atLeast = (wanted: number, count: number): Shown => (count >= wanted ? count : null);
const reached = (wanted: number, { count, step }: Counted): Shown => (step >= wanted ? count : null);
const hoursPast = (wanted: number, since: number | null, now: number): Shown =>
  since === null ? null : atLeast(wanted, Math.floor((now - since) / HOUR_MS));
const oneOf = (wanted: readonly string[], value: string | null): Shown =>
  value !== null && wanted.includes(value) ? value : null;

/** For each input: what the item has to show for a condition, null when the condition does not hold. */
const ASK: { readonly [Input in RiskInput]: Ask<Input> } = {
  kinds: (wanted, { item }) => oneOf(wanted, item.kind),
  categories: (wanted, { item }) => oneOf(wanted, item.category),
  urgencies: (wanted, { item }) => oneOf(wanted, item.urgency),
  tags: (wanted, { life }) => life.tags.find((tag) => wanted.includes(tag)) ?? null,
  check: (wanted, { life }) => (life.check === wanted ? wanted : null),
  people: (wanted, { item }) => atLeast(wanted, item.people ?? 0),
  owed: (wanted, { item }) => atLeast(wanted, outstanding(item.amount)),
  returns: (wanted, { life }) => atLeast(wanted, life.returns),
  reworks: (wanted, { life }) => atLeast(wanted, life.reworks),
  reopenings: (wanted, { life }) => atLeast(wanted, life.reopenings),
  supports: (wanted, { life }) => atLeast(wanted, life.supports.length),
  usedShare: (wanted, { used }, now) =>
    used !== null && now > usedAt(used, wanted) ? Math.max(wanted, shareOf(used, now)) : null,
  overdueHours: (wanted, { unreasonedFrom }, now) => hoursPast(wanted, unreasonedFrom, now),
  missedReviewHours: (wanted, { reviewDueAt }, now) => hoursPast(wanted, reviewDueAt, now),
  ageDays: (wanted, { item }, now) => atLeast(wanted, ageDays(item.receivedAt, now)),
  recurrences: (wanted, { recurrences }) => reached(wanted, recurrences),
  alarms: (wanted, { alarms }) => reached(wanted, alarms),
};

/** Share of a limit that is used up at `now`, cut to two decimals; 0 where the limit has no length. */
function shareOf({ startAt, dueAt, pausedMs }: Used, now: number): number {
  const [used, whole] = [now - startAt - pausedMs, dueAt - startAt - pausedMs];
  return whole > 0 ? Math.floor((100 * used) / whole) / 100 : 0;
}

/** Whole days since an item was received. */
export function ageDays(receivedAt: number, now: number): number {
  return Math.max(0, Math.floor((now - receivedAt) / DAY_MS));
}

function outstanding(amount: CaseEntity['amount']): number {
  return Math.max(0, (amount?.owed ?? 0) - (amount?.paid ?? 0));
}

type Condition = readonly [input: RiskInput, wanted: unknown];
type Compiled = Pick<RiskHit, 'id' | 'label' | 'level' | 'asked'> & {
  readonly conditions: readonly Condition[];
};

const compiled = new WeakMap<RiskRules, readonly Compiled[]>();

/** Conditions as lists, made once for each set of rules: they are asked with every change of every item. */
function criteriaOf(rules: RiskRules): readonly Compiled[] {
  const known = compiled.get(rules);
  if (known !== undefined) return known;
  const made = rules.criteria.map(({ id, label, level, when }) => {
    const conditions = (Object.entries(when) as [RiskInput, unknown][]).filter(
      ([, wanted]) => wanted !== undefined,
    );
    const asked = Object.fromEntries(conditions.filter(([, wanted]) => typeof wanted === 'number'));
    return { id, label, level, asked, conditions };
  });
  compiled.set(rules, made);
  return made;
}

/** The criteria that hold at `now`. */
export function hitsAt(rules: RiskRules, facts: RiskFacts, now: number): readonly RiskHit[] {
  let hits = NO_HITS;
  for (const { id, label, level, asked, conditions } of criteriaOf(rules)) {
    const inputs = shown(conditions, facts, now);
    if (inputs !== null) hits = [...hits, { id, label, level, inputs, asked }];
  }
  return hits;
}

const NO_HITS: readonly RiskHit[] = [];

/**
 * Since when a criterion has held that asks for nothing but a missed review or age, epoch ms: such a day is known, however
 * late the item was told. Null for any other: what else it asks for may have been told later.
 */
export function heldSince(
  { criteria }: RiskRules,
  { item, reviewDueAt }: RiskFacts,
  id: string,
): number | null {
  const { missedReviewHours, ageDays: days, ...others } = criteria.find((each) => each.id === id)?.when ?? {};
  if (Object.values(others).some((wanted) => wanted !== undefined)) return null;
  const begins = [
    missedReviewHours === undefined || reviewDueAt === null
      ? null
      : reviewDueAt + missedReviewHours * HOUR_MS,
    days === undefined ? null : item.receivedAt + days * DAY_MS,
  ].filter((at) => at !== null);
  return begins.length === 0 ? null : Math.max(...begins);
}

function shown(conditions: readonly Condition[], facts: RiskFacts, now: number): RiskHit['inputs'] | null {
  let inputs: Partial<Record<RiskInput, string | number>> | null = null;
  for (const [name, wanted] of conditions) {
    const ask = ASK[name] as (wanted: unknown, facts: RiskFacts, now: number) => Shown;
    const value = ask(wanted, facts, now);
    if (value === null) return null;
    inputs ??= {};
    inputs[name] = value;
  }
  return inputs;
}

/** The level of an item to which these criteria apply: the highest of theirs, LOW or undetermined without one. */
export function levelBy(
  hits: readonly RiskHit[],
  { undecidedIn }: RiskRules,
  { item: { state } }: RiskFacts,
): Level {
  const base: Level = undecidedIn.includes(state) ? 'UNDETERMINED' : 'LOW';
  return hits.reduce<Level>((highest, { level }) => higher(highest, level), base);
}

export function higher(a: Level, b: Level): Level {
  return LEVEL_RANK[b] > LEVEL_RANK[a] ? b : a;
}

/** First instant after `now` at which a criterion may begin to hold by the passing of time; null for never. */
export function criteriaTurnAt(
  { criteria }: RiskRules,
  { item, used, unreasonedFrom, reviewDueAt }: RiskFacts,
  now: number,
): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const { when } of criteria) {
    if (when.usedShare !== undefined && used !== null)
      next = ahead(next, usedAt(used, when.usedShare) + 1, now);
    if (when.overdueHours !== undefined && unreasonedFrom !== null)
      next = ahead(next, unreasonedFrom + when.overdueHours * HOUR_MS, now);
    if (when.missedReviewHours !== undefined && reviewDueAt !== null)
      next = ahead(next, reviewDueAt + when.missedReviewHours * HOUR_MS, now);
    if (when.ageDays !== undefined) next = ahead(next, item.receivedAt + when.ageDays * DAY_MS, now);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

function ahead(next: number, at: number, now: number): number {
  return at > now && at < next ? at : next;
}
