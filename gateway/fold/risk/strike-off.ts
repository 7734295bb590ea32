import type { CaseLife } from '../../contract/life.ts';
import type {
  Observation,
  StrikeOffLack,
  StrikeOffPeriod,
  StrikeOffRules,
} from '../../contract/strike-off.ts';
import type { Level, Outcome } from '../../contract/vocabulary.ts';

const DAY_MS = 86_400_000;
const NAMED_AT_MOST = 16;
/** With these a matter is closed and not settled; an outcome that nobody told stands against nothing. */
const NOT_SETTLED: ReadonlySet<Outcome | null> = new Set<Outcome | null>(['PARTIAL', 'UNRESOLVED', 'LEGAL']);

/** One later report of the like at the same place. */
export interface Again {
  readonly id: string;
  /** When it was received, epoch ms. */
  readonly at: number;
}

/** A closed item as far as striking off asks. */
export interface Ended {
  readonly level: Level;
  readonly closedAt: number;
  readonly outcome: Outcome | null;
  readonly callback: CaseLife['callback'];
}

/** The period of a level; null where its items are not observed. */
export function periodOf(rules: StrikeOffRules, level: Level): StrikeOffPeriod | null {
  return level === 'UNDETERMINED' ? null : rules[level];
}

/** Latest instant that a period of an item closed at `closedAt` can reach. */
export function observedAtMost({ daysAtMost }: StrikeOffRules, closedAt: number): number {
  return closedAt + daysAtMost * DAY_MS;
}

/**
 * Where a closed item stands on its way off the list 销号: resolved, called back, and no recurrence at its place for the days
 * of its level. A recurrence begins the period anew, or refuses, as the rule says; never beyond `daysAtMost`.
 *
 * @param again the like received at its place since it was closed, in that order
 */
export function observationAt(
  ended: Ended,
  rules: StrikeOffRules,
  again: readonly Again[],
  now: number,
): Observation | null {
  const period = periodOf(rules, ended.level);
  if (period === null) return null;
  const since = ended.closedAt;
  const span = spanOf(period, again, { since, atMost: observedAtMost(rules, since) });
  const lacks = lacksOf(ended, span.standing);
  return {
    state: now < span.until ? 'OBSERVED' : ending(lacks),
    since,
    until: span.until,
    days: period.days,
    lacks,
    recurred: again.filter(({ at }) => at < span.until).length,
    recurredBy: span.by,
  };
}

/** First instant after `now` at which that changes by itself; null for never. */
export function observationTurnsAt(observation: Observation | undefined, now: number): number | null {
  return observation?.state === 'OBSERVED' && observation.until > now ? observation.until : null;
}

function ending(lacks: readonly StrikeOffLack[]): 'STRUCK_OFF' | 'REFUSED' {
  return lacks.length === 0 ? 'STRUCK_OFF' : 'REFUSED';
}

interface Reach {
  readonly until: number;
  /** What carried it there, or what refuses it. */
  readonly by: readonly string[];
  /** A recurrence stands against striking off. */
  readonly standing: boolean;
}

function spanOf(
  { days, onRecurrence }: StrikeOffPeriod,
  again: readonly Again[],
  { since, atMost }: { readonly since: number; readonly atMost: number },
): Reach {
  const daysMs = days * DAY_MS;
  const by: string[] = [];
  let until = since + daysMs;
  // Of the reports within the period only the last one carries it on.
  for (let last = lastBefore(again, until); last !== undefined; last = lastBefore(again, until)) {
    if (by.at(-1) === last.id) break;
    by.push(last.id);
    if (onRecurrence === 'REFUSE') return { until, by, standing: true };
    until = last.at + daysMs;
    if (until >= atMost) return { until: atMost, by: by.slice(-NAMED_AT_MOST), standing: until > atMost };
  }
  return { until, by: by.slice(-NAMED_AT_MOST), standing: false };
}

function lastBefore(again: readonly Again[], until: number): Again | undefined {
  return again.findLast(({ at }) => at < until);
}

function lacksOf({ level, outcome, callback }: Ended, recurring: boolean): StrikeOffLack[] {
  const lacks: StrikeOffLack[] = [];
  if (NOT_SETTLED.has(outcome)) lacks.push('RESOLUTION');
  if (!isSpokenFor(level, callback)) lacks.push('CALLBACK');
  if (recurring) lacks.push('RECURRENCE');
  return lacks;
}

/** At high risk it is not enough that nobody was reached, or that another system says so: somebody has to be asked. */
function isSpokenFor(level: Level, callback: Ended['callback']): boolean {
  if (callback === null || callback === 'FAILED') return false;
  return level !== 'HIGH' || (callback !== 'UNREACHABLE' && callback !== 'IMPORTED');
}
