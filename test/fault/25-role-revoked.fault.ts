import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openKeyStore } from '../../gateway/access/key-store.ts';
import { waitFor } from '../support/wait.ts';
import { ENGINES, expectHolds, inRun } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import type { FaultWall } from './core/wall.ts';

/** The table says two seconds; the key file is looked at once a second, and a busy machine takes its time. */
const SOON_MS = 10_000;
const READER = { kind: 'read', id: 'duty desk' } as const;

/** A wall that was opened with a key of its own, and the harm that is done to that key. */
async function keyedWall(run: FaultRun): Promise<{ wall: FaultWall; key: string }> {
  const { key } = await openKeyStore(run.dataDir).add(READER, null);
  await waitFor('the gateway to know the new key', async () => {
    const headers = { Authorization: `Bearer ${key}` };
    return (await fetch(`${run.gateways[0]?.origin}/v1/state`, { headers })).ok;
  });
  const wall = run.addWall({ name: 'desk', key });
  await run.wallsLive();
  await waitFor('items on the wall', () => wall.replica.collection('case').size > 0);
  return { wall, key };
}

/** What an administrator does to the file: the same key, now a visitor's. */
function makeVisitor(run: FaultRun): void {
  const path = join(run.dataDir, 'keys.json');
  const content = readFileSync(path, 'utf8').replace('"kind": "read"', '"kind": "visitor"');
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

async function timed(what: string, probe: () => boolean): Promise<number> {
  const since = performance.now();
  await waitFor(what, probe, SOON_MS);
  return Math.round(performance.now() - since);
}

describe('fault 25: a role that is revoked while its wall is connected', () => {
  it.each(ENGINES)(
    'a revoked key is told nothing more, and neither it nor its token opens anything (%s)',
    async (engine) => {
      await inRun({ fault: '25 key revoked', engine, gateways: 1, walls: 1 }, async (run) => {
        run.produce();
        await run.acknowledged(60);
        const { wall, key } = await keyedWall(run);
        await openKeyStore(run.dataDir).remove(READER);
        const ms = await timed('the wall to be refused', () => wall.connection.link.state === 'refused');
        const stands = wall.replica.place?.n;
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        expect(wall.replica.place?.n).toBe(stands);
        wall.connection.start();
        await waitFor('the second refusal', () => wall.connection.link.state === 'refused', SOON_MS);
        expect(wall.replica.place?.n).toBe(stands);
        const response = await fetch(`${run.gateways[0]?.origin}/v1/state`, {
          headers: { Authorization: `Bearer ${key}` },
        });
        expect(response.status).toBe(401);
        run.dismiss(wall);
        expectHolds(await run.finish({ figures: { 'refused after ms': ms } }));
      });
    },
  );

  it('an operator who becomes a visitor keeps nothing that a visitor does not see', async () => {
    await inRun({ fault: '25 operator to visitor', engine: 'redis', gateways: 1, walls: 1 }, async (run) => {
      run.produce();
      await run.acknowledged(60);
      const { wall } = await keyedWall(run);
      makeVisitor(run);
      const ms = await timed('the wall to hold no items', () => {
        const { replica } = wall;
        return ['case', 'alarm', 'terminal', 'video'].every(
          (kind) => replica.collection(kind as 'case').size === 0,
        );
      });
      await run.wallsLive();
      const hello = wall.steps.findLast((step) => step.what === 'hello');
      // `new` when the wall has dropped its place together with what it may not show.
      expect(hello).toMatchObject({ mode: 'snapshot', reason: expect.stringMatching(/^(scope|new)$/) });
      await run.acknowledged(run.ledger.acknowledged().size + 40);
      expect(wall.replica.collection('case').size).toBe(0);
      expect(wall.replica.collection('kpi').size).toBeGreaterThan(0);
      expectHolds(await run.finish({ figures: { 'narrowed after ms': ms } }));
    });
  });

  it('a wall whose key was revoked shows nothing any more', async () => {
    await inRun({ fault: '25 emptied', engine: 'sqlite', walls: 1 }, async (run) => {
      run.produce();
      await run.acknowledged(60);
      const { wall } = await keyedWall(run);
      await openKeyStore(run.dataDir).remove(READER);
      await timed('the wall to be refused', () => wall.connection.link.state === 'refused');
      expect(wall.replica.collection('case').size).toBe(0);
      run.dismiss(wall);
      expectHolds(await run.finish());
    });
  });
});
