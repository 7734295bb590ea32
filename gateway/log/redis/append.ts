import type { DraftEntry } from '../../contract/entry.ts';
import { newEpoch } from '../chain.ts';
import type { AppendOutcome } from '../port.ts';
import type { RedisClient } from './client.ts';
import { encodeDraft } from './codec.ts';
import { type Keys, markOf } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

function parseOutcome(line: string): AppendOutcome {
  const [status, n, h = '', e = ''] = line.split(' ');
  return { status: status as AppendOutcome['status'], position: { e, n: Number(n), h } };
}

/** Appends a batch by one script: all of it in one step of the server, repeatable without harm. */
export async function appendBatch(
  client: RedisClient,
  keys: Keys,
  batch: readonly DraftEntry[],
): Promise<AppendOutcome[]> {
  const buckets: string[] = [];
  const values: (string | number)[] = [newEpoch(), keys.streams.length];
  for (const draft of batch) {
    const mark = markOf(draft.source, draft.id);
    buckets.push(keys.bucket(mark));
    values.push(...encodeDraft(draft, mark));
  }
  const reply = await runScript(client, SCRIPTS.append, [keys.meta, ...keys.streams, ...buckets], values);
  return String(reply).split('\n').map(parseOutcome);
}
