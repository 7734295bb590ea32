import type { AlarmEntity, CaseEntity } from '../../gateway/contract/entities.ts';
import { FINAL_CASE_STATES } from '../../gateway/contract/vocabulary.ts';
import { byUrgency } from './alarms.ts';
import { type ClockTone, toneOf } from './clock.ts';
import { counts, inScope } from './scope.ts';

/** One clock of the wall: an unacknowledged P1, or an open item with a deadline or a stopped clock. */
export type Deadline =
  | { readonly kind: 'alarm'; readonly rank: 0; readonly alarm: AlarmEntity }
  | {
      readonly kind: 'case';
      readonly rank: 1 | 2 | 3 | 4;
      readonly tone: ClockTone;
      readonly item: CaseEntity;
    };

/** Open items of the chosen area that count. */
export function openCases(cases: ReadonlyMap<string, CaseEntity>, area: string | null = null): CaseEntity[] {
  return [...cases.values()].filter(
    (item) => !FINAL_CASE_STATES.includes(item.state) && counts(item) && inScope(item, area),
  );
}

const RANKS: Readonly<Record<ClockTone, 1 | 2 | 3 | 4>> = {
  overdue: 1,
  'due-soon': 2,
  normal: 3,
  paused: 4,
};

/**
 * Every clock in the order of decisions D7: unacknowledged P1, overdue (the most first), due soon, the rest by due instant,
 * stopped clocks last. The class is the gateway's (`sla`), so that rows and numbers agree at one position.
 */
export function deadlines(alarms: readonly AlarmEntity[], cases: readonly CaseEntity[]): Deadline[] {
  const waiting = alarms.filter((alarm) => alarm.priority === 'P1' && !alarm.acked).sort(byUrgency);
  const items = cases.flatMap((item): Extract<Deadline, { kind: 'case' }>[] => {
    const tone = toneOf(item);
    return tone === null ? [] : [{ kind: 'case', rank: RANKS[tone], tone, item }];
  });
  items.sort(
    (a, b) => a.rank - b.rank || dueOf(a.item) - dueOf(b.item) || a.item.id.localeCompare(b.item.id),
  );
  return [...waiting.map((alarm): Deadline => ({ kind: 'alarm', rank: 0, alarm })), ...items];
}

function dueOf(item: CaseEntity): number {
  return item.dueAt ?? Number.MAX_SAFE_INTEGER;
}

export interface DeadlineCounts {
  readonly overdue: number;
  readonly dueSoon: number;
}

/** How many clocks of a list are overdue and due soon: what 另有 leaves over is counted from lists, never guessed. */
export function countDeadlines(list: readonly Deadline[]): DeadlineCounts {
  return {
    overdue: list.filter((clock) => clock.rank === 1).length,
    dueSoon: list.filter((clock) => clock.rank === 2).length,
  };
}

/**
 * Elapsed share of an item's limit less its pauses, 0…1 (decisions D7); a stopped clock stands where it was stopped.
 * Null without a deadline.
 */
export function elapsedShare(item: CaseEntity, now: number): number | null {
  if (item.dueAt === null) return null;
  const start = (item.startAt ?? item.receivedAt) + item.pausedMs;
  const until = item.pausedAt ?? now;
  if (item.dueAt <= start) return 1;
  return Math.min(1, Math.max(0, (until - start) / (item.dueAt - start)));
}
