import type { EventData } from '../../contract/event-types.ts';
import type { StateMark } from '../case-marks.ts';
import { isFinal } from '../case-sla.ts';
import type { Granted } from '../deadline/due.ts';
import { movesDue, type ToldDue } from '../deadline/told.ts';
import { type Heard, millis, type TypeOf } from '../event.ts';
import { seatOf } from '../model.ts';
import { compareStamps, type Stamp } from '../stamp.ts';
import type { LifeStep } from './steps.ts';

const ACT_TYPES = [
  'operation.letter_issued',
  'operation.extension_decided',
  'operation.suspension_decided',
  'operation.called_in',
  'operation.reported_in',
] as const;
type ActType = (typeof ACT_TYPES)[number];

/** What the desk did about an item's course, as the record keeps it in the order of the log. */
export type CourseAct = {
  [Type in ActType]: {
    readonly type: Type;
    readonly n: number;
    readonly at: number;
    readonly by: string;
    readonly data: EventData<Type>;
  };
}[ActType];

export type ActOf<Type extends ActType> = Extract<CourseAct, { readonly type: Type }>;

/** What of a record the acts of the desk bear upon. */
export interface Acted {
  readonly acts: readonly CourseAct[];
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
  readonly extensions: readonly (Granted & { readonly s: Stamp })[];
  readonly dues: readonly ToldDue[];
}

/** How far the clock of a source may run behind the desk's when it tells what the desk has decided. */
const SAME_WITHIN_MS = 600_000;
const ACTS_KEPT = 48;

/** The acts after one more command; the same list for a command of another kind. */
export function actsAfter(
  acts: readonly CourseAct[],
  { type, entry, data }: Heard<TypeOf<'operation'>>,
): readonly CourseAct[] {
  if (!ACT_TYPES.some((each) => each === type)) return acts;
  const act = { type, n: entry.n, at: entry.time, by: seatOf(entry), data } as CourseAct;
  const next = [...acts, act];
  return next.length > ACTS_KEPT ? next.toSpliced(spareAct(next), 1) : next;
}

/** Of too many the oldest call or report of a unit leaves first, then a letter or a refusal: they move no deadline. */
function spareAct(acts: readonly CourseAct[]): number {
  const oldest = [SUPPORTING, ADVISING].map((kind) => acts.findIndex(kind)).find((at) => at >= 0);
  return oldest ?? 0;
}

const SUPPORTING = ({ type }: CourseAct) =>
  type === 'operation.called_in' || type === 'operation.reported_in';
const ADVISING = ({ type, data }: CourseAct) =>
  type === 'operation.letter_issued' || ('decision' in data && data.decision === 'REFUSED');

/** The acts of one type, in the order of the log. */
export function actsOf<Type extends ActType>(acts: readonly CourseAct[], type: Type): readonly ActOf<Type>[] {
  return acts.filter((act): act is ActOf<Type> => act.type === type);
}

/**
 * The record as the desk's acts have made it at `now`: each stands among what the source told by its time. A decided
 * extension or suspension that the source tells itself later is that same one, and is not counted twice.
 */
export function withActs<Rec extends Acted>(record: Rec, now: number): Rec {
  const { acts } = record;
  if (acts.length === 0) return record;
  const granted = extensionsOf(record);
  const approved = approvedIn(record);
  const steps: readonly LifeStep[] = record.steps.map((step) =>
    granted.reduce(withGrant, approved.reduce(withApproval, step)),
  );
  const told = [...granted.flatMap(extendedStep), ...acts.flatMap(supportStep)];
  const extensions = granted.map(({ act: { n, at, data } }) => ({
    ...stamped(n, at),
    ...byOf(data),
    reason: data.reason,
    approver: data.approver,
  }));
  const own = record.extensions
    .filter(({ s }) => !granted.some((each) => confirms(each, s)))
    .map((extension) => approved.reduce(approvedBy, extension));
  return {
    ...record,
    marks: marksWith(record.marks, actsOf(acts, 'operation.suspension_decided'), now),
    steps: told.reduce(placed, steps),
    extensions: [...own, ...extensions],
  };
}

