import type { CaseEntity } from '../../contract/entities.ts';
import type { CaseState } from '../../contract/vocabulary.ts';
import type { StateMark } from '../case-marks.ts';
import { counts } from '../event.ts';
import type { Again } from '../risk/strike-off.ts';
import { placed } from './acts.ts';
import { likeOf, pointOf } from './like.ts';
import { createLikeIndex, type LikeIndex } from './like-index.ts';
import type { Sighted } from './sightings.ts';
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

/** Was it fed back ever, or is it observed? */
export function isWatched({ life, risk }: CaseEntity): boolean {
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

/** The first that was seen after `from` and before `to`, epoch ms. */
type FirstSeen = (from: number, to: number) => Again | undefined;

/**
 * For each time that the item waited between feedback and end, what was seen first (倒灌核查, decisions D5). It follows from
 * when each was seen alone: in whatever order they came in, the check ends the same.
 */
export function seenAgain(marks: readonly StateMark[], first: FirstSeen): readonly Again[] {
  return waitsOf(marks).flatMap(({ from, to }) => first(from, to) ?? []);
}

/** The first other report of what item `id` is about; `like` null: nothing is the like of it. */
export function firstLike(id: string, like: string | null, seen: SeenBetween): FirstSeen {
  if (like === null) return () => undefined;
  return (from, to) => seen(like, from, to).find((other) => other.id !== id);
}

/** An item as far as its check asks; `counted`: what is played is the like of nothing. */
interface Checked extends Pick<CaseEntity, 'id' | 'kind' | 'category' | 'location' | 'village'> {
  readonly marks: readonly StateMark[];
  readonly counted: boolean;
}

const NOTHING_SEEN: readonly Again[] = [];

/** What was seen of an item again: by who reports, or by an alarm or a lead. */
export function seenSince(
  item: Checked,
  { seen, sighted }: { readonly seen: SeenBetween; readonly sighted: Sighted },
): readonly Again[] {
  const { marks, counted } = item;
  if (!marks.some(({ state }) => state === 'FEEDBACK')) return NOTHING_SEEN;
  const reported = firstLike(item.id, counted ? likeOf(item) : null, seen);
  const sought = { id: item.id, category: item.category, point: counted ? pointOf(item) : null };
  return seenAgain(marks, (from, to) => {
    const [told, found] = [reported(from, to), sighted(sought, from, to)[0]];
    if (told === undefined || found === undefined) return told ?? found;
    return found.at < told.at ? found : told;
  });
}

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
