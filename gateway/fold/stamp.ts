import type { LogEntry } from '../contract/entry.ts';

/**
 * Order of what one entity's producer said: `[producerEpoch, sequence, n]`, compared left to right (decisions D12).
 * An event without a sequence stands before every numbered one of its epoch; then `n` decides.
 */
export type Stamp = readonly [epoch: number, sequence: number, n: number];

export function stampOf(entry: LogEntry): Stamp {
  return [entry.producerEpoch, entry.sequence ?? -1, entry.n];
}

/** Negative when `a` was said before `b`. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** Was this told earlier by its producer's own numbering than what was heard already? */
export function isBehind(stamp: Stamp, top: Stamp): boolean {
  return stamp[1] >= 0 && (stamp[0] - top[0] || stamp[1] - top[1]) < 0;
}

/** By whom, and when by the teller's own clock (epoch ms), the latest stamp was told. */
export interface Teller {
  readonly source: string;
  readonly at: number;
}

/** So much later at least is no haste of two reports on their way. */
const RENUMBERED_FROM_MS = 60_000;

/**
 * Does a source that numbers what it tells count anew from below? It tells, well after its latest by its own clock, what it
 * numbers before that: by the contract numbers only grow, so this is folded as old news.
 */
export function isRenumbered(
  { entry, stamp }: { readonly entry: Pick<LogEntry, 'source' | 'time'>; readonly stamp: Stamp },
  { top, topBy }: { readonly top: Stamp; readonly topBy: Teller },
): boolean {
  const isLater = entry.time - topBy.at >= RENUMBERED_FROM_MS;
  return isLater && entry.source === topBy.source && isBehind(stamp, top);
}

/** A value and who wrote it last; never part of an entity on the wire. */
export interface Cell<Value> {
  readonly v: Value;
  readonly s: Stamp;
}

/** Cells of some fields; a field that nobody wrote is absent. */
export type Cells<Fields> = { readonly [Name in keyof Fields]?: Cell<Fields[Name]> };

/** What one event says about some fields; `undefined` says nothing, `null` takes a value back. */
export type Patch<Fields> = { readonly [Name in keyof Fields]?: Fields[Name] | undefined };

/** The later of both: last writer wins by stamp, whatever the order of arrival. */
export function later<Value>(cell: Cell<Value> | undefined, value: Value, stamp: Stamp): Cell<Value> {
  return cell !== undefined && compareStamps(cell.s, stamp) > 0 ? cell : { v: value, s: stamp };
}

/** The earlier of both: first writer wins by stamp. */
export function earlier<Value>(cell: Cell<Value> | undefined, value: Value, stamp: Stamp): Cell<Value> {
  return cell !== undefined && compareStamps(cell.s, stamp) <= 0 ? cell : { v: value, s: stamp };
}

/** New cells with the patch merged in; each field is decided on its own. */
export function merged<Fields>(cells: Cells<Fields>, patch: Patch<Fields>, stamp: Stamp): Cells<Fields> {
  const next: { [Name in keyof Fields]?: Cell<Fields[Name]> } = { ...cells };
  for (const name in patch) {
    const value = patch[name];
    if (value !== undefined) next[name] = later(next[name], value as Fields[typeof name], stamp);
  }
  return next;
}

/** As `inserted`, but what the producer has numbered and told already is not told twice. */
export function insertedOnce<Item extends { readonly s: Stamp }>(
  list: readonly Item[],
  item: Item,
  limit: number,
): readonly Item[] {
  const [epoch, sequence] = item.s;
  const told = sequence >= 0 && list.some(({ s }) => s[0] === epoch && s[1] === sequence);
  return told ? list : inserted(list, item, limit);
}

/** `list` with `item` at its place by stamp; of more than `limit` the one that `spare` names leaves, else the oldest. */
export function inserted<Item extends { readonly s: Stamp }>(
  list: readonly Item[],
  item: Item,
  limit: number,
  spare: (list: readonly Item[]) => number = () => 0,
): readonly Item[] {
  let at = list.length;
  while (at > 0 && compareStamps((list[at - 1] as Item).s, item.s) > 0) at -= 1;
  const next = [...list.slice(0, at), item, ...list.slice(at)];
  return next.length > limit ? next.toSpliced(spare(next), 1) : next;
}
