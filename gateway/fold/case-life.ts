import type { CaseLife } from '../contract/life.ts';
import type { CaseState, Channel } from '../contract/vocabulary.ts';
import { boundAt, type DueRecord, subjectOf, wasOver } from './case-due.ts';
import type { StateMark } from './case-marks.ts';
import { isFinal } from './case-sla.ts';
import { type Matched, matched } from './catalogue/match.ts';
import type { Context, Setting } from './context.ts';
import type { Due } from './deadline/due.ts';
import type { LimitSubject } from './deadline/limits.ts';
import { withoutStandstills } from './deadline/pauses.ts';
import { isTooLong } from './deadline/reckon.ts';
import { movesDue } from './deadline/told.ts';
import { givenAt } from './life/acts.ts';
import { type Course, type CourseLimits, courseOf } from './life/course.ts';
import { handedOn } from './life/dispatches.ts';
import { ladderAt, ladderTurnsAt, type Used, usedOf } from './life/ladder.ts';
import { lateSteps } from './life/late-steps.ts';
import { type Merging, mergedOf } from './life/merging.ts';
import { type Papers, papersOf, papersTurnAt } from './life/papers.ts';
import { stageAt, stageSince } from './life/stage.ts';
import { stepDueOf } from './life/step-dues.ts';
import { distinct, type LifeStep } from './life/steps.ts';
import { supportsOf, supportsTurnAt } from './life/supports.ts';
import { wordOf } from './life/words.ts';
import type { RecordBase } from './model.ts';
import type { Stamp } from './stamp.ts';

/** What a record keeps for the life of its item. */
export type LifeRecord = DueRecord &
  Merging &
  Pick<RecordBase, 'origin'> & {
    /** When a seat of this centre first acted on it, epoch ms; null where none has. */
    readonly deskAt: number | null;
  };

/** Where the item stands, as far as its life depends on it. */
export interface Present {
  readonly state: CaseState;
  readonly since: number;
  readonly receivedAt: number;
  readonly pausedAt: number | null;
  readonly due: Due;
}

/** An item's life as its steps have made it. */
export function lifeOf(record: LifeRecord, present: Present, { now, setting }: Context): CaseLife {
  const { cells, marks, origin } = record;
  const { state, receivedAt } = present;
  const rules = setting.rules.life;
  const open = !isFinal(state);
  const steps = distinct(record.steps);
  const subject = subjectOf(record, setting);
  const stepDue = stepDueOf(record, setting);
  const course = courseOf(steps, rules, limitsOf(record, present, { subject, stepDue, setting }));
  const late = lateSteps(record, stepDue);
  const life = writtenOut({
    cells,
    course,
    stage: stageAt(stageOf(present, record, steps), { subject, marks, now }, setting.deadlines),
    holderSince: holderSince(steps, receivedAt),
    firstUnit: firstUnitBy(cells, setting),
    supports: supportsOf(steps, { subject, marks }, { now, open, setting }),
    word: wordOf(rules, { source: origin.v.source, state, track: subject.track }),
    merged: mergedOf(record, state),
    papers: papersOf({ steps, acts: record.acts }, { open, now, setting }),
    rungs: open ? ladderAt(rules, course, usedBy(present), now) : NO_LADDER,
    row: matched(setting.catalogue, {
      kind: subject.kind,
      category: subject.category,
      handlingLevel: cells.handlingLevel?.v ?? null,
      heldAt: setting.units.get(cells.holder?.v ?? '')?.level ?? null,
      told: cells.catalogueItem?.v ?? null,
      disputed: course.disputed,
    }),
  });
  if (course.over === undefined && late.length === 0) return life;
  const over = course.over === undefined ? {} : { over: course.over };
  return late.length === 0 ? { ...life, ...over } : { ...life, ...over, lateSteps: late };
}

/** Parts of a life that are reckoned each on its own. */
interface LifeParts extends Pick<CaseLife, 'stage' | 'holderSince' | 'firstUnit' | 'supports' | 'word'> {
  readonly cells: LifeRecord['cells'];
  readonly course: Course;
  readonly merged: ReturnType<typeof mergedOf>;
  readonly papers: Papers;
  readonly rungs: ReturnType<typeof ladderAt>;
  readonly row: Matched;
}

/** Field by field, as the item itself is written. */
function writtenOut(parts: LifeParts): CaseLife {
  const { cells, course, merged, papers, rungs, row } = parts;
  return {
    stage: parts.stage,
    holderSince: parts.holderSince,
    firstUnit: parts.firstUnit,
    supports: parts.supports,
    returns: course.returns,
    handedBack: course.handedBack,
    reworks: course.reworks,
    reopenings: course.reopenings,
    extensions: course.extensions,
    raised: course.raised,
    lowered: course.lowered,
    check: course.check,
    callback: course.callback,
    irregular: course.irregular,
    irregularities: course.irregularities,
    tags: cells.tags?.v ?? NO_TAGS,
    track: cells.track?.v ?? null,
    score: cells.score?.v ?? null,
    word: parts.word,
    into: merged.into,
    astray: merged.astray,
    joined: merged.joined,
    requests: papers.requests,
    decisions: papers.decisions,
    letters: papers.letters,
    ladder: rungs.ladder,
    ladderWord: rungs.ladderWord,
    escalations: rungs.escalations,
    escalationWords: rungs.escalationWords,
    catalogueItem: row.catalogueItem,
    catalogue: row.catalogue,
    duty: row.duty,
    gridBarred: row.gridBarred,
  };
}

