import type { CaseEntity, LngLat, VideoEntity } from '../../contract/entities.ts';
import { entityRef } from '../../contract/ids.ts';
import type { LifeRules } from '../../contract/life.ts';
import { VIDEO_TYPES, type VideoType } from '../../contract/vocabulary.ts';
import { counts } from '../event.ts';
import { createLikes } from '../measures/likes.ts';
import type { Again } from '../risk/strike-off.ts';
import type { Ledger, Table } from '../table.ts';
import { leadLike } from './like.ts';

/** An item as far as other sources can see its matter. */
export interface Sought extends Pick<CaseEntity, 'id' | 'category'> {
  /** Null for one that is compared by village, and for one that counts nowhere: no lead is about its place. */
  readonly point: LngLat | null;
}

/** What other sources saw of an item after `from` and before `to` (epoch ms), by `kind:id`, in that order. */
export type Sighted = (item: Sought, from: number, to: number) => readonly Again[];

/** An alarm, and whose it is: another source may have one of the same id. */
export interface AlarmSeen {
  readonly id: string;
  readonly source: string;
  /** Epoch ms. */
  readonly raises: readonly number[];
}

/**
 * What is seen of the matters of items by others than who reports (倒灌核查, decisions D5): raises of the alarms that they
 * were made of or that were joined to them, and leads that a person found true. It is kept by when each was seen, whatever
 * the item was then and whatever has left the live state since, so that no order of arrival matters.
 */
export interface Sightings {
  readonly of: Sighted;
  alarmLinked(item: string, alarm: AlarmSeen): void;
  leadLinked(item: string, lead: VideoEntity): void;
  /** An alarm as it was heard: ids of the items that it is linked to, where it was raised as they did not know yet. */
  alarmHeard(alarm: AlarmSeen): readonly string[];
  /** A lead as it stands now: the places of which something else is known by it. */
  leadChanged(lead: VideoEntity): readonly LngLat[];
  image(): SightingsImage;
  load(image: SightingsImage): void;
}

export interface SightingsImage {
  readonly items: readonly (readonly [string, OfItem])[];
  readonly leads: readonly (readonly [string, Lead])[];
}

interface OfItem {
  /** By source and id. */
  readonly alarms: readonly string[];
  /** Types of its leads: another one of the same type is about the same matter. */
  readonly types: readonly VideoType[];
  /** By when they were seen. */
  readonly seen: readonly Again[];
}

interface Lead {
  readonly type: VideoType;
  readonly point: LngLat;
  readonly at: number;
}

/** Of one item; of more the oldest are forgotten. */
const SEEN_KEPT = 64;
/** Items with alarms or leads, and leads that are true: at ten a day five years of either. */
const ROWS_KEPT = 20_000;
const NOTHING: OfItem = { alarms: [], types: [], seen: [] };

