import type { LogEntry } from '../contract/entry.ts';
import type { Erasure, ErasureReply } from '../contract/erasures.ts';
import { formatPosition } from '../contract/position.ts';
import type { DeadLetter, EventLog, Named } from '../log/port.ts';
import type { Clock, Logger } from '../ops/port.ts';
import { erasedDraft } from './own-entries.ts';
import { forgetSnapshots } from './restore.ts';
import { eraseFromTracks } from './track-erasing.ts';

const LETTERS_AT_ONCE = 500;
const ENTRIES_AT_ONCE = 1_000;

export interface ErasingOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What the door does to a text before it keeps it: a dead letter may hold an id that was scrubbed. */
  readonly scrub: (text: string) => string;
}

/**
 * Erases entries for good (decisions D10): in the log they become tombstones; dead letters that repeat them, pictures
 * that nothing else names, fixes of tracks (also of entries that were trimmed) and every snapshot go; the entry `operation.erased` makes every gateway build its state anew,
 * and walls start from it. An entity is then what its other entries say; without any it is gone. Repeatable: whoever
 * was interrupted sends the same again, so what is found by an entry's content goes before that content.
 */
export async function eraseEntries(
  { log, clock, logger, scrub }: ErasingOptions,
  { entries, reason }: Erasure,
): Promise<ErasureReply> {
  const letters = await lettersAbout(log, entries, scrub);
  const media = await picturesOf(log, entries, letters);
  for (const hash of media) await log.deleteMedia(hash);
  const gone = await Promise.all(letters.map(({ key }) => log.deleteDeadLetter(key)));
  const deadLetters = gone.filter(Boolean).length;
  const buried = (await log.erase(entries)).map(({ source, id, n }) => ({ source, id, n }));
  const fixes = await eraseFromTracks(log, entries);
  const byName = new Map([...fixes, ...buried].map((each) => [nameOf(each), each]));
  const erased = [...byName.values()].sort((a, b) => a.n - b.n);
  const found = new Set(erased.map(nameOf));
  const missing = entries.filter((named) => !found.has(nameOf(named)));
  let position: string | null = null;
  if (erased.length > 0) {
    const { outcomes } = await log.append([erasedDraft({ reason, entries: erased }, clock.now())]);
    const at = outcomes[0]?.position;
    if (at !== undefined) {
      position = formatPosition(at);
      await forgetSnapshots(log, at.n);
    }
  }
  const notRewritten = await log.purge();
  logger.warn('entries were erased', { erased: erased.length, missing: missing.length, deadLetters, reason });
  return {
    erased,
    missing,
    deadLetters,
    media: media.length,
    trackFixes: fixes.length,
    position,
    notRewritten: [...notRewritten],
  };
}

const nameOf = ({ source, id }: Named) => `${source}\0${id}`;

/** Pictures that the entries, or letters about them, name and that no other entry does. */
async function picturesOf(
  log: EventLog,
  names: readonly Named[],
  letters: readonly DeadLetter[],
): Promise<string[]> {
  const wanted = new Set(names.map(nameOf));
  const hashes = new Set(letters.flatMap(({ text }) => text?.match(/\b[0-9a-f]{64}\b/g) ?? []));
  let left = wanted.size;
  await forEachEntry(log, (entry) => {
    if (!wanted.has(nameOf(entry))) return true;
    for (const hash of picturesNamedBy(entry)) hashes.add(hash);
    left -= 1;
    return left > 0;
  });
  if (hashes.size === 0) return [];
  await forEachEntry(log, (entry) => {
    if (!wanted.has(nameOf(entry))) for (const hash of picturesNamedBy(entry)) hashes.delete(hash);
    return hashes.size > 0;
  });
  return [...hashes];
}

/** Calls for each entry of the log in its order, until the answer is no. */
async function forEachEntry(log: EventLog, look: (entry: LogEntry) => boolean): Promise<void> {
  for (let after = 0; ; ) {
    const { entries } = await log.read(after, ENTRIES_AT_ONCE);
    const last = entries.at(-1);
    if (last === undefined || !entries.every(look)) return;
    after = last.n;
  }
}

/** Who looked at a picture does not hold on to it: only what shows it does. */
function picturesNamedBy({ feed, data }: LogEntry): string[] {
  if (feed !== 'case' && feed !== 'video') return [];
  const { media, photos } = data;
  const all: unknown[] = [media, ...(Array.isArray(photos) ? photos : [])];
  return all.filter((hash) => typeof hash === 'string');
}

/** Letters whose text holds a name of the erased: a refused copy, a conflict, a mended re-send. */
async function lettersAbout(
  log: EventLog,
  names: readonly Named[],
  scrub: (text: string) => string,
): Promise<DeadLetter[]> {
  const about: DeadLetter[] = [];
  let letters = await log.listDeadLetters(LETTERS_AT_ONCE);
  while (letters.length > 0) {
    about.push(
      ...letters.filter(({ text }) => text !== null && names.some((name) => repeats(text, name, scrub))),
    );
    letters = await log.listDeadLetters(LETTERS_AT_ONCE, letters.at(-1));
  }
  return about;
}

/** The id stands there, and the source as well unless the letter names none. */
function repeats(text: string, { source, id }: Named, scrub: (text: string) => string): boolean {
  const holds = (word: string) => [word, scrub(word)].some((each) => text.includes(JSON.stringify(each)));
  return holds(id) && (holds(source) || !text.includes('"source"'));
}
