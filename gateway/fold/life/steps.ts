import type { Extension } from '../../contract/deadlines.ts';
import type { CaseRequest } from '../../contract/decisions.ts';
import type {
  CallbackWaiver,
  LadderStep,
  MergeProblem,
  Pass,
  ReturnReason,
  SupportStep,
} from '../../contract/life.ts';
import type { CaseState, HandlingLevel, Urgency } from '../../contract/vocabulary.ts';
import { FINAL_CASE_STATES } from '../../contract/vocabulary.ts';
import { closedAtOf, type Heard, type TypeOf } from '../event.ts';
import { inserted, type Stamp } from '../stamp.ts';

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
  /** `approver`: the post that granted it, where its source tells one or a seat entered the decision. */
  readonly extended?: Extension & { readonly approver?: string };
  /** When a seat granted the extension that this tells of, epoch ms; set where the desk's acts were taken in, never kept. */
  readonly grantedAt?: number;
  /** The item under which it shall go on. */
  readonly into?: string;
  /** Why that is no such item; set where the merges of a record were judged, never kept. */
  readonly astray?: MergeProblem;
}

const STEPS_KEPT = 96;

/** What every step says. */
const HEAD: ReadonlySet<string> = new Set(['s', 'at', 'type']);
/** Types that count as steps even when they say nothing else. */
const ALWAYS: ReadonlySet<string> = new Set(['case.returned', 'case.calledback', 'case.extended']);

/** The step of an event; null when it says nothing about the life. */
export function stepOf(heard: CaseHeard, state: CaseState | null): LifeStep | null {
  const { type, entry, stamp } = heard;
  const at = type === 'case.closed' ? closedAtOf(heard) : entry.time;
  const step: Writable<LifeStep> = { s: stamp, at, type };
  if (state !== null) step.state = state;
  tellStanding(step, heard);
  tellDetails(step, heard);
  return saysNothing(step) ? null : step;
}

/** Something while it is written, field by field. */
export type Writable<Thing> = { -readonly [Name in keyof Thing]: Thing[Name] };

function saysNothing(step: LifeStep): boolean {
  if (ALWAYS.has(step.type)) return false;
  for (const name in step) if (!HEAD.has(name)) return false;
  return true;
}

function tellStanding(step: Writable<LifeStep>, { data }: CaseHeard): void {
  const { holder, handlingLevel, urgency } = data as Pick<LifeStep, 'holder' | 'handlingLevel' | 'urgency'>;
  if (holder !== undefined) step.holder = holder;
  if (urgency !== undefined) step.urgency = urgency;
  if (handlingLevel !== undefined) step.handlingLevel = handlingLevel;
}

function tellDetails(step: Writable<LifeStep>, { type, data }: CaseHeard): void {
  if (type === 'case.closed') {
    if (data.callbackWaived !== undefined) step.waived = data.callbackWaived;
    return;
  }
  if (type === 'case.merged') {
    step.into = data.into;
    return;
  }
  if (type === 'case.received' || type === 'case.rated') return;
  const { support, check, callback, returnReason, extension, approver, request, answers, reason } = data;
  if (support !== undefined) step.support = support;
  if (check !== undefined) step.check = check;
  if (callback !== undefined) step.callback = callback;
  if (returnReason !== undefined) step.returnReason = returnReason;
  if (answers !== undefined) step.answers = answers;
  if (request !== undefined)
    step.request = { kind: request, reason: reason || null, extension: extension ?? null };
  else if (extension !== undefined)
    step.extended = approver === undefined ? extension : { ...extension, approver };
}

/** What a step says of how the item stands; `check` and `callback` are of the present turn of the work. */
const STANDING = ['state', 'holder', 'urgency', 'handlingLevel', 'check', 'callback'] as const;
const OF_A_TURN = ['check', 'callback'] as const;
const NAMES_OF_ALL: ReadonlySet<string> = new Set([...STANDING, 's', 'at', 'type']);

/**
 * The steps with one more. Of too many a report leaves first that only repeats how the item stood before and after it,
 * then any other such step, then what changed neither its state nor a count of its course.
 */
export function steppedAlso(steps: readonly LifeStep[], step: LifeStep): readonly LifeStep[] {
  return inserted(steps, step, STEPS_KEPT, spareStep);
}

function spareStep(steps: readonly LifeStep[]): number {
  const after = repeating(steps.toReversed()).reverse();
  const before = repeating(steps);
  const repeats = (step: LifeStep, at: number) =>
    before[at] === true && after[at] === true && saysNoMore(step) && !isRetold(steps, at);
  const kinds: readonly ((step: LifeStep, at: number) => boolean)[] = [
    (step, at) => step.type === 'case.progressed' && repeats(step, at),
    repeats,
    ({ type, state }) => type === 'case.progressed' && state === undefined,
  ];
  return kinds.map((kind) => steps.findIndex(kind)).find((at) => at >= 0) ?? 0;
}

/** For each step: does all that it says of the standing repeat what was said last? */
function repeating(steps: readonly LifeStep[]): boolean[] {
  const last: { -readonly [Name in (typeof STANDING)[number]]?: unknown } = {};
  return steps.map((step) => {
    if (step.state !== undefined && step.state !== last.state)
      for (const name of OF_A_TURN) delete last[name];
    const repeats = STANDING.every((name) => step[name] === undefined || step[name] === last[name]);
    for (const name of STANDING) if (step[name] !== undefined) last[name] = step[name];
    return repeats;
  });
}

/** Nothing beyond how the item stands: neither what a unit did or asked nor a count of its course. */
function saysNoMore(step: LifeStep): boolean {
  return !ALWAYS.has(step.type) && Object.keys(step).every((name) => NAMES_OF_ALL.has(name));
}

/** Was it told under the number of a neighbour, so that one of both stands for the other? */
function isRetold(steps: readonly LifeStep[], at: number): boolean {
  const s = steps[at]?.s;
  return [steps[at - 1]?.s, steps[at + 1]?.s].some(
    (other) => s !== undefined && s[1] >= 0 && other?.[0] === s[0] && other[1] === s[1],
  );
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
