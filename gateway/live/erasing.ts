import type { Erasure, ErasureReply } from '../contract/erasures.ts';
import { formatPosition } from '../contract/position.ts';
import type { EventLog, Named } from '../log/port.ts';
import type { Clock, Logger } from '../ops/port.ts';
import { erasedDraft } from './own-entries.ts';
import { forgetSnapshots } from './restore.ts';

const LETTERS_AT_ONCE = 500;

export interface ErasingOptions {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Erases entries for good (decisions D10): in the log they become tombstones; pictures that they name, dead letters
 * that repeat them and every snapshot go; the entry `operation.erased` makes every gateway build its state anew, and
 * walls start from it. An entity is then what its other entries say; without any it is gone. Repeatable: whoever was
 * interrupted sends the same again.
 */
export async function eraseEntries(
  { log, clock, logger }: ErasingOptions,
  { entries, reason }: Erasure,
): Promise<ErasureReply> {
  const media = await picturesOf(log, entries);
  const erased = await log.erase(entries);
  for (const hash of media) await log.deleteMedia(hash);
  const deadLetters = await eraseLetters(log, entries);
  const found = new Set(erased.map(nameOf));
  const missing = entries.filter((named) => !found.has(nameOf(named)));
  let position: string | null = null;
  if (erased.length > 0) {
    const places = erased.map(({ source, id, n }) => ({ source, id, n }));
    const { outcomes } = await log.append([erasedDraft({ reason, entries: places }, clock.now())]);
    const at = outcomes[0]?.position;
    if (at !== undefined) {
      position = formatPosition(at);
      await forgetSnapshots(log, at.n);
    }
  }
  await log.purge();
  logger.warn('entries were erased', { erased: erased.length, missing: missing.length, deadLetters, reason });
  const told = erased.map(({ source, id, n }) => ({ source, id, n }));
  return { erased: told, missing, deadLetters, media: media.length, position };
}

const nameOf = ({ source, id }: Named) => `${source}\0${id}`;

/** Hashes of the pictures that the entries name; another entry that names one loses it too. */
async function picturesOf(log: EventLog, names: readonly Named[]): Promise<string[]> {
  const wanted = new Set(names.map(nameOf));
  const hashes = new Set<string>();
  let after = 0;
  for (let left = wanted.size; left > 0; ) {
    const { entries } = await log.read(after, 1_000);
    const last = entries.at(-1);
    if (last === undefined) break;
    for (const entry of entries) {
      if (!wanted.delete(nameOf(entry))) continue;
      left -= 1;
      for (const [hash] of JSON.stringify(entry.data).matchAll(/\b[0-9a-f]{64}\b/g)) hashes.add(hash);
    }
    after = last.n;
  }
  return [...hashes];
}

/** Letters whose text holds a name of the erased: a refused copy, a conflict, a mended re-send. */
async function eraseLetters(log: EventLog, names: readonly Named[]): Promise<number> {
  let erased = 0;
  let letters = await log.listDeadLetters(LETTERS_AT_ONCE);
  while (letters.length > 0) {
    for (const { key, text } of letters) {
      const repeats = text !== null && names.some(({ id }) => text.includes(JSON.stringify(id)));
      if (repeats && (await log.deleteDeadLetter(key))) erased += 1;
    }
    letters = await log.listDeadLetters(LETTERS_AT_ONCE, letters.at(-1));
  }
  return erased;
}
