import type { EntityOf } from '../../contract/entities.ts';
import type { AlarmFacts } from '../alarm-facts.ts';
import type { CaseRecord } from '../case.ts';
import type { Setting } from '../context.ts';
import { firstLike, type SeenBetween, seenAgain } from '../life/again.ts';
import { likeOf, pointOf } from '../life/like.ts';
import { mergesTold } from '../life/merging.ts';
import type { Sighted } from '../life/sightings.ts';
import type { Writable } from '../life/steps.ts';
import type { CountedKind } from '../model.ts';
import { alarmMoments } from './alarm-moments.ts';
import type { Likes, Sighting } from './likes.ts';
import { caseMoments, type Moment, videoMoments, warningMoments } from './moments.ts';

/** What the figures are told from. */
export interface Sources {
  readonly record: (id: string) => CaseRecord | undefined;
  readonly item: (id: string) => EntityOf['case'] | undefined;
  /** The episodes of an alarm that are kept, oldest first. */
  readonly alarm: (id: string) => readonly AlarmFacts[];
  /** What alarms and leads saw of an item. */
  readonly sighted: Sighted;
  readonly setting: () => Setting;
}

/** What one entity adds to the figures. */
export interface Told {
  readonly moments: readonly Moment[];
  readonly street: string | null;
  /** Who or what stands behind it: the device of an alarm, the algorithm of a lead, the place and matter of an item. */
  readonly by?: string;
  /** When an item was received that was joined to another: it counts no more, but it was seen. */
  readonly joinedFrom?: number;
  /** Others (`kind:id`) without which its share cannot be seen: that it repeats, that came again after it. */
  readonly leans?: readonly string[];
  /** Items (`case:id`) all of whose entries speak for it too: they go on under it. */
  readonly joined?: readonly string[];
}

/** What one entity adds to the figures as it stands now. */
export function momentsNow(
  kind: CountedKind,
  entity: EntityOf[CountedKind],
  { record, alarm, setting, sighted, likes }: Sources & { readonly likes: Likes },
): Told {
  if (kind === 'alarm') {
    const told = entity as EntityOf['alarm'];
    const moments = alarm(told.id).flatMap(alarmMoments);
    return { moments, street: null, by: `${told.source} ${told.device ?? told.id}` };
  }
  if (kind === 'warning') return { moments: warningMoments(entity as EntityOf['warning']), street: null };
  if (kind === 'video') {
    const lead = entity as EntityOf['video'];
    const moments = videoMoments(lead);
    return lead.algorithm === null
      ? { moments, street: null }
      : { moments, street: null, by: lead.algorithm };
  }
  const item = entity as EntityOf['case'];
  const inside = record(item.id);
  if (inside === undefined) return { moments: [], street: item.street };
  const like = likeOf(item);
  const earlier = like === null ? undefined : likes.before(nameOf(item.id), like, item.receivedAt);
  const moments = caseMoments(inside, item, { setting: setting(), again: earlier !== undefined });
  const told: Writable<Told> = { moments, street: item.street };
  if (like !== null) told.by = like;
  if (item.state === 'MERGED') told.joinedFrom = item.receivedAt;
  if (moments.length === 0) return told;
  const recurred = (item.risk?.observation?.recurredBy ?? []).map(nameOf);
  const seen = item.life.check === 'FAILED' ? seenNames(item, inside, { likes, sighted }) : [];
  const leans = [...(earlier === undefined ? [] : [earlier]), ...recurred, ...seen, ...mergedInto(inside)];
  const found = inside.merging.joined.flatMap(({ id, foundAt }) => (foundAt === null ? [] : [nameOf(id)]));
  if (leans.length > 0) told.leans = leans;
  if (found.length > 0) told.joined = found;
  return told;
}

/** What its check failed by: items, alarms and leads. */
function seenNames(
  item: EntityOf['case'],
  { marks }: CaseRecord,
  { likes, sighted }: Pick<Sources, 'sighted'> & { readonly likes: Likes },
): readonly string[] {
  const told = seenAgain(marks, firstLike(item.id, likeOf(item), seenBy(likes)));
  const sought = { ...item, point: pointOf(item) };
  const found = seenAgain(marks, (from, to) => sighted(sought, from, to)[0]);
  return [...told.map(({ id }) => nameOf(id)), ...found.map(({ id }) => id)];
}

/** Items under which it went on for a time; that it leads nowhere is seen without the others. */
function mergedInto(record: CaseRecord): readonly string[] {
  const { judged } = record.merging;
  if (judged.length === 0) return [];
  return mergesTold(record).flatMap(({ into }) => (into === null ? [] : [nameOf(into)]));
}

/** An item that has left the live state, now that another one was received before it. */
export function repeatedSince(name: string, { moments, street, by, joinedFrom }: Told, likes: Likes): Told {
  const at = receivedAt({ moments });
  const joined = joinedFrom === undefined ? {} : { joinedFrom };
  const told = { moments, street, ...(by === undefined ? {} : { by }), ...joined };
  const earlier = by === undefined || at === null ? undefined : likes.before(name, by, at);
  if (earlier === undefined || at === null || moments.some(([measure]) => measure === 'repeats')) return told;
  return { ...told, moments: [...moments, ['repeats', at, 1]], leans: [earlier] };
}

const CASE = 'case:';

function nameOf(id: string): string {
  return `${CASE}${id}`;
}

/** Items about the like by their ids. */
export function seenBy(likes: Likes, counted = false): SeenBetween {
  return (like, from, to) =>
    likes
      .between(like, from, to)
      .flatMap(({ name, at, joined }) => (counted && joined ? [] : [{ id: name.slice(CASE.length), at }]));
}

/** When an item was received that counts, or was seen; null for any other. */
export function sightingOf({ moments, joinedFrom }: Pick<Told, 'moments' | 'joinedFrom'>): Sighting | null {
  if (joinedFrom !== undefined) return { at: joinedFrom, joined: true };
  const at = receivedAt({ moments });
  return at === null ? null : { at, joined: false };
}

/** When an item that counts was received; null for one that does not count. */
function receivedAt({ moments }: Pick<Told, 'moments'>): number | null {
  return moments.find(([measure]) => measure === 'received')?.[1] ?? null;
}
