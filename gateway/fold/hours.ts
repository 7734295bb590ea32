import { HOUR_MS, hourStart } from './context.ts';
import type { Ledger } from './table.ts';

/** Counts by name and site-local hour, for the 24 hours that end with the present one and any that lie ahead. */
export interface Hours {
  /** Counts at an instant, epoch ms; what is older than 24 hours is nowhere. */
  add(id: string, at: number, by: 1 | -1): void;
  /** Goes to the hour that holds `now`. `elsewhere`: the clock went back or the hours are cut anew, all counts are gone. */
  moveTo(now: number, utcOffsetMs: number): 'none' | 'forward' | 'elsewhere';
  /** Start of the first of the 24 hours. */
  from(): number;
  /** The 24 counts, oldest first. */
  values(id: string): number[];
  image(): readonly (readonly [string, number])[];
  load(image: readonly (readonly [string, number])[], now: number, utcOffsetMs: number): void;
}

const SHOWN = 24;

/** Slots are named `<id> <start of the hour>`. */
const slotName = (id: string, start: number) => `${id} ${start}`;
const startOf = (slot: string) => Number(slot.slice(slot.indexOf(' ') + 1));

export function createHours(ledger: Ledger): Hours {
  const slots = ledger.table<number>('slot');
  /** What is shown of each name, so that no slot is looked up by its text for it. */
  const shown = new Map<string, number[]>();
  let hour = 0;
  let offset = 0;
  const from = () => hour - (SHOWN - 1) * HOUR_MS;
  const clearBefore = (start: number) => {
    for (const slot of slots.ids()) if (startOf(slot) < start) slots.delete(slot);
  };
  const read = (id: string) =>
    Array.from({ length: SHOWN }, (_, index) => slots.get(slotName(id, from() + index * HOUR_MS)) ?? 0);
  return {
    from,
    add(id, at, by) {
      const start = hourStart(at, offset);
      if (start < from()) return;
      const slot = slotName(id, start);
      const value = (slots.get(slot) ?? 0) + by;
      if (value === 0) slots.delete(slot);
      else slots.put(slot, value);
      const list = shown.get(id);
      const index = (start - from()) / HOUR_MS;
      if (list !== undefined && index < SHOWN) list[index] = value;
    },
    moveTo(now, utcOffsetMs) {
      const next = hourStart(now, utcOffsetMs);
      const elsewhere = utcOffsetMs !== offset || next < hour;
      if (next === hour && !elsewhere) return 'none';
      hour = next;
      offset = utcOffsetMs;
      shown.clear();
      clearBefore(elsewhere ? Number.POSITIVE_INFINITY : from());
      return elsewhere ? 'elsewhere' : 'forward';
    },
    values(id) {
      const list = shown.get(id) ?? read(id);
      shown.set(id, list);
      return [...list];
    },
    image: () => [...slots.entries()],
    load(image, now, utcOffsetMs) {
      for (const [slot, value] of image) slots.put(slot, value);
      offset = utcOffsetMs;
      hour = hourStart(now, offset);
      shown.clear();
    },
  };
}