export function createSightings(ledger: Ledger, rules: () => LifeRules): Sightings {
  const items = ledger.table<OfItem>('item sightings');
  const leads = ledger.table<Lead>('lead sightings');
  const ofAlarm = new Map<string, Set<string>>();
  const likes = createLikes(() => rules().samePlaceMetres);
  const place = (name: string, lead: Lead | null) => {
    const like = lead === null ? undefined : leadLike(lead.point, lead.type);
    likes.put(name, like, lead === null ? null : { at: lead.at, joined: false });
    // Whom it concerns is told by where it is, not by what else is the like of it.
    likes.touched();
  };
  const index = (id: string, { alarms }: OfItem) => {
    for (const key of alarms) ofAlarm.set(key, (ofAlarm.get(key) ?? new Set()).add(id));
  };
  const putItem = (id: string, row: OfItem) => {
    const gone = putBounded(items, id, row);
    for (const key of gone?.[1].alarms ?? []) ofAlarm.get(key)?.delete(gone?.[0] ?? '');
    index(id, row);
  };
  return {
    of({ id, point, category }, from, to) {
      const row = items.get(id) ?? NOTHING;
      const linked = row.seen.filter(({ at }) => at > from && at < to);
      const types = point === null ? [] : typesOf(row, category, rules());
      const found = types.flatMap((type) =>
        point === null ? [] : likes.between(leadLike(point, type), from, to),
      );
      return [...linked, ...found.map(({ name, at }) => ({ id: name, at }))].sort(byTime);
    },
    alarmLinked(item, alarm) {
      const row = items.get(item) ?? NOTHING;
      const alarms = [...new Set([...row.alarms, keyOf(alarm)])];
      putItem(item, withSeen({ ...row, alarms }, raisesOf(alarm)));
    },
    leadLinked(item, { id, type, raisedAt }) {
      const row = items.get(item) ?? NOTHING;
      const types = [...new Set([...row.types, type])];
      putItem(item, withSeen({ ...row, types }, [{ id: entityRef('video', id), at: raisedAt }]));
    },
    alarmHeard(alarm) {
      const linked = [...(ofAlarm.get(keyOf(alarm)) ?? [])].sort();
      return linked.filter((id) => {
        const row = items.get(id) ?? NOTHING;
        const next = withSeen(row, raisesOf(alarm));
        if (next !== row) items.put(id, next);
        return next !== row;
      });
    },
    leadChanged(lead) {
      const name = entityRef('video', lead.id);
      const former = leads.get(name);
      const latter = seenBy(lead);
      if (former === undefined ? latter === null : latter !== null && isSame(former, latter)) return [];
      if (latter === null) leads.delete(name);
      else {
        const gone = putBounded(leads, name, latter);
        if (gone !== null) place(gone[0], null);
      }
      place(name, latter);
      return [former, latter].flatMap((each) => (each == null ? [] : [each.point]));
    },
    image: () => ({ items: [...items.entries()], leads: [...leads.entries()] }),
    load(image) {
      for (const [id, row] of image.items) {
        items.put(id, row);
        index(id, row);
      }
      for (const [name, lead] of image.leads) {
        leads.put(name, lead);
        place(name, lead);
      }
    },
  };
}

/** What a lead saw where, once a person has found it true. */
function seenBy({ state, type, location, raisedAt, reality }: VideoEntity): Lead | null {
  if (state !== 'VERIFIED' || location === null || !counts(reality)) return null;
  return { type, point: location, at: raisedAt };
}

function isSame(a: Lead, b: Lead): boolean {
  return a.at === b.at && leadLike(a.point, a.type) === leadLike(b.point, b.type);
}

/** Types of leads that are about the matter of an item: those of its own leads, and by its category. */
function typesOf(
  { types }: OfItem,
  category: string | null,
  { leadMatters }: LifeRules,
): readonly VideoType[] {
  const told = VIDEO_TYPES.filter(
    (type) => category !== null && leadMatters[type]?.includes(category) === true,
  );
  return told.length === 0 ? types : [...new Set([...types, ...told])];
}

function keyOf({ id, source }: AlarmSeen): string {
  return `${source} ${id}`;
}

function raisesOf({ id, raises }: AlarmSeen): readonly Again[] {
  return raises.map((at) => ({ id: entityRef('alarm', id), at }));
}

/** The row with what was seen, too; the same one when it was known. */
function withSeen(row: OfItem, seen: readonly Again[]): OfItem {
  const oldest = row.seen.length < SEEN_KEPT ? Number.NEGATIVE_INFINITY : (row.seen[0]?.at ?? 0);
  const isKnown = (one: Again) => row.seen.some(({ id, at }) => id === one.id && at === one.at);
  const fresh = seen.filter((one) => one.at >= oldest && !isKnown(one));
  if (fresh.length === 0) return row;
  return { ...row, seen: [...row.seen, ...fresh].sort(byTime).slice(-SEEN_KEPT) };
}

function byTime(a: Again, b: Again): number {
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

/** Puts a row; of too many the one that came first goes, and is told. */
function putBounded<Row>(table: Table<Row>, id: string, row: Row): readonly [string, Row] | null {
  table.put(id, row);
  if (table.size <= ROWS_KEPT) return null;
  const [oldest] = table.entries();
  if (oldest === undefined) return null;
  table.delete(oldest[0]);
  return oldest;
}
