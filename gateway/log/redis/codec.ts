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

/** A stream entry as it was recorded. Total: what a foreign hand left out comes back empty and is quarantined later. */
export function decodeEntry(feed: Feed, [id, fields]: StreamEntry): Recorded {
  const found = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) found.set(fields[i] ?? '', fields[i + 1] ?? '');
  const text = (name: string) => found.get(name) ?? '';
  const sequence = text('sequence');
  const area = text('area');
  const healed = text('healed');
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
    sequence: sequence === '' ? null : Number(sequence),
    producer: text('producer'),
    epoch: Number(text('epoch')),
    reality: text('reality'),
    area: area === '' ? null : area,
    flags: text('flags'),
    data: text('data'),
    digest: text('digest'),
    healed: healed === '' ? null : Number(healed),
  };
}
