import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { freePort } from '../support/ports.ts';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, LONG } from './core/expect.ts';
import { createGatewayProcess, type GatewayProcess } from './core/gateway-process.ts';
import { appendOnlyFile, harmTail } from './core/harm.ts';
import type { FaultRun } from './core/run.ts';
import { postEvents } from './hostile/call.ts';

const HOUR = 3_600_000;
let counter = 0;

function located(time: number): object {
  counter += 1;
  return {
    specversion: '1.0',
    id: `clock-${counter}`,
    source: 'urn:yitu:fault:clock',
    type: 'terminal.located',
    subject: 'clock-T',
    time: new Date(time).toISOString(),
    sequence: counter,
    data: { location: { lng: 103.82 + counter / 10_000, lat: 25.6 }, intervalS: 600 },
  };
}

/** One more gateway on the same log whose clock is wrong by so much. */
async function gatewayAt(run: FaultRun, name: string, offsetMs: number): Promise<GatewayProcess> {
  const gateway = createGatewayProcess({
    name,
    port: await freePort(),
    engine: 'redis',
    dataDir: join(run.dataDir, '..', name),
    redisUrl: run.redis.url,
    env: { YITU_CLOCK: `${new Date(Date.now() + offsetMs).toISOString()},1x` },
  });
  await gateway.start();
  return gateway;
}

const stateOf = async (gateway: GatewayProcess) =>
  (await (await gateway.get('/v1/state')).json()) as StateReply;

/** Both stand at one place, and the states there. */
function together(a: GatewayProcess, b: GatewayProcess): Promise<readonly [string, string]> {
  return waitFor('two gateways at one place', async () => {
    const [one, other] = await Promise.all([stateOf(a), stateOf(b)]);
    return one.n === other.n && ([one.stateHash, other.stateHash] as const);
  });
}

/** The gateway whose clock is ahead is gone, and with it the end of the log that it wrote. Resolves with the bytes lost. */
async function loseTail(run: FaultRun, ahead: GatewayProcess): Promise<number> {
  const before = appendOnlyFile(run.redis.dir);
  const { size } = statSync(before);
  await run.acknowledged(run.ledger.acknowledged().size + 100);
  await ahead.kill();
  await run.redis.kill();
  const file = appendOnlyFile(run.redis.dir);
  const harm = harmTail(file, 'cut', run.random, file === before ? size : 0);
  await run.redis.start();
  return harm === null ? 0 : harm.size - harm.from;
}

describe('fault 19: wrong clocks', () => {
  it('two gateways an hour apart keep one order and one state, whoever holds the duties', async () => {
    await inRun({ fault: '19 gateway clocks', engine: 'redis', gateways: 1, walls: 2 }, async (run) => {
      const [right] = run.gateways;
      if (right === undefined) throw new Error('nothing runs');
      const ahead = await gatewayAt(run, 'an hour ahead', HOUR);
      try {
        run.addWall({ name: 'wall ahead', origins: () => [ahead.origin] });
        run.produce({ targets: () => [right, ahead] });
        await run.acknowledged(120);
        // The duties go to the gateway ahead, whose ticks are an hour later, and back again.
        await right.kill();
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        await waitFor(
          'the gateway ahead to hold the duties',
          () => ahead.output().includes('now holds the duties'),
          60_000,
        );
        await right.start();
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        const [one, other] = await together(right, ahead);
        expect(other).toBe(one);
        expectHolds(await run.finish());
      } finally {
        await ahead.stop();
      }
    });
  });

  it('events from another time are taken, flagged or refused by the gateway’s clock, and never move anything back', async () => {
    await inRun({ fault: '19 producer clocks', engine: 'sqlite', walls: 1 }, async (run) => {
      const { origin } = run.gateways[0] ?? { origin: '' };
      const now = Date.now();
      const sent = [now - HOUR, now - 48 * HOUR, now + 120_000, now + HOUR].map(located);
      const { results } = await postEvents(origin, sent);
      expect(results.map(({ status, code, flags }) => [status, code ?? flags ?? []])).toEqual([
        [201, []],
        [201, []],
        [201, ['clock_skew']],
        [422, 'future_time'],
      ]);
      const wall = run.walls[0];
      await waitFor(
        'the latest word on the wall, by sequence and not by time',
        () =>
          wall?.replica.collection('terminal').get('clock-T')?.location?.lng ===
          103.82 + (counter - 1) / 10_000,
      );
      expectHolds(await run.finish());
    });
  });

  if (LONG) {
    it('the site’s clock steps back an hour while the log loses its tail: the order goes on, and nothing is missing', async () => {
      const redisSettings = ['--appendfsync', 'everysec'];
      const options = { engine: 'redis', gateways: 1, walls: 2, redisSettings } as const;
      await inRun({ fault: '19 step back', ...options }, async (run) => {
        const [right] = run.gateways;
        if (right === undefined) throw new Error('nothing runs');
        const ahead = await gatewayAt(run, 'an hour ahead', HOUR);
        try {
          run.produce({ targets: () => [right, ahead] });
          await run.acknowledged(120);
          const bytes = await loseTail(run, ahead);
          await run.acknowledged(run.ledger.acknowledged().size + 60);
          expectHolds(await run.finish({ figures: { 'bytes lost': bytes } }));
          expect(bytes).toBeGreaterThan(0);
        } finally {
          await ahead.stop();
        }
      });
    });
  }

  it('a gateway an hour behind refuses what seems to be from the future, and says so', async () => {
    await inRun({ fault: '19 an hour behind', engine: 'redis', gateways: 1, walls: 1 }, async (run) => {
      const behind = await gatewayAt(run, 'an hour behind', -HOUR);
      try {
        const { results } = await postEvents(behind.origin, [located(Date.now())]);
        expect(results[0]).toMatchObject({ status: 422, code: 'future_time' });
        run.produce();
        await run.acknowledged(60);
        const [one, other] = await together(run.gateways[0] ?? behind, behind);
        expect(other).toBe(one);
        expectHolds(await run.finish());
      } finally {
        await behind.stop();
      }
    });
  });
});
