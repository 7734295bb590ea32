import type { EntityOf, SeriesEntity } from '../contract/entities.ts';
import { SERIES_IDS, type SeriesId } from '../contract/kpi.ts';
import { UNCOUNTED_CASE_STATES } from '../contract/vocabulary.ts';
import { HOUR_MS, hourStart } from './context.ts';
import { equal } from './equal.ts';
import { counts } from './event.ts';
import type { ModelKind } from './model.ts';
import type { Store } from './store.ts';
import type { Ledger } from './table.ts';

/** Hourly counts of the last 24 hours, in slots of the site's own hours; the last slot is the hour that runs. */
export interface Series {
  changed<Kind extends ModelKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  /**
   * Goes to the hour that holds `now`. When the clock went back or the site's hours moved, everything is counted
   * anew from the live entities.
   */
  advance(now: number, utcOffsetMs: number): void;

  flush(n: number): void;
  image(): readonly (readonly [string, number])[];
  load(image: readonly (readonly [string, number])[], now: number, utcOffsetMs: number): void;
}

const SLOTS = 24;
/** Slot names are `<series> <start of the hour>`. */
const slotName = (id: SeriesId, start: number) => `${id} ${start}`;
const startOf = (slot: string) => Number(slot.slice(slot.indexOf(' ') + 1));

interface Moment {
  readonly id: SeriesId;
  readonly at: number;
}

export function createSeries(store: Store, ledger: Ledger): Series {
  const slots = ledger.table<number>('slot');
  let hour = 0;
  let offset = 0;
  let dirty = true;
  const first = () => hour - (SLOTS - 1) * HOUR_MS;

  const add = ({ id, at }: Moment, by: number) => {
    const start = hourStart(at, offset);
    if (start < first()) return;
    const slot = slotName(id, start);
    const value = (slots.get(slot) ?? 0) + by;
    if (value === 0) slots.delete(slot);
    else slots.put(slot, value);
    dirty = true;
  };
  const clearBefore = (start: number) => {
    for (const slot of slots.ids()) if (startOf(slot) < start) slots.delete(slot);
  };
  const recount = () => {
    clearBefore(Number.POSITIVE_INFINITY);
    for (const kind of ['case', 'alarm'] as const) {
      for (const entity of store.all(kind)) for (const moment of momentsOf(kind, entity)) add(moment, 1);
    }
  };

  return {
    changed(kind, before, after) {
      const former = raisedAgain(kind, before, after) ? NEVER : momentsOf(kind, before);
      const latter = momentsOf(kind, after);
      if (equal(former, latter)) return;
      for (const moment of former) add(moment, -1);
      for (const moment of latter) add(moment, 1);
    },
    advance(now, utcOffsetMs) {
      const next = hourStart(now, utcOffsetMs);
      const moved = utcOffsetMs !== offset || next < hour;
      if (next === hour && !moved) return;
      hour = next;
      offset = utcOffsetMs;
      dirty = true;
      if (moved) recount();
      else clearBefore(first());
    },
    flush(n) {
      if (!dirty) return;
      for (const id of SERIES_IDS) {
        const values = Array.from(
          { length: SLOTS },
          (_, index) => slots.get(slotName(id, first() + index * HOUR_MS)) ?? 0,
        );
        const entity: SeriesEntity = { id, from: first(), stepMs: HOUR_MS, values };
        if (!equal(store.get('series', id), entity)) store.put('series', entity, n);
      }
      dirty = false;
    },
    image: () => [...slots.entries()],
    load(image, now, utcOffsetMs) {
      for (const [slot, value] of image) slots.put(slot, value);
      offset = utcOffsetMs;
      hour = hourStart(now, offset);
      dirty = false;
    },
  };
}

/** A new episode of an alarm is counted beside the former one, which stays counted in its hour. */
function raisedAgain<Kind extends ModelKind>(
  kind: Kind,
  before: EntityOf[Kind] | undefined,
  after: EntityOf[Kind],
): boolean {
  if (kind !== 'alarm' || before === undefined) return false;
  const [former, latter] = [before as EntityOf['alarm'], after as EntityOf['alarm']];
  return former.finishedAt !== null && latter.finishedAt === null;
}

const NEVER: readonly Moment[] = [];

function momentsOf<Kind extends ModelKind>(
  kind: Kind,
  entity: EntityOf[Kind] | undefined,
): readonly Moment[] {
  if (entity === undefined || !counts(entity.reality)) return NEVER;
  if (kind === 'alarm') return [{ id: 'alarm.raised', at: (entity as EntityOf['alarm']).raisedAt }];
  if (kind !== 'case') return NEVER;
  const { state, receivedAt, closedAt } = entity as EntityOf['case'];
  if (UNCOUNTED_CASE_STATES.includes(state)) return NEVER;
  const received: Moment = { id: 'case.received', at: receivedAt };
  return closedAt === null ? [received] : [received, { id: 'case.closed', at: closedAt }];
}
