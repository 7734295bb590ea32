import type { Position } from '../../contract/position.ts';
import { newEpoch } from '../chain.ts';
import { LogForked, leaseLost } from '../forked.ts';
import type { AppendOptions, AppendOutcome } from '../port.ts';
import type { RecordedAppend } from '../recorded.ts';
import type { RedisClient } from './client.ts';
import { encodeDraft } from './codec.ts';
import { type Keys, markOf } from './keys.ts';
import { runScript, SCRIPTS } from './scripts.ts';

const ANYWHERE: Position = { e: '', n: 0, h: '' };

function parseOutcome(line: string): AppendOutcome {
  const [status, n, h = '', e = ''] = line.split(' ');
  return { status: status as AppendOutcome['status'], position: { e, n: Number(n), h } };
}

/**
 * Appends a batch by one script: all of it in one step of the server, repeatable without harm.
 * @throws {LogForked} when the log does not hold the place that it must; {GatewayError} `lease_lost`
 */
export async function appendBatch(
  client: RedisClient,
  keys: Keys,
  batch: readonly RecordedAppend[],
  { lease, standing }: AppendOptions = {},
): Promise<AppendOutcome[]> {
  const { e, n, h } = standing?.() ?? ANYWHERE;
  const [meta = '', epochs = '', ...streams] = keys.log;
  const buckets: string[] = [];
  const drafts = batch.map((draft) => {
    const mark = markOf(draft.source, draft.id);
    buckets.push(keys.bucket(mark));
    return encodeDraft(draft, mark);
  });
  const values = [newEpoch(), streams.length, e, n, h, ...leaseValues(lease), JSON.stringify(drafts)];
  const names = [meta, epochs, keys.fences, ...streams, ...buckets];
  const reply = String(await runScript(client, SCRIPTS.append, names, values));
  if (reply === 'forked') throw new LogForked();
  if (reply === 'lease_lost') throw leaseLost(lease?.name ?? '');
  return reply.split('\n').map(parseOutcome);
}

/** Name and fence of a lease as the scripts take them. */
export function leaseValues(lease: AppendOptions['lease']): [name: string, fence: string] {
  return lease === undefined ? ['', ''] : [lease.name, String(lease.fence)];
}
