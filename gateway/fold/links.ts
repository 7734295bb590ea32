import type { AlarmEntity, VideoEntity } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import { entityRef } from '../contract/ids.ts';
import { counts, type Heard } from './event.ts';
import type { Parts } from './parts.ts';
import { stampOf } from './stamp.ts';

/**
 * Makes an item of an alarm or a verified lead. The new item's id is `kind:id` of what it was made of, so that each
 * tells the other; an item that was there already keeps the command among its facts.
 * @throws {Error} when there is nothing to link, or it is linked already, or the lead is not verified
 */
export function link(
  { store, trackers, evidence }: Parts,
  kind: 'alarm' | 'video',
  heard: Heard<'operation.linked'>,
): void {
  const id = heard.entry.subject.slice(kind.length + 1);
  const origin = store.get(kind, id);
  if (origin === undefined) throw new Error(`no ${kind} ${id} to make an item of`);
  if (origin.item !== null) throw new Error(`${kind} ${id} is item ${origin.item} already`);
  if (kind === 'video' && origin.state !== 'VERIFIED') throw new Error(`lead ${id} is not verified`);
  const { item } = heard.data;
  if (item === undefined) {
    const ref = entityRef(kind, id);
    evidence.inherited(ref, ref);
    trackers.case.hear(received(kind, origin, heard));
  } else if (store.get('case', item) === undefined)
    throw new Error(`no item ${item} to link ${kind} ${id} to`);
  else trackers.case.operate(item, heard);
  trackers[kind].adjust(id, (record) => ({
    ...record,
    item: item ?? entityRef(kind, id),
  }));
}

/** The reception of the new item, as of the person's command. */
function received(
  kind: 'alarm' | 'video',
  origin: AlarmEntity | VideoEntity,
  { data, entry: command }: Heard<'operation.linked'>,
): Heard<'case.received'> {
  const { location, area, address, flags } = origin;
  const { title = origin.title, kind: told, urgency, note } = data;
  const media = 'media' in origin ? origin.media : null;
  const said: Heard<'case.received'>['data'] = {
    title,
    kind: told ?? (kind === 'alarm' ? 'ALARM_CASE' : 'HAZARD'),
    channel: kind === 'alarm' ? 'IOT' : 'VIDEO_AI',
    urgency,
    note,
    ...(location === null ? {} : { location }),
    ...(area === null ? {} : { area }),
    ...(address === null ? {} : { address }),
    ...(media === null ? {} : { photos: [media] }),
  };
  const entry: LogEntry = {
    ...command,
    feed: 'case',
    type: 'case.received',
    subject: entityRef(kind, origin.id),
    area,
    flags,
    // What began as an exercise or a test stays one, whoever makes an item of it: it can never enter a number.
    reality: counts(origin.reality) ? command.reality : origin.reality,
    data: said,
  };
  return { type: 'case.received', data: said, entry, stamp: stampOf(entry) };
}
