import type { CaseLife, LadderStep, LifeRules } from '../../contract/life.ts';
import { LADDER_STEPS } from '../../contract/life.ts';
import { type CaseState, STAGE_OF, type Stage } from '../../contract/vocabulary.ts';
import type { Course } from './course.ts';

type Rung = LifeRules['ladder'][number];
type Counted = Pick<Rung, 'returns' | 'reworks' | 'reopenings' | 'units'>;

/** The limit of an item that is with its unit; null where there is none, or where its clock stands still. */
export interface Used {
  readonly startAt: number;
  readonly dueAt: number;
  /** How long it stood in between; that time uses nothing up. */
  readonly pausedMs: number;
}

/** What the limit of an item is told by. */
interface Limited {
  readonly state: CaseState;
  readonly receivedAt: number;
  readonly pausedAt: number | null;
  readonly startAt: number | null;
  readonly dueAt: number | null;
  readonly pausedMs: number;
}

/**
 * How much of a limit its unit has used is asked while it is the unit's turn. Once the unit has answered, the item waits
 * for the centre's review, for the call-back or for what was promised: whoever is late then, a letter to the unit would
 * find nobody who could act on it (两个时钟: the centre's and the unit's).
 */
export function usedOf({ state, receivedAt, pausedAt, startAt, dueAt, pausedMs }: Limited): Used | null {
  if (pausedAt !== null || dueAt === null || ANSWERED.includes(STAGE_OF[state])) return null;
  return { startAt: startAt ?? receivedAt, dueAt, pausedMs };
}

const ANSWERED: readonly (Stage | null)[] = ['FEEDBACK', 'CALLBACK'];

/** How far the rules have come up the ladder with an open item, and which escalation rules hold. */
export function ladderAt(
  { ladder, escalations }: LifeRules,
  course: Course,
  used: Used | null,
  now: number,
): Pick<CaseLife, 'ladder' | 'ladderWord' | 'escalations' | 'escalationWords'> {
  let highest = -1;
  for (const rung of ladder) {
    if (reaches(rung, course) || (used !== null && now > instantOf(rung, used))) {
      highest = Math.max(highest, LADDER_STEPS.indexOf(rung.step));
    }
  }
  const reached = LADDER_STEPS[highest] ?? null;
  const held = escalations.filter((rule) => reaches(rule, course));
  return {
    ladder: reached,
    ladderWord: reached === null ? null : rungWord(ladder, reached),
    escalations: held.map(({ id }) => id),
    escalationWords: held.map(({ label }) => label),
  };
}

/** What the rules call a rung; null for one that they do not have. */
export function rungWord(ladder: LifeRules['ladder'], step: LadderStep): string | null {
  return ladder.find((rung) => rung.step === step)?.label ?? null;
}

/** First instant after `now` at which a rung is reached by time; null for never. */
export function ladderTurnsAt({ ladder }: LifeRules, used: Used | null, now: number): number | null {
  if (used === null) return null;
  const ahead = ladder
    .map((rung) => instantOf(rung, used) + 1)
    .filter((at) => at > now && Number.isFinite(at));
  return ahead.length === 0 ? null : Math.min(...ahead);
}

function instantOf({ usedShare }: Rung, used: Used): number {
  return usedShare === undefined ? Number.POSITIVE_INFINITY : usedAt(used, usedShare);
}

/** Instant at which this share of a limit is used up, epoch ms. */
export function usedAt({ startAt, dueAt, pausedMs }: Used, share: number): number {
  return Math.round(startAt + pausedMs + share * Math.max(0, dueAt - startAt - pausedMs));
}

function reaches({ returns, reworks, reopenings, units }: Counted, course: Course): boolean {
  return (
    at(returns, course.returns) ||
    at(reworks, course.reworks) ||
    at(reopenings, course.reopenings) ||
    at(units, course.units)
  );
}

function at(threshold: number | undefined, count: number): boolean {
  return threshold !== undefined && count >= threshold;
}
