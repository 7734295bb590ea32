import type { ClockName } from './deadlines.ts';

/** A step of the centre's procedure that an item left after its clock had run out: late, but not against the rules. Epoch ms. */
export interface LateStep {
  readonly clock: ClockName;
  readonly dueAt: number;
  /** When the item went on. */
  readonly at: number;
}

/** The clock of the step that an item is in; it starts when the step starts. */
export interface StageClock {
  readonly clock: ClockName;
  /** CENTRE: procedural (程序性推进) · UNIT: substantive (实质性化解). */
  readonly side: 'CENTRE' | 'UNIT';
  readonly startAt: number;
  readonly dueAt: number | null;
  /** Id of the limit that `dueAt` comes from. */
  readonly limit: string | null;
  /** A day of the count lies past the coverage of the calendar (节假日未公布，暂按周末推算). */
  readonly provisional: boolean;
  readonly overdue: boolean;
}

/** A supporting unit and its own clocks. Epoch ms; null: not yet. */
export interface Support {
  readonly unit: string;
  readonly name: string;
  readonly calledAt: number | null;
  readonly readAt: number | null;
  readonly signedAt: number | null;
  readonly reportedAt: number | null;
  readonly fedbackAt: number | null;
  readonly releasedAt: number | null;
  readonly signDueAt: number | null;
  /** Id of its limit, and whether a day of its count lies past the coverage of the calendar; so for the feedback. */
  readonly signLimit: string | null;
  readonly signProvisional: boolean;
  readonly feedbackDueAt: number | null;
  readonly feedbackLimit: string | null;
  readonly feedbackProvisional: boolean;
  /** Of an open item: its time for signing or for feedback is over, and it has neither done that nor been released. */
  readonly overdue: boolean;
}
