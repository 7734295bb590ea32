import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { ENGINES, expectHolds, inRun, rounds } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';
import { postEvents } from './hostile/call.ts';

/** Enough terminals for a snapshot of several chunks. */
const TERMINALS = 2_500;
const BATCH = 250;
const CHUNK_MS = 700;
/** Fewer events beside the pages show nothing: then there is another round. */
const MEANWHILE = 50;

async function fill(run: FaultRun): Promise<void> {
  const terminal = (i: number) => ({
    specversion: '1.0',
    id: `paging-${i}`,
    source: 'urn:yitu:fault:paging',
    type: 'terminal.located',
    subject: `paging-T${i}`,
    time: new Date().toISOString(),
    sequence: 1,
    data: { location: { lng: 103 + i / 10_000, lat: 25.6 }, intervalS: 600 },
  });
  for (let from = 0; from < TERMINALS; from += BATCH) {
    const batch = Array.from({ length: BATCH }, (_, i) => terminal(from + i));
    const { status } = await postEvents(run.gateways[0]?.origin ?? '', batch);
    expect(status).toBe(200);
  }
}

/** A wall on a line so slow that every chunk of a snapshot takes a while. */
function slowWall(run: FaultRun, name: string): { wall: FaultWall; chunks: () => number } {
  let chunks = 0;
  const wall = run.addWall({
    name,
    surroundings: {
      async fetch(url, init) {
        chunks += 1;
        await sleep(CHUNK_MS);
        return fetch(url, init);
      },
    },
  });
  return { wall, chunks: () => chunks };
}

describe('fault 23: events while a wall loads a snapshot page by page', () => {
  it.each(ENGINES)('what happened meanwhile follows, once and in order (%s)', async (engine) => {
    await inRun({ fault: '23 publish while paging', engine, walls: 1 }, async (run) => {
      await fill(run);
      run.produce({ producers: 6, pauseMs: 5 });
      await run.acknowledged(50);
      let chunks = 0;
      let meanwhile = 0;
      const enough = () => chunks > 1 && meanwhile > MEANWHILE;
      for (let round = 0; round < rounds(2, 8) || !enough(); round += 1) {
        const before = run.ledger.acknowledged().size;
        const slow = [1, 2, 3].map((i) => slowWall(run, `slow ${round}.${i}`));
        await run.wallsLive();
        meanwhile += run.ledger.acknowledged().size - before;
        chunks = Math.max(chunks, ...slow.map((one) => one.chunks()));
      }
      expectHolds(await run.finish({ figures: { chunks, 'acknowledged while loading': meanwhile } }));
    });
  });

  it('an epoch that flips in the middle of the pages leaves no ghost of the old one', async () => {
    await inRun({ fault: '23 epoch flip while paging', engine: 'redis', walls: 1 }, async (run) => {
      await fill(run);
      const production = run.produce();
      await run.acknowledged(50);
      const { wall, chunks } = slowWall(run, 'slow');
      await waitFor('the first page', () => chunks() > 0);
      await run.redis.client.flushall();
      await run.acknowledged(run.ledger.acknowledged().size + 30);
      await production.drain();
      await run.wallsLive();
      expectHolds(await run.finish({ figures: { chunks: chunks() } }));
      expect(wall.steps.filter(({ what }) => what === 'swap').length).toBeGreaterThan(0);
    });
  });
});
