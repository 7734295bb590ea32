import type { Extension } from '../../contract/deadlines.ts';
import type { CaseLife, Irregularity, IrregularityProblem, LifeRules } from '../../contract/life.ts';
import { type CaseState, HANDLING_LEVELS, type HandlingLevel } from '../../contract/vocabulary.ts';
import type { Bound } from '../case-due.ts';
import { isOver, type LifeStep } from './steps.ts';

/** What follows from walking through an item's steps in its own order. */
export type Course = Pick<
  CaseLife,
  | 'returns'
  | 'handedBack'
  | 'reworks'
  | 'reopenings'
  | 'over'
  | 'extensions'
  | 'raised'
  | 'lowered'
  | 'check'
  | 'callback'
  | 'irregular'
  | 'irregularities'
> & {
  /** The unit that handed it back last said that it is not its duty, and nobody has signed since. */
  readonly disputed: boolean;
  /** Units that held it. */
  readonly units: number;
};

const TOLD = 5;
const SPANS_KEPT = 8;
/** States in which a unit has not signed yet: only then may it hand an item back. */
const BEFORE_SIGNING: readonly CaseState[] = ['DISPATCHED', 'RECEIVED', 'VERIFYING', 'JOINT_REVIEW'];

interface Walk {
  state: CaseState | null;
  dispatchedAt: number | null;
  holder: string | null;
  level: HandlingLevel | null;
  returns: number;
  handedBack: boolean;
  reworks: number;
  reopenings: number;
  over: NonNullable<CaseLife['over']>;
  extensions: number;
  /** When time was granted that a limit counts, epoch ms. */
  readonly extendedAt: number[];
  raised: number;
  lowered: number;
  check: CaseLife['check'];
  callback: CaseLife['callback'];
  /** Has a call-back been told, with a result or without, since the work began that is told as done? */
  called: boolean;
  disputed: boolean;
  readonly units: Set<string>;
  readonly irregularities: Irregularity[];
}

/** What of the limits an item's course is measured by. */
export interface CourseLimits {
  readonly receivedAt: number;
  /** Is a sum of the settlement still owed, while the item is told as resolved? */
  readonly unpaid: boolean;
  /** Was it reported by a device, so that nobody can be called back? */
  readonly byDevice: boolean;
  /** Is it, as told by that instant (epoch ms), a record of another system? */
  readonly isImported: (at: number) => boolean;
  /**
   * The one by which an extension is judged, since when it runs; null without any, and for a source that extends its own
   * deadline.
   */
  readonly boundAt: (step: LifeStep) => Pick<Bound, 'limit' | 'startAt'> | null;
  /** Was an extension granted once the deadline had run out, or the item was over? */
  readonly isGivenLate: (step: LifeStep) => boolean;
  /** Did the standstill that began with a step have nobody who approved it? */
  readonly stoodUnapproved: (step: LifeStep) => boolean;
  /** Is an extension more than the limit allows at once? */
  readonly tooLong: (by: Extension, limit: Bound['limit']) => boolean;
  /** Until when a unit must sign, or hand back, what was dispatched to it at an instant; null without a limit. */
  readonly signDue: (dispatchedAt: number) => number | null;
}

export function courseOf(steps: readonly LifeStep[], rules: LifeRules, limits: CourseLimits): Course {
  const walk: Walk = {
    state: null,
    dispatchedAt: null,
    holder: null,
    level: null,
    returns: 0,
    handedBack: false,
    reworks: 0,
    reopenings: 0,
    over: [],
    extensions: 0,
    extendedAt: [],
    raised: 0,
    lowered: 0,
    check: null,
    callback: null,
    called: false,
    disputed: false,
    units: new Set(),
    irregularities: [],
  };
  for (const step of steps) take(walk, step, rules, limits);
  const { units, irregularities, over } = walk;
  const course: Course = {
    returns: walk.returns,
    handedBack: walk.handedBack,
    reworks: walk.reworks,
    reopenings: walk.reopenings,
    extensions: walk.extensions,
    raised: walk.raised,
    lowered: walk.lowered,
    check: walk.check,
    callback: walk.callback,
    disputed: walk.disputed,
    units: units.size,
    irregular: irregularities.length,
    irregularities: irregularities.slice(-TOLD),
  };
  return over.length === 0 ? course : { ...course, over };
}

