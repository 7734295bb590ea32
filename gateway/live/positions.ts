import type { EntityRecord } from '../contract/wire.ts';

/**
 * How far somebody is behind with positions. Every position whose last change is at or before `behind` was sent. While
 * more than fits into one frame waits, a sweep goes round all entities: whoever changed after `behind` is sent as it is
 * when the sweep comes by, however often it changes meanwhile, so nobody starves.
 */
export interface Lag {
  readonly behind: number;
  readonly sweep: Sweep | null;
}

interface Sweep {
  /** The site's position when the sweep began: when it ends, everything up to here was sent. */
  readonly to: number;
  /** Where in the roster it goes on. */
  readonly slot: number;
}

/** Ids in a fixed order: an id keeps its slot as long as it is there. */
export interface Roster {
  readonly slots: readonly (string | null)[];
  add(id: string): void;
  remove(id: string): void;
  clear(): void;
}

export function createRoster(): Roster {
  const slots: (string | null)[] = [];
  const slotOf = new Map<string, number>();
  const free: number[] = [];
  return {
    slots,
    add(id) {
      if (slotOf.has(id)) return;
      const slot = free.pop() ?? slots.length;
      slots[slot] = id;
      slotOf.set(id, slot);
    },
    remove(id) {
      const slot = slotOf.get(id);
      if (slot === undefined) return;
      slots[slot] = null;
      slotOf.delete(id);
      free.push(slot);
    },
    clear() {
      slots.length = 0;
      slotOf.clear();
      free.length = 0;
    },
  };
}

/** A position as a client is told of it, with its size on the wire. */
export interface Sized {
  readonly record: EntityRecord;
  readonly bytes: number;
}

export interface SweepStep {
  readonly lag: Lag;
  readonly records: readonly EntityRecord[];
  readonly bytes: number;
}

export interface Swept {
  readonly roster: Roster;
  /** The site's position. */
  readonly n: number;
  changedAt(id: string): number | undefined;
  /** Null when it is not to be seen. */
  read(id: string): Sized | null;
}

/** Goes on with a sweep, or begins one, as far as `room` bytes reach; at least one position is sent. */
export function sweepOn(
  { behind, sweep }: Lag,
  room: number,
  { roster, n, changedAt, read }: Swept,
): SweepStep {
  const { to, slot: first } = sweep ?? { to: n, slot: 0 };
  const records: EntityRecord[] = [];
  let bytes = 0;
  for (let slot = first; slot < roster.slots.length; slot += 1) {
    const id = roster.slots[slot] ?? null;
    if (id === null || (changedAt(id) ?? 0) <= behind) continue;
    const sized = read(id);
    if (sized === null) continue;
    if (bytes > 0 && bytes + sized.bytes > room)
      return { lag: { behind, sweep: { to, slot } }, records, bytes };
    records.push(sized.record);
    bytes += sized.bytes;
  }
  return { lag: { behind: to, sweep: to === n ? null : { to: n, slot: 0 } }, records, bytes };
}

/** True when nothing waits. */
export function complete({ behind, sweep }: Lag, place: number): boolean {
  return sweep === null && behind === place;
}
