import type { Extension } from '../../contract/deadlines.ts';
import type { CaseRequest } from '../../contract/decisions.ts';
import type { CallbackWaiver, LadderStep, Pass, ReturnReason, SupportStep } from '../../contract/life.ts';
import type { CaseState, HandlingLevel, Urgency } from '../../contract/vocabulary.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import { closedAtOf, type Heard, type TypeOf } from '../event.ts';
import type { Stamp } from '../stamp.ts';

export type CaseHeard = Heard<TypeOf<'case'>>;

/** What one event said about an item's life. Kept by stamp, so that the life does not depend on the order of arrival. */
export interface LifeStep {
  readonly s: Stamp;
  readonly at: number;
  readonly type: CaseHeard['type'];
  readonly state?: CaseState;
  readonly holder?: string | null;
  readonly urgency?: Urgency | null;
  readonly handlingLevel?: HandlingLevel | null;
  readonly support?: { readonly unit: string; readonly step: SupportStep };
  readonly check?: Pass;
  readonly callback?: Pass;
  readonly waived?: CallbackWaiver;
  readonly returnReason?: ReturnReason;
  readonly request?: Pick<CaseRequest, 'kind' | 'reason' | 'extension'>;
  readonly answers?: LadderStep;
  /** `approver`: the post that granted it, where a seat entered the decision. */
  readonly extended?: Extension & { readonly approver?: string };
}

export const STEPS_KEPT = 96;

/** Types that count as steps even when they say nothing else. */
const ALWAYS: ReadonlySet<string> = new Set(['case.returned', 'case.calledback', 'case.extended']);

/** The step of an event; null when it says nothing about the life. */
export function stepOf(heard: CaseHeard, state: CaseState | null): LifeStep | null {
  const { type, entry, stamp } = heard;
  const said = {
    ...(state === null ? {} : { state }),
    ...standingOf(heard),
    ...detailsOf(heard),
  };
  if (Object.keys(said).length === 0 && !ALWAYS.has(type)) return null;
  const at = type === 'case.closed' ? closedAtOf(heard) : entry.time;
  return { s: stamp, at, type, ...said };
}

function standingOf({ data }: CaseHeard): Partial<LifeStep> {
  const { holder, handlingLevel, urgency } = data as Pick<LifeStep, 'holder' | 'handlingLevel' | 'urgency'>;
  return {
    ...(holder === undefined ? {} : { holder }),
    ...(urgency === undefined ? {} : { urgency }),
    ...(handlingLevel === undefined ? {} : { handlingLevel }),
  };
}

function detailsOf({ type, data }: CaseHeard): Partial<LifeStep> {
  if (type === 'case.closed') {
    return data.callbackWaived === undefined ? {} : { waived: data.callbackWaived };
  }
  if (type === 'case.received' || type === 'case.merged' || type === 'case.rated') return {};
  const { support, check, callback, returnReason, extension, request, answers, reason } = data;
  return {
    ...(support === undefined ? {} : { support }),
    ...(check === undefined ? {} : { check }),
    ...(callback === undefined ? {} : { callback }),
    ...(returnReason === undefined ? {} : { returnReason }),
    ...(answers === undefined ? {} : { answers }),
    ...(request === undefined
      ? {}
      : { request: { kind: request, reason: reason || null, extension: extension ?? null } }),
    ...(extension === undefined || request !== undefined ? {} : { extended: extension }),
  };
}

/** The steps without what was told twice under one number; the last told of it stands. */
export function distinct(steps: readonly LifeStep[]): readonly LifeStep[] {
  return steps.filter(({ s }, index) => {
    const next = steps[index + 1]?.s;
    return next === undefined || s[1] < 0 || s[0] !== next[0] || s[1] !== next[1];
  });
}

export function isOver(state: CaseState | null): boolean {
  return state !== null && FINAL_CASE_STATES.includes(state);
}