function take(walk: Walk, step: LifeStep, rules: LifeRules, limits: CourseLimits): void {
  const flag = (problem: IrregularityProblem) =>
    walk.irregularities.push({
      problem,
      type: step.type,
      from: walk.state,
      to: step.state ?? (step.astray === undefined ? null : 'MERGED'),
      at: step.at,
    });
  if (takesUp(walk, step)) forgetGates(walk);
  results(walk, step, limits);
  if (step.type === 'case.returned') handedBack(walk, step, { flag, limits, rules });
  if (step.type === 'case.extended') extended(walk, step, limits, flag);
  if (step.handlingLevel) levelled(walk, step.handlingLevel);
  if (step.holder) walk.units.add(step.holder);
  if (step.astray !== undefined) flag(step.astray);
  if (step.state !== undefined) moved(walk, { ...step, state: step.state }, { flag, limits, rules });
  if (step.holder !== undefined) walk.holder = step.holder;
}

/** Does it go on with an item that was over, by whatever name that is told? */
function takesUp({ state: from }: Walk, { state: to }: LifeStep): boolean {
  return to !== undefined && isOver(from) && !isOver(to);
}

/** What was found of the work that is over says nothing of the work that begins. */
function forgetGates(walk: Walk): void {
  walk.callback = null;
  walk.called = false;
  walk.check = null;
}

type FlagIt = (problem: IrregularityProblem) => void;

/**
 * A call-back that tells no result has reached nobody: it passes no gate. Nor does a waiver once somebody was reached who
 * is not satisfied, for a record of another system neither, nor that it is one where this centre has acted on it, nor one
 * for a device where no device had reported it (domain §2.3), nor that nobody could be reached where no attempt was told.
 */
function results(
  walk: Walk,
  { type, at, check, callback, waived }: LifeStep,
  { byDevice, isImported }: Pick<CourseLimits, 'byDevice' | 'isImported'>,
): void {
  walk.check = check ?? walk.check;
  walk.callback = callback ?? walk.callback;
  walk.called ||= type === 'case.calledback';
  if (waived === undefined || walk.callback === 'PASSED' || walk.callback === 'FAILED') return;
  if (waived === 'imported') {
    if (isImported(at)) walk.callback = 'IMPORTED';
  } else if (walk.callback === null && mayWaive(waived, { called: walk.called, byDevice })) {
    walk.callback = waived === 'unreachable' ? 'UNREACHABLE' : 'WAIVED';
  }
}

function mayWaive(
  waived: NonNullable<LifeStep['waived']>,
  { called, byDevice }: { readonly called: boolean; readonly byDevice: boolean },
): boolean {
  if (waived === 'device') return byDevice;
  return waived !== 'unreachable' || called;
}

interface Judging {
  readonly flag: FlagIt;
  readonly limits: CourseLimits;
  readonly rules: LifeRules;
}

function handedBack(walk: Walk, { at, returnReason }: LifeStep, { flag, limits, rules }: Judging): void {
  walk.returns += 1;
  walk.handedBack = true;
  walk.disputed = returnReason === 'NOT_MY_DUTY';
  const signed = walk.state !== null && !BEFORE_SIGNING.includes(walk.state);
  if (signed || isLate(walk, at, limits)) flag('late_return');
  walk.dispatchedAt = null;
  if (walk.returns > rules.returnsAtMost) flag('too_many_returns');
}

/** Is the time for signing what was dispatched last over? */
function isLate({ dispatchedAt }: Walk, at: number, { signDue }: CourseLimits): boolean {
  const dueAt = dispatchedAt === null ? null : signDue(dispatchedAt);
  return dueAt !== null && at > dueAt;
}

