import type { COMMAND_TARGETS } from '../contract/commands.ts';
import type { Placed, Tracked } from '../contract/entities.ts';
import type { LogEntry } from '../contract/entry.ts';
import { entityRef } from '../contract/ids.ts';
import type { Channel } from '../contract/vocabulary.ts';
import { statesBefore, warningTitle } from '../contract/warnings.ts';
import { linkRefused } from './bindings.ts';
import { counts, type Heard } from './event.ts';
import { targetOf } from './operation.ts';
import type { Parts } from './parts.ts';
import { alarmLinked, leadLinked } from './sighted.ts';
import { stampOf } from './stamp.ts';

type Linkable = (typeof COMMAND_TARGETS)['operation.linked'][number];

/** What an item is made of. */
interface Origin
  extends Pick<Tracked, 'id' | 'flags' | 'reality'>,
    Pick<Placed, 'location' | 'area' | 'address'> {
  readonly title: string;
  readonly item: string | null;
  readonly media: string | null;
}

/** By which channel such an item came in; a warning is none. */
const CHANNELS: Readonly<Record<Linkable, Channel | null>> = {
  alarm: 'IOT',
  video: 'VIDEO_AI',
  warning: null,
};

/**
 * Makes an item of an alarm, a verified lead or a warning. The new item's id is `kind:id` of what it was made of, so that
 * each tells the other (of an alarm that became an item before, with `#n` of the command); an item that was there already
 * keeps the command among its facts.
 * @throws {Error} when there is nothing to link, or it is linked already, or the lead is not verified
 */
export function link(parts: Parts, heard: Heard<'operation.linked'>): void {
  const { store, trackers, evidence, warnings } = parts;
  const { kind, id } = targetOf<'operation.linked'>(heard);
  const { item } = heard.data;
  const origin = store.get(kind, id) === undefined ? bygone(kind, heard) : originOf(parts, kind, id, item);
  const bound = item ?? newItem(parts, kind, heard);
  if (item === undefined) {
    evidence.inherited(bound, entityRef(kind, id));
    trackers.case.hear(received(kind, origin, heard, bound));
  } else if (store.get('case', item) === undefined)
    throw new Error(`no item ${item} to link ${kind} ${id} to`);
  else {
    trackers.case.operate(item, heard);
    if (kind === 'video' && counts(origin.reality)) leadJoined(parts, item, heard);
  }
  if (kind === 'warning') {
    if (store.get(kind, id) !== undefined) warnings.operate(kind, id, heard);
    return;
  }
  const { time: at, receivedAt: heardAt } = heard.entry;
  if (kind === 'video') {
    evidence.leaned(kind, id, [heard.entry.n]);
    trackers.video.adjust(id, (record) => ({ ...record, item: bound, linkedAt: at }));
    leadLinked(parts, bound, id);
  } else {
    trackers.alarm.adjust(id, (record) => ({ ...record, item: bound, linked: { at, heardAt } }));
    parts.desk.responses.verified(id, bound, { at, entry: heard.entry, leaning: [] });
    alarmLinked(parts, bound, id);
  }
}

/** `kind:id`, or that with the entry's number where an item of an earlier time of the same alarm bears that id. */
function newItem({ cases, evidence }: Parts, kind: Linkable, heard: Heard<'operation.linked'>): string {
  const { id } = targetOf<'operation.linked'>(heard);
  const ref = entityRef(kind, id);
  if (kind !== 'alarm' || (cases.record(ref) === undefined && cases.past(ref) === undefined)) return ref;
  evidence.leaned(kind, id, evidence.entriesOf('case', ref));
  return `${ref}#${heard.entry.n}`;
}

/** What speaks for a lead speaks for the item that it was joined to. */
function leadJoined(
  { cases, evidence, merges }: Parts,
  item: string,
  heard: Heard<'operation.linked'>,
): void {
  evidence.leaned('case', item, evidence.entriesOf('video', targetOf<'operation.linked'>(heard).id));
  cases.adjust(item, (record) => ({ ...record, leadAt: record.leadAt ?? heard.entry.time }));
  merges.heard(item);
}

/**
 * A warning that is gone, as the command tells it: the item that was made of it stands on its own entries alone, when it is
 * folded again long after.
 * @throws {Error} of what comes from a producer, and of a command from before it told enough
 */
function bygone(kind: Linkable, heard: Heard<'operation.linked'>): Origin {
  const { entry, data } = heard;
  const { title = data.item } = data;
  if (kind !== 'warning' || title === undefined) throw new Error(`no ${entry.subject} to make an item of`);
  const { id } = targetOf<'operation.linked'>(heard);
  const { reality, area, flags } = entry;
  return { id, reality, area, flags, title, item: null, location: null, address: null, media: null };
}

function originOf({ store }: Parts, kind: Linkable, id: string, item: string | undefined): Origin {
  const entity = store.get(kind, id);
  if (entity === undefined) throw new Error(`no ${kind} ${id} to make an item of`);
  const refused = linkRefused(entity, item === undefined ? undefined : store.get('case', item));
  if (refused !== null) throw new Error(refused.detail);
  if ('ruleName' in entity) {
    if (!statesBefore('warning', 'operation.linked')?.includes(entity.state))
      throw new Error(`warning ${id} is ${entity.state}`);
    return { ...entity, title: warningTitle(entity), address: null, media: null };
  }
  return { ...entity, media: 'media' in entity ? entity.media : null };
}

/** The reception of the new item, as of the person's command. */
function received(
  kind: Linkable,
  origin: Origin,
  { data, entry: command }: Heard<'operation.linked'>,
  subject: string,
): Heard<'case.received'> {
  const { location, area, address, flags, media } = origin;
  const { title = origin.title, kind: told, urgency, note } = data;
  const channel = CHANNELS[kind];
  const said: Heard<'case.received'>['data'] = {
    title,
    kind: told ?? (kind === 'alarm' ? 'ALARM_CASE' : 'HAZARD'),
    ...(channel === null ? {} : { channel }),
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
    subject,
    area,
    flags,
    // What began as an exercise or a test stays one, whoever makes an item of it: it can never enter a number.
    reality: counts(origin.reality) ? command.reality : origin.reality,
    data: said,
  };
  return { type: 'case.received', data: said, entry, stamp: stampOf(entry) };
}
