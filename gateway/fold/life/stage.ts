import type { ClockName } from '../../contract/deadlines.ts';
import type { StageClock } from '../../contract/life-clocks.ts';
import type { CaseState } from '../../contract/vocabulary.ts';
import { type DeadlineSetting, runOf } from '../deadline/due.ts';
import { type LimitSubject, limitFor } from '../deadline/limits.ts';
import type { Standing } from '../deadline/pauses.ts';
import { reckon } from '../deadline/reckon.ts';

type Stage = Pick<StageClock, 'clock' | 'side'>;

const centre = (clock: ClockName): Stage => ({ clock, side: 'CENTRE' });
const unit = (clock: ClockName): Stage => ({ clock, side: 'UNIT' });

/** Whose clock runs in a state: the centre moves the procedure on, the unit resolves the matter. */
const STAGES: Readonly<Partial<Record<CaseState, Stage>>> = {
  RECEIVED: centre('INTAKE'),
  VERIFYING: centre('INTAKE'),
  JOINT_REVIEW: centre('JOINT_REVIEW'),
  DISPATCHED: unit('SIGN'),
  ACCEPTED: unit('ARRIVE'),
  IN_PROGRESS: unit('RESOLVE'),
  REWORK: unit('REWORK'),
  FEEDBACK: centre('REVIEW'),
  CALLBACK: centre('CALLBACK'),
  FULFILMENT: unit('FULFILMENT'),
  LEGAL_TRACK: unit('LEGAL_TRACK'),
};

/** A statement about the state; `anew`: it starts the clock again, also where that runs already. */
export interface StageMark {
  readonly state: CaseState;
  readonly at: number;
  readonly anew: boolean;
}

/** Since when the clock of the last state runs: over all states in a row that have this clock. */
export function stageSince(marks: readonly StageMark[]): number | null {
  const clock = clockOf(marks.at(-1));
  let since: number | null = null;
  for (const mark of marks.toReversed()) {
    if (clockOf(mark) !== clock) break;
    since = mark.at;
    if (mark.anew) break;
  }
  return since;
}

/** The clock of the centre's procedure that runs in a state; null where none or a unit's does. */
export function centreClock(state: CaseState): ClockName | null {
  const stage = STAGES[state];
  return stage?.side === 'CENTRE' ? stage.clock : null;
}

function clockOf(mark: StageMark | undefined): ClockName | null {
  return mark === undefined ? null : (STAGES[mark.state]?.clock ?? null);
}

/**
 * The clock of the present step, from when the step began. While a unit works it is the item's own clock, so no second
 * deadline is shown for it; a step in which that one stands has its own. Null while an item is suspended or nothing is
 * left to do.
 */
export function stageAt(
  { state, since }: { readonly state: CaseState; readonly since: number },
  { marks, now, ...facts }: StepFacts & { readonly now: number },
  setting: DeadlineSetting,
): StageClock | null {
  const stage = STAGES[state];
  if (stage === undefined) return null;
  const run = stage.clock === 'RESOLVE' ? null : stepRun(stage.clock, since, { ...facts, marks }, setting);
  const { dueAt, limit, provisional } = run ?? NO_RUN;
  return { ...stage, startAt: since, dueAt, limit, provisional, overdue: dueAt !== null && now > dueAt };
}

/** What the limit of a step depends on. */
export interface StepFacts {
  readonly subject: LimitSubject;
  /** In which its clock may have stood. */
  readonly marks: readonly Standing[];
}

/** When a step that began at `since` is due; null without a limit for it. */
export function stepDue(
  clock: ClockName,
  since: number,
  facts: StepFacts,
  setting: DeadlineSetting,
): number | null {
  return stepRun(clock, since, facts, setting)?.dueAt ?? null;
}

/** The clock of a step: when it ends and by which limit, and whether it stands still at the end of its marks. */
export interface StepRun {
  readonly dueAt: number;
  readonly limit: string;
  readonly provisional: boolean;
  readonly stands: boolean;
}

const NO_RUN = { dueAt: null, limit: null, provisional: false } as const;

/** The clock of a step that began at `since`; null without a limit for it. */
export function stepRun(
  clock: ClockName,
  since: number,
  { subject, marks }: StepFacts,
  { limits, calendar }: DeadlineSetting,
): StepRun | null {
  const limit = limitFor(limits, clock, subject);
  if (limit === null) return null;
  const run = runOf(limit, since, { marks, extensions: [] }, calendar);
  return { ...reckon(limit, run, calendar), limit: limit.id, stands: run.pauses.at(-1)?.to === null };
}
