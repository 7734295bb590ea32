import { describe, expect, it } from 'vitest';
import type { StateReply } from '../../gateway/contract/state-reply.ts';
import { openLog } from '../../gateway/log/open.ts';
import { silent } from '../support/live/gateway.ts';
import { waitFor } from '../support/wait.ts';
import { ENGINES, expectHolds, inRun } from './core/expect.ts';
import type { GatewayProcess } from './core/gateway-process.ts';
import { type RawLog, readRedisLog, readSqliteLog } from './core/raw-log.ts';
import { type FaultRun, SITE } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';
import { metric, postEvents } from './hostile/call.ts';

const clock = { now: Date.now, simulated: false, rate: 1 };
let counter = 0;

function located(): object {
  counter += 1;
  return {
    specversion: '1.0',
    id: `trim-${counter}`,
    source: 'urn:yitu:fault:trim',
    type: 'terminal.located',
    subject: `trim-T${counter % 20}`,
    time: new Date().toISOString(),
    sequence: counter,
    data: { location: { lng: 103 + counter / 10_000, lat: 25.6 } },
  };
}

/**
 * Removes every position report from the log, by the engine's own trimming. Resolves with the log as it was before. The
 * embedded log is open to one alone: its gateway has been stopped.
 */
async function trimTerminals(run: FaultRun): Promise<{ readonly gone: number; readonly before: RawLog }> {
  const { engine } = run.options;
  const onRedis = engine === 'redis';
  const before = onRedis ? await readRedisLog(run.redis.client, SITE) : readSqliteLog(run.dataDir);
  const log = await openLog({
    engine,
    site: SITE,
    dataDir: run.dataDir,
    redisUrl: onRedis ? run.redis.url : undefined,
    clock,
    logger: silent,
  });
  try {
    return { gone: await log.trim('terminal', Date.now() + 60_000), before };
  } finally {
    await log.close();
  }
}

/** Leaves the wall standing at a position report: a place that trimming takes away. */
async function leaveAtReport(wall: FaultWall, gateway: GatewayProcess): Promise<void> {
  await waitFor(
    'a wall at a position report',
    async () => {
      wall.connection.start();
      await waitFor('the wall to be live', () => wall.connection.link.state === 'live');
      const { results } = await postEvents(gateway.origin, [located()]);
      const n = results[0]?.n ?? -1;
      await waitFor('the report on the wall', () => (wall.replica.place?.n ?? 0) >= n);
      wall.connection.stop();
      return wall.replica.place?.n === n;
    },
    60_000,
  );
}

/** The gateway that ticks, trims and saves the state. */
const dutiesAt = (gateways: readonly GatewayProcess[]): Promise<GatewayProcess> =>
  waitFor('a gateway that holds the duties', async () => {
    for (const gateway of gateways) {
      if ((await metric(gateway.origin, 'yitu_duties_held')) === 1) return gateway;
    }
    return null;
  });

const hellos = ({ steps }: FaultWall) => steps.filter((step) => step.what === 'hello');

const state = async (gateway: GatewayProcess) =>
  (await (await gateway.get('/v1/state')).json()) as StateReply;

/** Two hundred reports, and the gateway's state holds them: what is saved at its stop is past all that is trimmed. */
async function postReports(gateway: GatewayProcess): Promise<void> {
  let last = 0;
  for (let i = 0; i < 10; i += 1) {
    const { results } = await postEvents(gateway.origin, Array.from({ length: 20 }, located));
    last = Math.max(last, ...results.map(({ n = 0 }) => n));
  }
  await waitFor('the reports in the state', async () => (await state(gateway)).n >= last);
}

describe('fault 20: trimmed past the place from where to go on', () => {
  it.each(ENGINES)(
    'a wall whose place was trimmed away gets a snapshot, and is told why (%s)',
    async (engine) => {
      await inRun({ fault: '20 trimmed', engine, gateways: 1, walls: 1 }, async (run) => {
        const [gateway] = run.gateways;
        const wall = run.walls[0];
        if (gateway === undefined || wall === undefined) throw new Error('nothing runs');
        const production = run.produce();
        await run.acknowledged(100);
        await production.drain();
        wall.connection.stop();
        await leaveAtReport(wall, gateway);
        await postReports(gateway);
        // A start empties the gateway's memory of recent places; only the log can tell now.
        await gateway.stop();
        const { gone, before } = await trimTerminals(run);
        expect(gone).toBeGreaterThan(200);
        await gateway.start();
        const greeted = hellos(wall).length;
        wall.connection.start();
        await waitFor('the next greeting', () => hellos(wall).length > greeted);
        expect(hellos(wall).at(-1)).toMatchObject({ mode: 'snapshot', reason: 'trimmed' });
        await run.wallsLive();
        const told = await waitFor('the wall to show what the gateway has', async () => {
          const { viewHash } = await state(gateway);
          return wall.replica.viewHash() === viewHash && viewHash;
        });
        const ours = [...wall.replica.collection('terminal').keys()].filter((id) => id.startsWith('trim-'));
        expect(ours.length).toBe(20);
        run.produce({ name: 'after' });
        await run.acknowledged(run.ledger.acknowledged().size + 50);
        expectHolds(await run.finish({ before, figures: { 'entries gone': gone, view: told } }));
      });
    },
  );

  it('a gateway that slept past a trim builds its state anew', async () => {
    await inRun({ fault: '20 gateway behind', engine: 'redis', gateways: 2, walls: 1 }, async (run) => {
      const production = run.produce();
      await run.acknowledged(100);
      await production.drain();
      const awake = await dutiesAt(run.gateways);
      const asleep = run.gateways.find((gateway) => gateway !== awake);
      if (asleep === undefined) throw new Error('nothing else runs');
      asleep.freeze();
      await postReports(awake);
      // What trims has saved a state before; its stop does that at once.
      await awake.stop();
      await awake.start();
      const { before } = await trimTerminals(run);
      asleep.thaw();
      await waitFor(
        'both gateways in the same state',
        async () => {
          const [a, b] = [await state(awake), await state(asleep)];
          return a.n === b.n && a.stateHash === b.stateHash;
        },
        60_000,
      );
      expect(asleep.output()).toContain('building the state anew');
      run.produce({ name: 'after' });
      await run.acknowledged(run.ledger.acknowledged().size + 50);
      expectHolds(await run.finish({ before }));
    });
  });
});