function firstUnitBy({ firstUnit }: LifeRecord['cells'], { units }: Setting): CaseLife['firstUnit'] {
  const first = firstUnit?.v ?? null;
  return first === null ? null : (units.get(first)?.shortName ?? first);
}

function usedBy({ state, receivedAt, pausedAt, due }: Present): Used | null {
  const { startAt, dueAt, pausedMs } = due;
  return usedOf({ state, receivedAt, pausedAt, startAt, dueAt, pausedMs });
}

/** What the course of an item is measured by. */
function limitsOf(
  record: LifeRecord,
  { receivedAt, due }: Present,
  { subject, stepDue, setting }: Measured,
): CourseLimits {
  const { cells, marks, dues } = record;
  return {
    receivedAt,
    unpaid: cells.outcome?.v === 'RESOLVED' && (cells.owed?.v ?? 0) > (cells.paid?.v ?? 0),
    byDevice: subject.kind === 'ALARM_CASE' || DEVICE_CHANNELS.includes(subject.channel),
    isImported: (at) =>
      record.deskAt === null ||
      at < record.deskAt ||
      setting.rules.life.importsFrom.includes(record.origin.v.source),
    boundAt: (step) => boundAt(record, setting, step),
    isGivenLate: (step) => {
      const at = givenAt(step);
      const dueAt = stepDue('RESOLVE', at);
      const gives = step.extended !== undefined || movesDue(dues, step.s);
      return gives && ((dueAt !== null && at > dueAt) || wasOver(record, at));
    },
    stoodUnapproved: ({ s }) => unapproved(marks, s),
    tooLong: (by, limit) => isTooLong(by, limit, due.originalDueAt ?? receivedAt, setting.deadlines.calendar),
    signDue: (sentAt) => stepDue('SIGN', sentAt),
  };
}

interface Measured {
  readonly subject: LimitSubject;
  readonly stepDue: ReturnType<typeof stepDueOf>;
  readonly setting: Setting;
}

/**
 * The clock of a step runs on where the next state has the same one, and begins anew with a return. A call-back is owed
 * since the feedback where the source tells it once it is made: its limit does not begin with the call-back itself.
 */
function stageOf(
  { state, since }: Present,
  { marks }: LifeRecord,
  steps: readonly LifeStep[],
): Pick<Present, 'state' | 'since'> {
  const made = steps.some(
    ({ type, at, state: to }) => type === 'case.calledback' && to === 'CALLBACK' && at === since,
  );
  if (state !== 'CALLBACK' || !made) {
    const handed = handedOn(steps);
    const told = withoutStandstills(marks).map(({ state: to, at, s }) => ({
      state: to,
      at,
      anew: handed.has(s[2]),
    }));
    return { state, since: stageSince(told) ?? since };
  }
  const fedback = marks.findLast((mark) => mark.state === 'FEEDBACK' && mark.at <= since);
  return { state, since: fedback?.at ?? since };
}

/**
 * Did the standstill that was told under this stamp lack a post that approved it, by its source or by a seat, with the word
 * itself or with one that follows it?
 */
function unapproved(marks: readonly StateMark[], { 2: n }: Stamp): boolean {
  const at = marks.findIndex(({ s }) => s[2] === n);
  if (marks[at]?.state !== 'SUSPENDED') return false;
  const stands = ({ state }: StateMark) => state === 'SUSPENDED';
  const from = marks.slice(0, at).findLastIndex((mark) => !stands(mark)) + 1;
  const end = marks.findIndex((mark, index) => index > at && !stands(mark));
  return marks.slice(from, end < 0 ? undefined : end).every(({ approver }) => approver === undefined);
}

/** Channels on which a device reports. */
const DEVICE_CHANNELS: readonly (Channel | null)[] = ['IOT', 'VIDEO_AI'];

const NO_TAGS: CaseLife['tags'] = [];
const NO_LADDER = { ladder: null, ladderWord: null, escalations: [], escalationWords: [] } as const;

/** First instant after `now` at which an open item's life changes by itself. */
export function lifeTurnsAt(life: CaseLife, used: Used | null, now: number, setting: Setting): number | null {
  const stageDue = life.stage?.dueAt ?? null;
  const late = stageDue !== null && now <= stageDue ? stageDue + 1 : null;
  const rung = ladderTurnsAt(setting.rules.life, used, now);
  const letter = papersTurnAt(life.letters, now);
  const support = supportsTurnAt(life.supports, now);
  const known = [late, rung, letter, support].filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Since when the present holder holds it: the start of the last run of equal statements. */
function holderSince(steps: LifeRecord['steps'], receivedAt: number): number {
  const told = steps.filter(({ holder }) => holder !== undefined);
  const last = told.at(-1);
  if (last === undefined) return receivedAt;
  let since = last.at;
  for (let at = told.length - 2; at >= 0 && told[at]?.holder === last.holder; at -= 1) {
    since = told[at]?.at ?? since;
  }
  return since;
}