/** When a suspension that was granted for a time ends by itself; null for never. */
export function actsTurnAt(acts: readonly CourseAct[], now: number): number | null {
  const ahead = actsOf(acts, 'operation.suspension_decided')
    .map(untilOf)
    .filter((until) => until !== null && until > now);
  return ahead.length === 0 ? null : Math.min(...(ahead as number[]));
}

/** An extension that the desk granted and that holds; `confirmed`: the source's own step that tells the same one. */
interface Grant {
  readonly act: ActOf<'operation.extension_decided'>;
  readonly confirmed: Stamp | null;
}

/**
 * The extensions of the desk that hold. One that the source tells as well is that same one: where the source moves the
 * deadline itself its word takes the grant's place, else it only confirms it.
 */
export function extensionsOf(record: Pick<Acted, 'acts' | 'steps' | 'dues'>): readonly Grant[] {
  const { dues } = record;
  const moves = ({ s, extended }: LifeStep) =>
    dues.length === 0 ? extended !== undefined : movesDue(dues, s);
  return approvedIn(record).flatMap(({ act, same }): Grant[] =>
    same !== undefined && moves(same) ? [] : [{ act, confirmed: same?.s ?? null }],
  );
}

/** An extension that the desk granted, and the source's own step that tells it as well. */
interface Approved {
  readonly act: ActOf<'operation.extension_decided'>;
  readonly same: LifeStep | undefined;
}

function approvedIn({ acts, steps }: Pick<Acted, 'acts' | 'steps'>): readonly Approved[] {
  const own = new Set(acts.map(({ n }) => n));
  const told = steps.filter(({ type, s }) => type === 'case.extended' && !own.has(s[2]));
  return actsOf(acts, 'operation.extension_decided')
    .filter(({ data }) => data.decision === 'GRANTED')
    .map((act) => {
      const at = told.findIndex((step) => step.at >= act.at - SAME_WITHIN_MS);
      const [same] = at < 0 ? [] : told.splice(at, 1);
      return { act, same };
    });
}

/** Instant of the data, or null. */
export function instantOf(instant: string | undefined): number | null {
  return instant === undefined ? null : millis(instant, 0);
}

/** By how much; the schema asks for it wherever an extension is granted. */
export function byOf({ extension }: ActOf<'operation.extension_decided'>['data']) {
  return extension ?? { amount: 0, unit: 'hour' as const };
}

const untilOf = ({ data }: ActOf<'operation.suspension_decided'>) =>
  data.decision === 'GRANTED' ? instantOf(data.until) : null;

function stamped(n: number, at: number) {
  const s: Stamp = [0, -1, n];
  return { s, at };
}

function extendedStep({ act, confirmed }: Grant): readonly LifeStep[] {
  if (confirmed !== null) return [];
  const granted = { extended: grantedBy(act), grantedAt: act.at };
  return [{ ...stamped(act.n, act.at), type: 'case.extended', ...granted }];
}

/**
 * A step of the source that tells a grant of the desk: by as much as the source says, else as the desk granted; approved by
 * the post that the desk names, where the source names none.
 */
function withApproval(step: LifeStep, { act, same }: Approved): LifeStep {
  if (same === undefined || compareStamps(same.s, step.s) !== 0) return step;
  const { extended } = step;
  const by = extended === undefined ? grantedBy(act) : { approver: act.data.approver, ...extended };
  return { ...step, extended: by, grantedAt: act.at };
}

/** An extension of the source that the desk granted as well was approved by the post that the desk names, likewise. */
function approvedBy<Told extends { readonly s: Stamp; readonly approver?: string }>(
  extension: Told,
  { act, same }: Approved,
): Told {
  const its = same !== undefined && compareStamps(same.s, extension.s) === 0;
  return its ? { approver: act.data.approver, ...extension, grantedAt: act.at } : extension;
}

