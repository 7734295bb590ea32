import type { RuleOf } from '../../contract/warning-rules.ts';
import type { Member } from './groups.ts';
import type { Sight } from './sight.ts';
import { type Group, type RuleTally, sumOf } from './tally.ts';

/** What a rule finds in a group. */
export interface Found {
  readonly count: number;
  readonly baseline: number | null;
  /** The latest of them, latest first; at most `SHOWN_AT_MOST`. */
  readonly members: readonly Member[];
  /** Something of it is neither simulated nor of an exercise. */
  readonly actual: boolean;
}

const WEEK = 7;
const WEEKS_COMPARED = 4;
/** Members by which a finding is shown. */
const SHOWN_AT_MOST = 20;
/** Longest stretch of days that any rule looks back. */
export const REACH_DAYS = 92;

/**
 * Observations of a rule on a day: of SURGE those of the four windows that it compares with, so that a new
 * installation finds nothing before it has a past; of the others all in the window.
 */
export function observationsOf(tally: RuleTally, today: number): number {
  return windowsOf(tally, today).reduce((sum, [from, to]) => sum + tally.counted(from, to), 0);
}

/** These one by one. */
export function* observedBy(tally: RuleTally, today: number): Iterable<Sight> {
  for (const [from, to] of windowsOf(tally, today)) yield* tally.seen(from, to);
}

function windowsOf({ rule }: RuleTally, today: number): readonly (readonly [from: number, to: number])[] {
  if (rule.signal === 'SILENT') return [];
  const { windowDays } = rule;
  return rule.signal === 'SURGE' ? windowsBefore(today, windowDays) : [[today - windowDays + 1, today]];
}

/** What the rule finds in the group on a day; null when nothing. */
export function foundIn({ rule, dayOf }: RuleTally, group: Group, today: number): Found | null {
  switch (rule.signal) {
    case 'SURGE':
      return surgeIn(rule, group, today);
    case 'REPEAT':
      return repeatIn(rule, group, today);
    case 'STREAK':
      return streakIn(rule, group, (at) => dayOf(at) > today - rule.windowDays);
    default:
      return null;
  }
}

function surgeIn({ windowDays, ratio, least }: RuleOf<'SURGE'>, group: Group, today: number): Found | null {
  const from = today - windowDays + 1;
  const count = sumOf(group.days, from, today);
  if (count < least) return null;
  const baseline = median(windowsBefore(today, windowDays).map(([a, b]) => sumOf(group.days, a, b)));
  return count < ratio * baseline ? null : found(baseline, count, group);
}

function repeatIn({ windowDays, times }: RuleOf<'REPEAT'>, group: Group, today: number): Found | null {
  const count = sumOf(group.days, today - windowDays + 1, today);
  return count < times ? null : found(null, count, group);
}

/** The latest turns of a unit, one bad after the other. */
function streakIn(
  { times }: RuleOf<'STREAK'>,
  group: Group,
  inWindow: (at: number) => boolean,
): Found | null {
  let count = 0;
  for (const { at, bad } of group.members.latest()) {
    if (!inWindow(at)) continue;
    if (!bad) break;
    count += 1;
  }
  return count < times ? null : found(null, count, group, inWindow);
}

/** First and last days of the windows 7, 14, 21 and 28 days before the present one. */
function windowsBefore(today: number, windowDays: number): readonly (readonly [number, number])[] {
  return Array.from({ length: WEEKS_COMPARED }, (_, index) => {
    const last = today - (index + 1) * WEEK;
    return [last - windowDays + 1, last] as const;
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The latest `count` members that are asked for; simulated ones alone are looked through to the last. */
function found(
  baseline: number | null,
  count: number,
  group: Group,
  asked: (at: number) => boolean = () => true,
): Found {
  const members: Member[] = [];
  let actual = false;
  let left = count;
  for (const member of group.members.latest()) {
    if (left === 0 || (actual && members.length === SHOWN_AT_MOST)) break;
    if (!asked(member.at)) continue;
    if (members.length < SHOWN_AT_MOST) members.push(member);
    actual ||= member.sight.actual;
    left -= 1;
  }
  return { count, baseline, members, actual };
}