/** A state in which a unit has taken the matter up. */
function isWork(state: CaseState): boolean {
  return !BEFORE_SIGNING.includes(state) && !isOver(state);
}

/** What a limit allows is counted from its own start on; an extension that gives no time uses nothing up. */
function extended(
  walk: Walk,
  step: LifeStep,
  { boundAt, isGivenLate, tooLong }: CourseLimits,
  flag: FlagIt,
): void {
  const { at, extended: by } = step;
  walk.extensions += 1;
  if (by !== undefined) walk.extendedAt.push(at);
  if (isGivenLate(step)) flag('late_extension');
  const running = boundAt(step);
  if (running === null) return;
  const { limit, startAt } = running;
  const { extension } = limit;
  const used = walk.extendedAt.filter((each) => each >= startAt).length;
  if (extension === null) flag('not_extendable');
  else if (used > extension.times) flag('too_many_extensions');
  else if (by !== undefined && tooLong(by, limit)) flag('extension_too_long');
  if (extension === null) return;
  const approver = by?.approver;
  if (approver === undefined) flag('no_approval');
  else if (postOf(approver) !== postOf(extension.approver)) flag('wrong_approver');
}

/** A post is written with or without 岗 at its end. */
function postOf(words: string): string {
  return words.trim().replace(/岗$/u, '');
}

function levelled(walk: Walk, level: HandlingLevel): void {
  const step = walk.level === null ? 0 : HANDLING_LEVELS.indexOf(level) - HANDLING_LEVELS.indexOf(walk.level);
  if (step > 0) walk.raised += 1;
  if (step < 0) walk.lowered += 1;
  walk.level = level;
}

function moved(
  walk: Walk,
  step: LifeStep & { readonly state: CaseState },
  { flag, limits, rules: { transitions } }: Judging,
): void {
  const { type, at, holder, state: to } = step;
  const from = walk.state;
  if (from === to) {
    // Sent on to another unit before the first had signed: its time to sign begins with that.
    if (to === 'DISPATCHED' && holder && walk.holder !== null && holder !== walk.holder)
      walk.dispatchedAt = at;
    return;
  }
  const closes = to === 'CLOSED';
  const imported = closes && walk.callback === 'IMPORTED';
  const allowed = from === null || imported || (transitions[from]?.includes(to) ?? false);
  if (!allowed) flag('illegal_transition');
  if (from === 'DISPATCHED' && isWork(to) && isLate(walk, at, limits)) flag('late_sign');
  if (closes && at < limits.receivedAt) flag('against_time');
  if (to === 'SUSPENDED' && limits.stoodUnapproved(step)) flag('no_approval');
  if (closes && !imported && limits.unpaid) flag('unpaid');
  if (closes && (walk.callback === null || walk.callback === 'FAILED')) flag('no_callback');
  if ((to === 'CALLBACK' || closes) && walk.check === 'FAILED') flag('check_failed');
  if (closes && !imported && walk.check === null) flag('no_check');
  if (to === 'DISPATCHED') walk.dispatchedAt = at;
  if (to === 'FEEDBACK') walk.check ??= 'PASSED';
  if (!BEFORE_SIGNING.includes(to)) {
    walk.handedBack = false;
    walk.disputed = false;
  }
  if (isOver(from) !== isOver(to)) turned(walk, at);
  if (to === 'REWORK') walk.reworks += 1;
  if (to === 'REWORK' || (type === 'case.reopened' && isOver(from))) forgetGates(walk);
  walk.state = to;
}

/** It was over and goes on, or is over now. */
function turned(walk: Walk, at: number): void {
  if (!isOver(walk.state)) {
    walk.over = [...walk.over.slice(1 - SPANS_KEPT), { from: at, to: null }];
    return;
  }
  walk.reopenings += 1;
  walk.over = walk.over.map((span) => (span.to === null ? { ...span, to: at } : span));
}