/** When more time was granted: what a source tells of later was granted when the desk did. Epoch ms. */
export function givenAt({ at, grantedAt = at }: Pick<LifeStep, 'at' | 'grantedAt'>): number {
  return Math.min(at, grantedAt);
}

/** A step of the source that confirms a grant tells what was granted, and by whom. */
function withGrant(step: LifeStep, { act, confirmed }: Grant): LifeStep {
  return confirms({ confirmed }, step.s) ? { ...step, extended: grantedBy(act) } : step;
}

/** Is it by this step that the source tells the grant as well? */
function confirms({ confirmed }: Pick<Grant, 'confirmed'>, stamp: Stamp): boolean {
  return confirmed !== null && compareStamps(confirmed, stamp) === 0;
}

function grantedBy({ data }: Grant['act']): NonNullable<LifeStep['extended']> {
  return { ...byOf(data), approver: data.approver };
}

function supportStep(act: CourseAct): readonly LifeStep[] {
  const step = (unit: string, what: 'CALLED' | 'READ' | 'REPORTED' | 'RELEASED'): LifeStep => ({
    ...stamped(act.n, act.at),
    type: 'case.progressed',
    support: { unit, step: what },
  });
  if (act.type === 'operation.called_in') return [step(act.data.unit, 'CALLED')];
  return act.type === 'operation.reported_in' ? [step(act.data.unit, act.data.step)] : [];
}

function marksWith(
  told: readonly StateMark[],
  acts: readonly ActOf<'operation.suspension_decided'>[],
  now: number,
): readonly StateMark[] {
  let marks = told;
  for (const act of acts) {
    if (act.data.decision === 'GRANTED') marks = stopped(marks, act);
    if (act.data.decision === 'ENDED') marks = resumed(marks, act);
  }
  for (const act of acts) {
    const until = untilOf(act);
    if (until !== null && until <= now) marks = resumed(marks, { n: act.n, at: until }, act.n);
  }
  return marks;
}

function stopped(marks: readonly StateMark[], { n, at, data }: ActOf<'operation.suspension_decided'>) {
  const place = placeAt(marks, at);
  const before = marks[place - 1];
  if (before === undefined || isFinal(before.state)) return marks;
  const { approver } = data;
  // Its source has stopped it already: what the desk enters is by whose approval.
  if (before.state === 'SUSPENDED') return marks.with(place - 1, { approver, ...before });
  const stop: StateMark = { ...stamped(n, at), state: 'SUSPENDED', heardAt: at, why: data.reason, approver };
  // A report that repeats where the item stood before is no next step: it says nothing about the standstill.
  const after = marks.slice(place);
  const next = after.findIndex(({ beside, state }) => !beside || state !== before.state);
  return [...marks.slice(0, place), stop, ...(next < 0 ? [] : after.slice(next))];
}

/**
 * The clock runs again where it ran before; `of`: only if it is that act's own standstill that lasts, which the source may
 * have told as well.
 */
function resumed(
  marks: readonly StateMark[],
  { n, at }: Pick<CourseAct, 'n' | 'at'>,
  of?: number,
): readonly StateMark[] {
  const place = placeAt(marks, at);
  const ran = marks.slice(0, place).findLastIndex(({ state }) => state !== 'SUSPENDED');
  const stands = marks.slice(ran + 1, place);
  if (stands.length === 0 || (of !== undefined && !stands.some(({ s }) => s[2] === of))) return marks;
  const state = marks[ran]?.state ?? 'IN_PROGRESS';
  return placed(marks, { ...stamped(n, at), state, heardAt: at, resumes: true });
}

/** The list with the item after all that happened by then. */
export function placed<Item extends { readonly at: number }>(
  list: readonly Item[],
  item: Item,
): readonly Item[] {
  const place = placeAt(list, item.at);
  return [...list.slice(0, place), item, ...list.slice(place)];
}

function placeAt(list: readonly { readonly at: number }[], at: number): number {
  return list.findLastIndex((each) => each.at <= at) + 1;
}
