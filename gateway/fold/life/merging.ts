import type { CaseEntity } from '../../contract/entities.ts';
import type { CaseLife, Joined, MergeProblem } from '../../contract/life.ts';
import type { CaseState } from '../../contract/vocabulary.ts';
import type { CaseFields } from '../case-fields.ts';
import type { StateMark } from '../case-marks.ts';
import { equal } from '../equal.ts';
import { type Cells, compareStamps, type Stamp } from '../stamp.ts';
import type { LifeStep } from './steps.ts';

/** An item that goes on under another, and when video first found its matter; null: video did not. */
interface JoinedKept extends Joined {
  readonly foundAt: number | null;
}

/** What a record keeps of merges 并案: how each one that was told of it was judged, and which items go on under it. */
export interface MergesKept {
  readonly judged: readonly { readonly s: Stamp; readonly problem: MergeProblem | null }[];
  readonly joined: readonly JoinedKept[];
}

/** What of a record its merges follow from. */
export interface Merging {
  readonly cells: Cells<CaseFields>;
  readonly marks: readonly StateMark[];
  readonly steps: readonly LifeStep[];
  readonly merging: MergesKept;
}

/** One merge as it was told; `into` null: nobody named the other item. */
export interface MergeTold {
  readonly s: Stamp;
  readonly at: number;
  readonly into: string | null;
}

export const NO_MERGES: MergesKept = { judged: [], joined: [] };

const JOINED_KEPT = 50;
/** The matter would go on nowhere: the item is still the only one in which it stands. */
const NOWHERE: ReadonlySet<MergeProblem> = new Set<MergeProblem>([
  'merged_into_itself',
  'merged_in_circle',
  'merge_target_unknown',
]);

/** Every merge that was told of an item, in its own order. */
export function mergesTold({ steps, cells }: Pick<Merging, 'steps' | 'cells'>): readonly MergeTold[] {
  const last = cells.into?.v ?? null;
  return steps.filter(({ state }) => state === 'MERGED').map(({ s, at, into = last }) => ({ s, at, into }));
}

/** Where an item goes on by its source's last word, right or wrong; null while it is not told to be merged. */
export function intoTold({ marks, cells }: Pick<Merging, 'marks' | 'cells'>): string | null {
  return marks.at(-1)?.state === 'MERGED' ? (cells.into?.v ?? null) : null;
}

/** The record in which a merge that leads nowhere has moved nothing, and every wrong one says so in its step. */
export function withMerges<Rec extends Merging>(record: Rec): Rec {
  const { judged } = record.merging;
  if (judged.every(({ problem }) => problem === null)) return record;
  const problemOf = (told: Stamp) =>
    judged.find(({ s }) => compareStamps(s, told) === 0)?.problem ?? undefined;
  const isNowhere = ({ s, state }: Pick<StateMark, 's' | 'state'>) => {
    const problem = state === 'MERGED' ? problemOf(s) : undefined;
    return problem !== undefined && NOWHERE.has(problem);
  };
  const steps = record.steps.map((step): LifeStep => {
    const astray = step.state === 'MERGED' ? problemOf(step.s) : undefined;
    if (astray === undefined) return step;
    if (!NOWHERE.has(astray)) return { ...step, astray };
    const { state: _, ...told } = step;
    return { ...told, astray };
  });
  const [first] = record.marks;
  const marks = record.marks.filter((mark) => !isNowhere(mark));
  // Told to be merged with its very reception: it has come in all the same.
  if (marks.length === 0 && first !== undefined) marks.push({ ...first, state: 'RECEIVED' });
  return { ...record, marks, steps };
}

/** What the life of an item in `state` tells of merges; the record as `withMerges` has made it. */
export function mergedOf(
  { cells, steps, merging }: Merging,
  state: CaseState,
): Pick<CaseLife, 'into' | 'astray' | 'joined'> {
  const last = steps.findLast((step) => step.state !== undefined || step.astray !== undefined);
  return {
    into: state === 'MERGED' ? (cells.into?.v ?? null) : null,
    astray: last?.astray ?? null,
    joined: merging.joined.map(({ id, at }) => ({ id, at })),
  };
}

/**
 * When video first found the matter of an item: with its receipt, with the first lead joined to it, or with an item that
 * goes on under it. Null: never.
 */
export function videoFoundAt(
  { leadAt, merging }: Pick<Merging, 'merging'> & { readonly leadAt: number | null },
  { receivedAt, channel }: Pick<CaseEntity, 'receivedAt' | 'channel'>,
): number | null {
  const own = channel === 'VIDEO_AI' ? receivedAt : leadAt;
  const found = [own, ...merging.joined.map((each) => each.foundAt)].filter((at) => at !== null);
  return found.length === 0 ? null : Math.min(...found);
}

/** The record with `joining` among the items that go on under it, or (null) not `id`; the same when nothing changes. */
export function withJoined<Rec extends Merging>(record: Rec, id: string, joining: JoinedKept | null): Rec {
  const { joined } = record.merging;
  const others = joined.filter((each) => each.id !== id);
  const all = joining === null ? others : [...others, joining].sort(byWhen).slice(-JOINED_KEPT);
  return equal(all, joined) ? record : { ...record, merging: { ...record.merging, joined: all } };
}

function byWhen(a: Joined, b: Joined): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}
