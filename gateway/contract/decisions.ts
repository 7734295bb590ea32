import type { Extension } from './deadlines.ts';
import type { LadderStep } from './life.ts';

/** What a unit may ask the centre for 待批: more time 延期, or that its clock stands still 停表. */
export const REQUEST_KINDS = ['EXTENSION', 'SUSPENSION'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** What may be decided about a clock that is to stand still; ENDED lets it run again. */
export const SUSPENSION_DECISIONS = ['GRANTED', 'REFUSED', 'ENDED'] as const;
export type SuspensionDecision = (typeof SUSPENSION_DECISIONS)[number];

/** Steps of a department that was whistled for, as the desk notes them. */
export const REPORT_STEPS = ['READ', 'REPORTED', 'RELEASED'] as const;

/** A request that nobody has decided. */
export interface CaseRequest {
  readonly kind: RequestKind;
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string | null;
  /** What is asked for, with an EXTENSION that says so. */
  readonly extension: Extension | null;
}

/** The last decision about a request of one kind. */
export interface CaseDecision {
  readonly kind: RequestKind;
  readonly decision: SuspensionDecision;
  /** Epoch ms. */
  readonly at: number;
  readonly reason: string;
  /** Seat that entered it, and post that approved. */
  readonly by: string;
  readonly approver: string | null;
  /** With a granted extension. */
  readonly extension: Extension | null;
  /** With a granted suspension: when the clock runs again by itself, epoch ms. */
  readonly until: number | null;
}

/** A letter of the supervision ladder that was issued; its words are configuration. Instants are epoch ms. */
export interface CaseLetter {
  readonly step: LadderStep;
  /** What the rules call it now; null for a rung that they do not have. */
  readonly word: string | null;
  /** Unit that it was issued to. */
  readonly to: string;
  readonly at: number;
  readonly reason: string;
  readonly by: string;
  readonly approver: string | null;
  readonly answerBy: number | null;
  readonly answeredAt: number | null;
  /** Past `answerBy` without an answer. */
  readonly overdue: boolean;
}
