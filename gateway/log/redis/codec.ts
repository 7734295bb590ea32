import type { Feed } from '../../contract/feeds.ts';
import type { Recorded, RecordedAppend } from '../recorded.ts';
import { type Mark, streamIndex } from './keys.ts';

/** One stream entry as Redis gives it: id, then names and values in turn. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

/**
 * The values of one draft in the order in which `append.lua` reads them; instants as ISO-8601 text. All are texts: the
 * server's JSON reader would round large numbers.
 */
export function encodeDraft(recorded: RecordedAppend, mark: Mark): string[] {
  return [
    String(streamIndex(recorded.feed)),
    mark.field,
    recorded.id,
    recorded.source,
    recorded.subject,
    recorded.type,
    String(recorded.v),
    new Date(recorded.time).toISOString(),
    new Date(recorded.received).toISOString(),
    String(recorded.sequence ?? ''),
    recorded.producer,
    String(recorded.epoch),
    recorded.reality,
    recorded.area ?? '',
    recorded.flags,
    recorded.data,
    recorded.digest,
    String(recorded.healed ?? ''),
  ];
}

/** Counter of an entry's id, which is always `n-0`. */
export function entryNumber(id: string): number {
  return Number(id.slice(0, id.indexOf('-')));
}

/** Fields of an entry that are read, in the order in which the script writes them. */
export const FIELDS = [
  'e',
  'h',
  'id',
  'source',
  'subject',
  'type',
  'v',
  'time',
  'received',
  'sequence',
  'producer',
  'epoch',
  'reality',
  'area',
  'flags',
  'data',
  'digest',
  'healed',
] as const;

/**
 * A stream entry as it was recorded. Total: what a foreign hand left out comes back empty and is quarantined later.
 * The values are asked for in the order in which the script writes them, so that each is found at the first look.
 */
export function decodeEntry(feed: Feed, [id, fields]: StreamEntry): Recorded {
  return recordedOf(feed, [id, ...FIELDS.map(fieldReader(fields))]);
}

const LINE_END = 0x0a;

/** The entries of one stream as `read.lua` gives them. */
export function decodeStream(feed: Feed, bytes: Buffer): Recorded[] {
  const entries: Recorded[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = bytes.indexOf(LINE_END, at);
    const lengths = bytes.toString('latin1', at, end).split(' ');
    at = end + 1;
    const texts = lengths.map((length) => {
      const from = at;
      at += Number(length);
      return bytes.toString('utf8', from, at);
    });
    entries.push(recordedOf(feed, texts));
  }
  return entries;
}

/** @param texts the id, then the values of `FIELDS` */
function recordedOf(feed: Feed, texts: readonly string[]): Recorded {
  const [key = '', e = '', h = '', id = '', source = '', subject = '', type = '', v = '', ...more] = texts;
  const [time = '', received = '', sequence = '', producer = '', epoch = '', reality = '', ...last] = more;
  const [area = '', flags = '', data = '', digest = '', healed = ''] = last;
  return {
    n: entryNumber(key),
    e,
    h,
    feed,
    id,
    source,
    subject,
    type,
    v: Number(v),
    time: Date.parse(time),
    received: Date.parse(received),
    sequence: numberOrNull(sequence),
    producer,
    epoch: Number(epoch),
    reality,
    area: area || null,
    flags,
    data,
    digest,
    healed: numberOrNull(healed),
  };
}

const numberOrNull = (text: string) => (text === '' ? null : Number(text));

/** Looks for each name where the one before was found, and only then elsewhere. */
function fieldReader(fields: readonly string[]): (name: string) => string {
  let place = 0;
  return (name) => {
    for (let looked = 0; looked < fields.length; looked += 2) {
      const at = place;
      place = at + 2 < fields.length ? at + 2 : 0;
      if (fields[at] === name) return fields[at + 1] ?? '';
    }
    return '';
  };
}
