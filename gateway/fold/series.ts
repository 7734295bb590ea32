import type { EntityOf, SeriesEntity } from '../contract/entities.ts';
import { SERIES_IDS, type SeriesId } from '../contract/kpi.ts';
import { UNCOUNTED_CASE_STATES } from '../contract/vocabulary.ts';
import { HOUR_MS } from './context.ts';
import { equal } from './equal.ts';
import { counts } from './event.ts';
import { createHours } from './hours.ts';
import type { ModelKind } from './model.ts';
import { levelMoments } from './risk/numbers.ts';
import type { Store } from './store.ts';
import type { Ledger } from './table.ts';

/** Hourly counts of the last 24 hours, in slots of the site's own hours; the last slot is the hour that runs. */
export interface Series {
  changed<Kind extends ModelKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  /** One entity leaves the live state; what it has added stays until its hours pass. */
  gone<Kind extends ModelKind>(kind: Kind, last: EntityOf[Kind]): void;
  /** One that had left is there again, as `entity`. */
  back<Kind extends ModelKind>(kind: Kind, entity: EntityOf[Kind]): void;
  /**
   * Goes to the hour that holds `now`. When the clock went back or the site's hours moved, everything is counted
   * anew from the live entities.
   */
  advance(now: number, utcOffsetMs: number): void;

  flush(n: number): void;
  image(): SeriesImage;
  load(image: SeriesImage, now: number, utcOffsetMs: number): void;
}

export interface SeriesImage {
  readonly slots: readonly (readonly [string, number])[];
  readonly gone: readonly (readonly [string, readonly Moment[]])[];
}

interface Moment {
  readonly id: SeriesId;
  readonly at: number;
}

export function createSeries(store: Store, ledger: Ledger): Series {
  const hours = createHours(ledger);
  /** What those have added that have left, by `kind:id`: one that comes back may be counted otherwise by then. */
  const left = ledger.table<readonly Moment[]>('gone in 24 hours');
  const dirty = new Set<SeriesId>(SERIES_IDS);
  const add = ({ id, at }: Moment, by: 1 | -1) => {
    hours.add(id, at, by);
    dirty.add(id);
  };
  const countAll = () => {
    for (const name of [...left.ids()]) left.delete(name);
    for (const item of store.all('case')) for (const moment of momentsOf('case', item)) add(moment, 1);
  };
  const forgetPast = () => {
    for (const [name, moments] of [...left.entries()]) {
      if (moments.every(({ at }) => at < hours.from())) left.delete(name);
    }
  };
  return {
    gone(kind, last) {
      const moments = momentsOf(kind, last).filter(({ at }) => at >= hours.from());
      if (moments.length > 0) left.put(`${kind}:${last.id}`, moments);
    },
    back(kind, entity) {
      const name = `${kind}:${entity.id}`;
      for (const moment of left.get(name) ?? []) add(moment, -1);
      left.delete(name);
      for (const moment of momentsOf(kind, entity)) add(moment, 1);
    },
    changed(kind, before, after) {
      const former = momentsOf(kind, before);
      const latter = momentsOf(kind, after);
      if (equal(former, latter)) return;
      for (const moment of former) add(moment, -1);
      for (const moment of latter) add(moment, 1);
    },
    advance(now, utcOffsetMs) {
      const move = hours.moveTo(now, utcOffsetMs);
      if (move === 'none') return;
      if (move === 'elsewhere') countAll();
      else forgetPast();
      for (const id of SERIES_IDS) dirty.add(id);
    },
    flush(n) {
      for (const id of dirty) {
        const entity: SeriesEntity = { id, from: hours.from(), stepMs: HOUR_MS, values: hours.values(id) };
        if (!equal(store.get('series', id), entity)) store.put('series', entity, n);
      }
      dirty.clear();
    },
    image: () => ({ slots: hours.image(), gone: [...left.entries()] }),
    load({ slots, gone }, now, utcOffsetMs) {
      hours.load(slots, now, utcOffsetMs);
      for (const [name, moments] of gone) left.put(name, moments);
      dirty.clear();
    },
  };
}

const NEVER: readonly Moment[] = [];

function momentsOf<Kind extends ModelKind>(
  kind: Kind,
  entity: EntityOf[Kind] | undefined,
): readonly Moment[] {
  if (kind !== 'case' || entity === undefined || !counts(entity.reality)) return NEVER;
  const item = entity as EntityOf['case'];
  const { state, receivedAt, closedAt } = item;
  if (UNCOUNTED_CASE_STATES.includes(state)) return NEVER;
  const received: Moment = { id: 'case.received', at: receivedAt };
  const moments = [received, ...levelMoments(item)];
  return closedAt === null ? moments : [...moments, { id: 'case.closed', at: closedAt }];
}
