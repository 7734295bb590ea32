import type { CaseEntity } from '../../contract/entities.ts';
import { CASE_KINDS, type CaseKind, type CaseState } from '../../contract/vocabulary.ts';
import type { StateMark } from '../case-marks.ts';
import { counts } from '../event.ts';
import { matterOf } from '../risk/recurrences.ts';
import { placed } from './acts.ts';
import { createLikeIndex, type LikeIndex } from './like-index.ts';
import type { LifeStep } from './steps.ts';

/** The same place and item was reported again (倒灌核查, decisions D5): the entry that told of it, and when that was. */
export interface Seen {
  readonly n: number;
  /** Epoch ms. */
  readonly at: number;
}

interface Checked {
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
  readonly seenAgain: readonly Seen[];
}

const SEEN_KEPT = 8;
/** From its feedback to its end an item can fail its check. */
const WAITING: readonly CaseState[] = ['FEEDBACK', 'CALLBACK', 'FULFILMENT'];
/** Kinds that stand at a point; the others are compared by village or estate only (decisions D10). */
const AT_A_POINT: ReadonlySet<CaseKind> = new Set(
  CASE_KINDS.filter((kind) => kind === 'FACILITY' || kind === 'HAZARD' || kind === 'ALARM_CASE'),
);
/** A thousandth of a degree, about 100 m: what phones and seats tell of one and the same thing. */
const POINT_DIGITS = 3;

/** Items that wait between feedback and end. */
export function createRechecks(): LikeIndex {
  return createLikeIndex((item) =>
    WAITING.includes(item.state) && counts(item.reality) ? likeOf(item) : null,
  );
}

/** Closed items that are observed, or were until a while ago: a late report may still be a recurrence. */
export function createObserved(): LikeIndex {
  return createLikeIndex((item) =>
    item.risk?.observation !== undefined && counts(item.reality) ? likeOf(item) : null,
  );
}

/** The record with one more report of the like; the same one when that was before its feedback, or is known. */
export function seenAt<Rec extends Checked>(record: Rec, seen: Seen): Rec {
  const since = record.marks.findLast(({ state }) => state === 'FEEDBACK')?.at;
  if (since === undefined || seen.at <= since) return record;
  if (record.seenAgain.some(({ at }) => at > since)) return record;
  return { ...record, seenAgain: [...record.seenAgain.slice(1 - SEEN_KEPT), seen] };
}

/** The record with what was seen again standing among its steps as a check that failed. */
export function withChecks<Rec extends Checked>(record: Rec): Rec {
  const { seenAgain } = record;
  if (seenAgain.length === 0) return record;
  const steps = seenAgain.map(
    ({ n, at }): LifeStep => ({ s: [0, -1, n], at, type: 'case.progressed', check: 'FAILED' }),
  );
  return { ...record, steps: steps.reduce(placed, record.steps) };
}

type Alike = Pick<CaseEntity, 'kind' | 'category' | 'location' | 'village'>;

/** What an item is about and where; null for one of which no other can be the like. */
export function likeOf(item: Alike): string | null {
  const { kind, category, location } = item;
  if (!AT_A_POINT.has(kind)) return matterOf(item);
  if (category === null || location === null) return null;
  return `${location.lng.toFixed(POINT_DIGITS)} ${location.lat.toFixed(POINT_DIGITS)} ${kind} ${category}`;
}
