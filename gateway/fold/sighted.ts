import type { LngLat } from '../contract/entities.ts';
import { metresBetween } from '../contract/nearest-rule.ts';
import { ownRaisesOf } from './alarm.ts';
import { isWatched, mayHeed } from './life/again.ts';
import { pointOf } from './life/like.ts';
import type { AlarmSeen } from './life/sightings.ts';
import type { Parts } from './parts.ts';

/** Entries of an alarm that speak for the item that it was joined to: its latest ones, among them who it was then. */
const LATEST = 16;

function seenOf({ alarms }: Parts, id: string): AlarmSeen | null {
  const record = alarms.record(id);
  return record === undefined ? null : { id, source: record.origin.v.source, raises: ownRaisesOf(record) };
}

/** An item was made of an alarm, or an alarm was joined to it: each of its raises tells of the matter, before and since. */
export function alarmLinked(parts: Parts, item: string, id: string): void {
  const alarm = seenOf(parts, id);
  if (alarm === null) return;
  parts.sightings.alarmLinked(item, alarm);
  parts.evidence.leaned('case', item, parts.evidence.entriesOf('alarm', id).slice(-LATEST));
  parts.cases.heed(item);
}

/** The same of a lead. */
export function leadLinked(parts: Parts, item: string, id: string): void {
  const lead = parts.store.get('video', id);
  if (lead === undefined) return;
  parts.sightings.leadLinked(item, lead);
  parts.cases.heed(item);
}

/** An alarm was heard with entry `n`: where it was raised again, what was fed back about it was not so. */
export function alarmSeen(parts: Parts, id: string, n: number): void {
  const alarm = seenOf(parts, id);
  if (alarm === null) return;
  for (const item of parts.sightings.alarmHeard(alarm)) {
    parts.evidence.leaned('case', item, [n]);
    parts.cases.heed(item);
  }
}

/** A lead was told or judged: items at its place that were fed back may have been so, or not so, too early. */
export function leadSeen(parts: Parts, id: string): void {
  const lead = parts.store.get('video', id);
  if (lead === undefined) return;
  const places = parts.sightings.leadChanged(lead);
  if (places.length === 0) return;
  const { samePlaceMetres } = parts.timeline.context.setting.rules.life;
  const isNear = (point: LngLat | null) =>
    point !== null && places.some((place) => metresBetween(place, point) <= samePlaceMetres);
  const near = [...parts.store.all('case')].filter(
    (item) => isWatched(item) && mayHeed(item, lead.raisedAt) && isNear(pointOf(item)),
  );
  for (const { id: item } of near) parts.cases.heed(item);
}
