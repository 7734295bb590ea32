import type { ClockName } from '../../contract/deadlines.ts';
import type { LateStep } from '../../contract/life-clocks.ts';
import type { StateMark } from '../case-marks.ts';
import { withoutStandstills } from '../deadline/pauses.ts';
import { centreClock } from './stage.ts';
import type { LifeStep } from './steps.ts';

/** What the steps of an item are told by. */
interface Told {
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
}

/** A step of the centre's procedure that an item has left. Epoch ms. */
interface EndedStep {
  readonly clock: ClockName;
  readonly since: number;
  /** When the item went on. */
  readonly at: number;
}

const TOLD = 8;

/**
 * The steps of the centre's procedure that are done, in the item's own order: states in a row with one clock are one, and a
 * standstill ends none. A call-back that is told once it was made is owed since the feedback. The end of a record of
 * another system ends no step of this centre.
 */
export function endedSteps({ marks, steps }: Told): readonly EndedStep[] {
  const list: EndedStep[] = [];
  let fedback: number | null = null;
  let running: Pick<EndedStep, 'clock' | 'since'> | null = null;
  for (const mark of withoutStandstills(marks)) {
    const { state, at } = mark;
    const clock = centreClock(state);
    if (state === 'SUSPENDED' || (running !== null && clock === running.clock)) continue;
    const event = steps.find(({ s }) => s[2] === mark.s[2]);
    if (running !== null && event?.waived !== 'imported') list.push({ ...running, at });
    if (state === 'FEEDBACK') fedback = at;
    const owed = event?.type === 'case.calledback' ? fedback : null;
    running = clock === null ? null : { clock, since: owed ?? at };
  }
  return list;
}

/** Those of them, the last eight, that the item left after their clock had run out; `dueOf`: until when one had to be done. */
export function lateSteps(
  told: Told,
  dueOf: (clock: ClockName, since: number) => number | null,
): readonly LateStep[] {
  const late = endedSteps(told).flatMap(({ clock, since, at }): LateStep[] => {
    const dueAt = dueOf(clock, since);
    return dueAt === null || at <= dueAt ? [] : [{ clock, dueAt, at }];
  });
  return late.slice(-TOLD);
}
