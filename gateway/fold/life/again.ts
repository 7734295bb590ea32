import type { CaseEntity } from '../../contract/entities.ts';
import type { CaseState } from '../../contract/vocabulary.ts';
import type { StateMark } from '../case-marks.ts';
import { counts } from '../event.ts';
import type { Again } from '../risk/strike-off.ts';
import { placed } from './acts.ts';
import { likeOf } from './like.ts';
import { createLikeIndex, type LikeIndex } from './like-index.ts';
import type { LifeStep } from './steps.ts';

/** Items about `like` received after `from` and before `to` (epoch ms), in that order, whatever became of them. */
export type SeenBetween = (like: string, from: number, to: number) => readonly Again[];

interface Course {
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
}

/** From its feedback to its end an item can fail its check. */
const WAITING: readonly CaseState[] = ['FEEDBACK', 'CALLBACK', 'FULFILMENT'];

/** Items for which a later report of the like means something: once fed back, and while they are observed. */
export function createWatched(): LikeIndex {
  return createLikeIndex((item) => (counts(item.reality) && isWatched(item) ? likeOf(item) : null));
}

function isWatched({ life, risk }: CaseEntity): boolean {
  return life.check !== null || life.reworks > 0 || life.reopenings > 0 || risk?.observation !== undefined;
}

/**
 * Can a report of the like as of `at` mean anything for an item that is watched? While it was in hand, for its check; while
 * it is observed, for its striking off: what comes after the period, as it stands, cannot carry that on.
 */
export function mayHeed({ receivedAt, closedAt, risk }: CaseEntity, at: number): boolean {
  if (at > receivedAt && (closedAt === null || at < closedAt)) return true;
  const observed = risk?.observation;
  return observed !== undefined && at > observed.since && at < observed.until;
}

/**
 * For each time that the item waited between feedback and end, the first report of the like (倒灌核查, decisions D5). It
 * follows from when each was received alone: in whatever order they came in, the check ends the same.
 * @param like what item `id` is about; null: nothing is the like of it
 */
export function seenAgain(
  { id, marks }: Pick<Course, 'marks'> & { readonly id: string },
  like: string | null,
  seen: SeenBetween,
): readonly Again[] {
  if (like === null) return NONE;
  return waitsOf(marks).flatMap(
    ({ from, to }) => seen(like, from, to).find((other) => other.id !== id) ?? [],
  );
}

const NONE: readonly Again[] = [];

/** The steps with what was seen again standing among them as checks that failed. */
export function withChecks<Rec extends Course>(record: Rec, again: readonly Again[]): Rec {
  if (again.length === 0) return record;
  const steps = again.map(
    ({ at }, index): LifeStep => ({ s: [0, -1, index], at, type: 'case.progressed', check: 'FAILED' }),
  );
  return { ...record, steps: steps.reduce(placed, record.steps) };
}

interface Wait {
  readonly from: number;
  /** Infinite while it waits. */
  readonly to: number;
}

/** A further feedback begins another wait. */
function waitsOf(marks: readonly StateMark[]): readonly Wait[] {
  const waits: Wait[] = [];
  for (const [index, { state, at }] of marks.entries()) {
    if (state !== 'FEEDBACK') continue;
    const end = marks
      .slice(index + 1)
      .find((mark) => mark.state === 'FEEDBACK' || !WAITING.includes(mark.state));
    waits.push({ from: at, to: end?.at ?? Number.POSITIVE_INFINITY });
  }
  return waits;
}
