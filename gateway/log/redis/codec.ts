import type { DraftEntry, LogEntry } from '../../contract/entry.ts';
import type { Feed } from '../../contract/feeds.ts';
import { type Recorded, recordDraft } from '../recorded.ts';
import { type Mark, streamIndex } from './keys.ts';

/** One stream entry as Redis gives it: id, then names and values in turn. */
export type StreamEntry = readonly [id: string, fields: readonly string[]];

/** The values of one draft in the order in which `append.lua` reads them; instants as ISO-8601 text. */
export function encodeDraft(
  draft: DraftEntry & Pick<LogEntry, 'healedFrom'>,
  mark: Mark,
): (string | number)[] {
  const recorded = recordDraft(draft);
  return [
    streamIndex(draft.feed),
    mark.field,
    recorded.id,
    recorded.source,
    recorded.subject,
    recorded.type,
    recorded.v,
    new Date(recorded.time).toISOString(),
    new Date(recorded.received).toISOString(),
    recorded.sequence ?? '',
    recorded.producer,
    recorded.epoch,
    recorded.reality,
    recorded.area ?? '',
    recorded.flags,
    recorded.data,
    recorded.digest,
    draft.healedFrom ?? '',
  ];
}

/** Counter of an entry's id, which is always `n-0`. */
export function entryNumber(id: string): number {
  return Number(id.slice(0, id.indexOf('-')));
}

/**
 * A stream entry as it was recorded. Total: what a foreign hand left out comes back empty and is quarantined later.
 * The values are asked for in the order in which the script writes them, so that each is found at the first look.
 */
export function decodeEntry(feed: Feed, [id, fields]: StreamEntry): Recorded {
  const text = fieldReader(fields);
  return {
    n: entryNumber(id),
    e: text('e'),
    h: text('h'),
    feed,
    id: text('id'),
    source: text('source'),
    subject: text('subject'),
    type: text('type'),
    v: Number(text('v')),
    time: Date.parse(text('time')),
    received: Date.parse(text('received')),
    sequence: numberOrNull(text('sequence')),
    producer: text('producer'),
    epoch: Number(text('epoch')),
    reality: text('reality'),
    area: text('area') || null,
    flags: text('flags'),
    data: text('data'),
    digest: text('digest'),
    healed: numberOrNull(text('healed')),
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
