import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../gateway/contract/cloudevent.ts';
import { KEYS } from '../support/gateway.ts';
import { createEventSource } from './core/events.ts';
import { ENGINES, expectHolds, inRun, rounds } from './core/expect.ts';
import { restartAll } from './core/gateway-process.ts';
import { writeAheadFile } from './core/harm.ts';
import { createProducer, type FaultProducer } from './core/producer.ts';
import type { FaultRun } from './core/run.ts';
import { httpWay, socketWay } from './core/ways.ts';

const TIMES = 10;
/** What nine copies of everything may cost: nothing but what the server's own book-keeping moves. */
const GROWTH_BYTES = 2 * 1_048_576;

/** Bytes that the log occupies: of the server's memory, or of the embedded engine's write-ahead log. */
async function weightOf(run: FaultRun): Promise<number> {
  if (run.options.engine === 'sqlite') return statSync(writeAheadFile(run.dataDir)).size;
  const memory = await run.redis.client.info('memory');
  return Number(/^used_memory_dataset:(\d+)/m.exec(memory)?.[1] ?? 0);
}

/** One producer of each way at each gateway. */
function producersOf(run: FaultRun): FaultProducer<CloudEvent>[] {
  return run.gateways.flatMap((gateway, index) =>
    [httpWay(KEYS.producer), socketWay(KEYS.producer)].map((way) =>
      createProducer({
        way,
        ledger: run.ledger,
        random: run.random.fork(`copies ${gateway.name} ${way.name}`),
        targets: () => run.gateways,
        first: index,
      }),
    ),
  );
}

describe('fault 15: a storm of duplicates', () => {
  it.each(ENGINES)(
    'every event ten times, by both ways, across gateways and restarts (%s)',
    async (engine) => {
      await inRun({ fault: '15 duplicate storm', engine }, async (run) => {
        const source = createEventSource({ random: run.random.fork('events'), name: 'dup' });
        const batches: CloudEvent[][] = Array.from({ length: rounds(20, 200) }, () =>
          Array.from({ length: 20 }, () => source.next()),
        );
        const producers = producersOf(run);
        const deliver = (time: number) =>
          Promise.all(
            batches.map((batch, index) => producers[(index + time) % producers.length]?.deliver(batch)),
          );
        await deliver(0);
        const weight = await weightOf(run);
        const original = new Map(run.ledger.acks.map(({ key, position }) => [key, position]));
        for (let time = 1; time < TIMES; time += 1) {
          if (time === TIMES / 2) await restartAll(run.gateways, 'brutal');
          await deliver(time);
        }
        const growth = (await weightOf(run)) - weight;
        const copies = run.ledger.acks.slice(original.size);
        for (const producer of producers) producer.stop();
        const verdict = await run.finish({ figures: { copies: copies.length, 'growth bytes': growth } });
        expectHolds(verdict);
        expect(copies.length).toBeGreaterThanOrEqual(original.size * (TIMES - 1));
        expect(copies.filter(({ status }) => status !== 200)).toEqual([]);
        expect(copies.filter(({ key, position }) => original.get(key) !== position)).toEqual([]);
        expect(growth).toBeLessThan(GROWTH_BYTES);
      });
    },
  );
});
