import type { CloudEvent } from '../../../gateway/contract/cloudevent.ts';
import { waitFor } from '../../support/wait.ts';
import { createEventSource } from '../core/events.ts';
import { createRandom } from '../core/random.ts';
import { readRedisLog, readSqliteLog } from '../core/raw-log.ts';
import { type FaultRun, SITE } from '../core/run.ts';
import { postEvents } from '../hostile/call.ts';

const NOW = Date.parse('2026-11-20T16:00:00+08:00');

/** The same events for every engine, some of them twice. */
export function eventsOf(seed: number, count: number): CloudEvent[] {
  const random = createRandom(seed);
  const source = createEventSource({ random: random.fork('doors'), name: 'doors', now: () => NOW });
  const events: CloudEvent[] = [];
  for (let i = 0; i < count; i += 1)
    events.push(events.length > 0 && random.chance(0.1) ? random.pick(events) : source.next());
  return events;
}

/** Sends them through one gateway's door, in order, and waits until they are on every wall; the statuses. */
export async function sendAll(run: FaultRun, events: readonly CloudEvent[]): Promise<number[]> {
  const statuses: number[] = [];
  let last = 0;
  for (let i = 0; i < events.length; i += 40) {
    const { results } = await postEvents(run.gateways[0]?.origin ?? '', events.slice(i, i + 40));
    statuses.push(...results.map(({ status }) => status));
    last = Math.max(last, ...results.map(({ n = 0 }) => n));
  }
  await waitFor('the last event on every wall', () =>
    run.walls.every(({ replica }) => (replica.place?.n ?? 0) >= last),
  );
  return statuses;
}

/** What another run on another engine may write otherwise. */
const OF_THE_RUN: ReadonlySet<string> = new Set(['n', 'e', 'h', 'received', 'healed', 'healedFrom']);

/** What lies in the log in the end, without what belongs to the run: places, instants of reception, ticks. */
export async function stored(run: FaultRun): Promise<unknown[]> {
  const { entries } =
    run.options.engine === 'redis' ? await readRedisLog(run.redis.client, SITE) : readSqliteLog(run.dataDir);
  return entries
    .filter(({ feed }) => feed !== 'system')
    .map((entry) => Object.fromEntries(Object.entries(entry).filter(([name]) => !OF_THE_RUN.has(name))));
}
