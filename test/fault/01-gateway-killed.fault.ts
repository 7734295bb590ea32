import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { CONSOLE } from './core/commands.ts';
import { ENGINES, expectHolds, inRun, LONG, rounds } from './core/expect.ts';
import { restartAll } from './core/gateway-process.ts';
import type { Ack } from './core/ledger.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall, WallStep } from './core/wall.ts';

/** Producers are on another gateway in less than 5 s; twice that on a busy machine. */
const BACK_MS = 10_000;
/** Where there is no other, they wait for its next start. */
const STARTED_MS = 45_000;
const RESUMED = 0.99;
/** A kill that finds nothing between write and reply shows nothing: then there is another. */
const MOST_ROUNDS = 20;
const RESTARTS = ['graceful', 'brutal', 'rolling'] as const;

/** Share of greetings after the first that went on without a snapshot; 0 where no wall ever came back. */
function resumedShare(walls: readonly FaultWall[]): number {
  const again = walls.flatMap(({ steps }) => steps.filter(isHello).slice(1));
  return again.length === 0 ? 0 : again.filter(({ mode }) => mode !== 'snapshot').length / again.length;
}

const isHello = (step: WallStep): step is Extract<WallStep, { what: 'hello' | 'reset' }> =>
  step.what === 'hello';

/** Promised for an event that was there before: its first reply was lost. Officers send again what they were told. */
const isKnownEvent = ({ status, key }: Ack) => status === 200 && !key.startsWith(CONSOLE);

const greetings = (walls: readonly FaultWall[]) => walls.map(({ steps }) => steps.filter(isHello).length);

/** A wall says that it is live until it notices: where there is one gateway alone, every wall has to greet it again. */
async function wallsBack(run: FaultRun, before: readonly number[]): Promise<void> {
  if (run.gateways.length > 1) return;
  await waitFor('every wall to be back', () =>
    greetings(run.walls).every((count, i) => count > (before[i] ?? 0)),
  );
}

/** Kills one gateway at a random instant of a busy time and starts it again; returns the longest pause between two promises. */
async function killOne(run: FaultRun): Promise<number> {
  const gateway = run.random.pick(run.gateways);
  const before = run.ledger.acks.length;
  await run.acknowledged(run.ledger.acknowledged().size + run.random.int(1, 60));
  const greeted = greetings(run.walls);
  await sleep(run.random.int(0, 120));
  await gateway.kill();
  const killedAt = Date.now();
  if (run.gateways.length === 1) await gateway.start();
  await run.acknowledged(run.ledger.acknowledged().size + 20);
  if (gateway.pid === null) await gateway.start();
  await wallsBack(run, greeted);
  await run.wallsLive();
  const elsewhere = ({ gateway: by }: Ack) => run.gateways.length === 1 || by !== gateway.name;
  const after = run.ledger.acks.slice(before).find((ack) => ack.at > killedAt && elsewhere(ack));
  return (after?.at ?? killedAt) - killedAt;
}

describe('fault 01: kill -9 of a gateway in the middle of ingest', () => {
  it.each(ENGINES)(
    'loses nothing that was acknowledged, and walls go on where they stood (%s)',
    async (engine) => {
      await inRun({ fault: '01 gateway killed', engine }, async (run) => {
        run.produce({ producers: 6, pauseMs: 20 });
        const pauses: number[] = [];
        const nobodyCameBack = () => greetings(run.walls).every((count) => count < 2);
        const goesOn = (round: number) => round < rounds(2, 40) || (nobodyCameBack() && round < MOST_ROUNDS);
        for (let round = 0; goesOn(round); round += 1) pauses.push(await killOne(run));
        const resumed = resumedShare(run.walls);
        const longest = Math.max(...pauses);
        const verdict = await run.finish({ figures: { 'longest pause ms': longest, resumed } });
        expectHolds(verdict);
        expect(longest).toBeLessThan(run.gateways.length === 1 ? STARTED_MS : BACK_MS);
        expect(resumed).toBeGreaterThanOrEqual(RESUMED);
      });
    },
  );

  it('killed between the write and its reply: the event is in the log once', async () => {
    await inRun(
      { fault: '01 killed before the reply', engine: 'redis', proxied: { redis: true } },
      async (run) => {
        // Every write is on the road for a while, there and back: that is where the kill finds it.
        for (const proxy of run.proxies.redis) proxy.delay(60, 60);
        run.produce({ producers: 6, pauseMs: 5 });
        const known = () => run.ledger.acks.filter(isKnownEvent).length;
        const goesOn = (round: number) => round < rounds(2, 20) || (known() === 0 && round < MOST_ROUNDS);
        for (let round = 0; goesOn(round); round += 1) await killOne(run);
        const verdict = await run.finish({ figures: { 'known already': known() } });
        expectHolds(verdict);
        expect(known(), 'events that were written and whose reply was lost').toBeGreaterThan(0);
      },
    );
  });

  it.each(LONG ? RESTARTS : (['rolling'] as const))(
    'a %s restart of both gateways loses nothing',
    async (kind) => {
      await inRun({ fault: `01 ${kind} restart`, engine: 'redis' }, async (run) => {
        run.produce({ pauseMs: 30 });
        await run.acknowledged(60);
        for (let round = 0; round < rounds(1, 5); round += 1) await restartAll(run.gateways, kind);
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        const resumed = resumedShare(run.walls);
        const verdict = await run.finish({ figures: { resumed } });
        expectHolds(verdict);
        expect(resumed).toBeGreaterThanOrEqual(RESUMED);
      });
    },
  );
});
