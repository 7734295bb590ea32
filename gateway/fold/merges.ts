import type { CaseEntity } from '../contract/entities.ts';
import type { MergeProblem } from '../contract/life.ts';
import type { CaseRecord } from './case.ts';
import { isFinal } from './case-sla.ts';
import { equal } from './equal.ts';
import { counts } from './event.ts';
import { intoTold, type MergeTold, mergesTold, videoFoundAt, withJoined } from './life/merging.ts';

/** Items that were told to go on under others 并案: whether they can, and which go on under whom. */
export interface Merges {
  /** The record with its merges judged by what the other items are; the same when nothing changes. */
  judged(id: string, record: CaseRecord): CaseRecord;
  /** Something was told of an item: those that were merged into it are judged anew, and it knows them. */
  heard(id: string): void;
  /** After a restore of the items. */
  load(): void;
}

interface Items {
  readonly record: (id: string) => CaseRecord | undefined;
  /** One that has left the live state; true where no more of it is kept. */
  readonly past: (id: string) => CaseRecord | true | undefined;
  readonly adjust: (id: string, change: (record: CaseRecord) => CaseRecord) => void;
  readonly item: (id: string) => CaseEntity | undefined;
  readonly all: () => Iterable<CaseEntity>;
  /**
   * Only the entries about one item are there, and that it has left the live state says that it was merged into
   * something: what is not among them is known all the same.
   */
  readonly alone: boolean;
}

/**
 * A judgement follows from what was told of the items alone, never from other judgements: so it is the same in whatever
 * order they came, and it stands in the record, so that a restore needs no other item.
 */
export function createMerges(items: Items): Merges {
  /** Ids of items that were told to be merged into one. */
  const sources = new Map<string, Set<string>>();
  const enter = (id: string) => {
    for (const into of targetsOf(items.record(id))) {
      if (into !== id) sources.set(into, (sources.get(into) ?? new Set()).add(id));
    }
  };
  const judged = (id: string, record: CaseRecord): CaseRecord => {
    const told = isShown(record) ? mergesTold(record) : [];
    if (told.length === 0 && record.merging.judged.length === 0) return record;
    const now = { ...items, record: (each: string) => (each === id ? record : items.record(each)) };
    const found = told.map((merge) => ({ s: merge.s, problem: problemOf(now, { id, record }, merge) }));
    if (equal(found, record.merging.judged)) return record;
    return { ...record, merging: { ...record.merging, judged: found } };
  };
  /** Under those that it was told to go on under, it stands where it does go on. Answers which of these know it otherwise. */
  const join = (id: string): readonly string[] => {
    const shown = items.item(id);
    const inside = items.record(id);
    const changed: string[] = [];
    for (const into of targetsOf(inside)) {
      const goesOn = inside !== undefined && shown?.life.into === into && into !== id;
      const joining = goesOn ? { id, at: shown.stateSince, foundAt: videoFoundAt(inside, shown) } : null;
      const before = items.record(into);
      items.adjust(into, (record) => withJoined(record, id, joining));
      if (items.record(into) !== before) changed.push(into);
    }
    return changed;
  };
  return {
    judged,
    heard(id) {
      enter(id);
      const behind = upstream(sources, id);
      for (const each of behind) items.adjust(each, (record) => judged(each, record));
      // What video has found goes on along a chain of merges, to its end.
      const waiting = [id, ...behind];
      for (let each = waiting.shift(); each !== undefined; each = waiting.shift())
        waiting.push(...join(each));
    },
    load() {
      for (const { id } of items.all()) enter(id);
    },
  };
}

/** All that were told to be merged into an item, or into one of these. */
function upstream(sources: ReadonlyMap<string, ReadonlySet<string>>, id: string): readonly string[] {
  const found = new Set([id]);
  for (const each of found) for (const source of sources.get(each) ?? []) found.add(source);
  found.delete(id);
  return [...found];
}

function targetsOf(record: CaseRecord | undefined): readonly string[] {
  if (record === undefined || !isShown(record)) return [];
  const named = mergesTold(record).flatMap(({ into }) => into ?? []);
  return [...new Set(named)];
}

/** Was enough told of it to be shown? */
function isShown({ cells }: CaseRecord): boolean {
  return cells.title !== undefined && cells.kind !== undefined && cells.receivedAt !== undefined;
}

interface Told {
  readonly id: string;
  readonly record: CaseRecord;
}

function problemOf(items: Items, told: Told, merge: MergeTold): MergeProblem | null {
  const target = merge.into === null ? undefined : targetOf(items, merge.into);
  if (target === true) return formerly(told.record, merge.s);
  const nowhere = nowhereBy(items, told, merge);
  if (nowhere !== null || target === undefined || merge.into === null) return nowhere;
  return isOverAt(items, { id: merge.into, record: target }, merge.at) ? 'merge_target_over' : null;
}

function targetOf(items: Items, id: string): CaseRecord | true | undefined {
  return items.record(id) ?? items.past(id);
}

/** Why a merge leads nowhere; null when it leads somewhere. */
function nowhereBy(items: Items, { id, record }: Told, { into }: MergeTold): MergeProblem | null {
  if (into === id) return 'merged_into_itself';
  const target = into === null ? undefined : targetOf(items, into);
  if (into === null || target === undefined) return items.alone ? null : 'merge_target_unknown';
  if (target === true) return null;
  if (!isShown(target) || counts(target.origin.v.reality) !== counts(record.origin.v.reality))
    return 'merge_target_unknown';
  return leadsTo(items, into, id) ? 'merged_in_circle' : null;
}

/** As it was judged while more was known of the other item; one of which that much is forgotten was over long before. */
function formerly({ merging }: CaseRecord, told: MergeTold['s']): MergeProblem | null {
  const known = merging.judged.find(({ s }) => equal(s, told));
  return known === undefined ? 'merge_target_over' : known.problem;
}

/** Does what goes on under one item, from one to the next by their sources' last word, end at another? */
function leadsTo({ record }: Items, from: string, end: string): boolean {
  const seen = new Set<string>();
  for (let at: string | null = from; at !== null && !seen.has(at); ) {
    if (at === end) return true;
    seen.add(at);
    const next = record(at);
    at = next === undefined ? null : intoTold(next);
  }
  return false;
}

/** Was it over at an instant, by what its source had said then? A merge that leads nowhere has ended nothing. */
function isOverAt(items: Items, told: Told, at: number): boolean {
  const { record } = told;
  const nowhere = mergesTold(record)
    .filter((merge) => nowhereBy(items, told, merge) !== null)
    .map(({ s }) => s);
  const state = record.marks.findLast(
    (mark) => mark.at <= at && !(mark.state === 'MERGED' && nowhere.some((s) => equal(s, mark.s))),
  )?.state;
  return state !== undefined && isFinal(state);
}
