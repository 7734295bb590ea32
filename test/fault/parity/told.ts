import type { DraftEntry, LogEntry } from '../../../gateway/contract/entry.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import { waitFor } from '../../support/wait.ts';
import { createRandom } from '../core/random.ts';

/** Everything that an engine answered to the same calls; the epoch alone may be another. */
export interface Told {
  readonly outcomes: readonly (readonly [status: string, n: number, h: string])[];
  readonly read: readonly Omit<LogEntry, 'e'>[];
  readonly followed: readonly number[];
  readonly afterTrim: readonly number[];
  readonly stateHash: string;
}

const withoutEpoch = ({ e: _e, ...entry }: LogEntry) => entry;

/** Appends the batches, reads everything back in random pieces, follows it, and folds it. */
export async function tell(
  log: EventLog,
  batches: readonly (readonly DraftEntry[])[],
  seed: number,
): Promise<Told> {
  const outcomes: Told['outcomes'][number][] = [];
  for (const batch of batches) {
    const result = await log.append(batch);
    outcomes.push(...result.outcomes.map(({ status, position: { n, h } }) => [status, n, h] as const));
  }
  const read = await readAll(log, seed);
  const fold = createFold();
  for (const entry of read) fold.apply(entry);
  const followed = await follow(log, read.length);
  const median = read[Math.floor(read.length / 2)]?.receivedAt ?? 0;
  await log.trim('terminal', median + 1);
  const afterTrim = (await readAll(log, seed + 1)).map(({ n }) => n);
  return { outcomes, read: read.map(withoutEpoch), followed, afterTrim, stateHash: fold.stateHash() };
}

async function readAll(log: EventLog, seed: number): Promise<LogEntry[]> {
  const random = createRandom(seed);
  const all: LogEntry[] = [];
  const { n: head } = await log.head();
  while ((all.at(-1)?.n ?? 0) < head) {
    const { entries } = await log.read(all.at(-1)?.n ?? 0, random.int(1, 400));
    if (entries.length === 0) return all;
    all.push(...entries);
  }
  return all;
}

async function follow(log: EventLog, count: number): Promise<number[]> {
  const seen: number[] = [];
  const { e } = await log.head();
  const follower = log.follow(
    { e, n: 0, h: '' },
    {
      onEntries: (entries) => void seen.push(...entries.map(({ n }) => n)),
      onDiscontinuity: () => {},
      onHealth: () => {},
    },
  );
  await waitFor('the follower to be through', () => seen.length >= count, 60_000);
  await follower.stop();
  return seen;
}
