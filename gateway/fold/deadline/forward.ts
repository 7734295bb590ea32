import type { FallingDue } from '../../contract/deadlines.ts';
import type { CaseEntity } from '../../contract/entities.ts';
import { COUNTED_REALITIES, FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import { alarmClocks, type Clock, clocksOf, type Falling, instructionClock, warningClock } from './clocks.ts';

/** `ahead`: an item as it will stand at an instant if nobody acts until then. */
export interface Foresight {
  readonly now: number;
  readonly until: number;
  readonly ahead: (id: string, at: number) => CaseEntity | null;
}

/**
 * What will be late if nobody acts until `until`, earliest first: items whose deadline, present step, supporting unit or
 * letter is due, or whose level is to be reviewed, at or before then, warnings that wait to be signed or answered,
 * instructions that wait for a receipt, alarms that wait to be acknowledged or whose acknowledgement lapses. An item's clock that stands still does not fall due while nobody acts, unless it was stopped for a time that is over by
 * then; exercise and test are left out.
 */
export function fallingDue(
  { items, warnings, instructions, alarms }: Falling,
  { now, until, ahead }: Foresight,
): readonly FallingDue[] {
  const list: FallingDue[] = [];
  const add = (of: Pick<FallingDue, 'kind' | 'id'>, { dueAt, ...clock }: Clock) => {
    if (dueAt !== null && dueAt <= until) list.push({ ...of, ...clock, dueAt, overdue: now > dueAt });
  };
  for (const item of items) {
    if (!COUNTED_REALITIES.includes(item.reality)) continue;
    const then = item.pausedAt === null ? item : (ahead(item.id, until) ?? item);
    const running = clocksOf(then).filter(({ clock }) => clock !== 'RESOLVE' || then.pausedAt === null);
    for (const clock of [...running, ...assessment(then)]) add({ kind: 'case', id: item.id }, clock);
  }
  for (const each of warnings) if (counted(each)) add({ kind: 'warning', id: each.id }, warningClock(each));
  for (const each of instructions)
    if (counted(each)) add({ kind: 'instruction', id: each.id }, instructionClock(each));
  for (const each of alarms)
    if (counted(each)) for (const clock of alarmClocks(each)) add({ kind: 'alarm', id: each.id }, clock);
  return list.sort(
    (a, b) => a.dueAt - b.dueAt || byText(a.kind, b.kind) || byText(a.id, b.id) || byText(a.clock, b.clock),
  );
}

/** When the level of an item is to be reviewed next; what is over has its level no more. */
function assessment({ state, risk }: CaseEntity): readonly Clock[] {
  if (risk === undefined || FINAL_CASE_STATES.includes(state)) return [];
  return [{ clock: 'ASSESS', dueAt: risk.reviewDueAt, limit: null, provisional: false }];
}

function counted({ reality }: Pick<CaseEntity, 'reality'>): boolean {
  return COUNTED_REALITIES.includes(reality);
}

function byText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
