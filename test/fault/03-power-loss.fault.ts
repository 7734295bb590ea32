import { statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, LONG, rounds } from './core/expect.ts';
import {
  addTornTail,
  appendOnlyFile,
  type Harm,
  type HarmKind,
  harmTail,
  repairAppendOnlyFile,
  writeAheadFile,
} from './core/harm.ts';
import type { FaultRun } from './core/run.ts';

const KINDS: readonly HarmKind[] = LONG ? ['cut', 'zero', 'scribble'] : ['cut'];

/** Bytes that were on their way to the disk when the power went: of no promise, and torn. */
function tornBytes(run: FaultRun): Uint8Array {
  const bytes = new Uint8Array(run.random.int(1, 4_000));
  if (run.random.chance(0.5)) for (let i = 0; i < bytes.length; i += 1) bytes[i] = run.random.int(0, 255);
  return bytes;
}

/** A command that was cut in the middle. */
const HALF_A_COMMAND = new TextEncoder().encode('*3\r\n$3\r\nSET\r\n$9\r\nhalf-a-');

/**
 * Starts the server on its harmed file. A file that merely ends too early it mends by itself (`aof-load-truncated`);
 * one with rubbish in it only after the repair that its manual names.
 */
async function startOnWhatIsLeft(run: FaultRun, harm: HarmKind): Promise<void> {
  if (harm !== 'cut') repairAppendOnlyFile(appendOnlyFile(run.redis.dir));
  await run.redis.start();
}

/** The gateways have had the server write its file anew: until then a second power cut finds the torn end of the first. */
async function renewed(run: FaultRun): Promise<void> {
  await waitFor('the file to be written anew', async () =>
    /^aof_last_rewrite_time_sec:\d/m.test(await run.redis.client.info('persistence').catch(() => '')),
  );
}

/** Power off at a random instant: what the file grew by in the last moments is harmed. */
async function losePower(run: FaultRun, kind: HarmKind): Promise<Harm | null> {
  const before = appendOnlyFile(run.redis.dir);
  await run.acknowledged(run.ledger.acknowledged().size + 60);
  const { size } = statSync(before, { throwIfNoEntry: false }) ?? { size: 0 };
  await run.acknowledged(run.ledger.acknowledged().size + run.random.int(30, 120));
  await run.redis.kill();
  // Both gateways may have had it written anew, one after the other: all of a new file is younger.
  const file = appendOnlyFile(run.redis.dir);
  const harm = harmTail(file, kind, run.random, file === before ? size : 0);
  await startOnWhatIsLeft(run, kind);
  await renewed(run);
  return harm;
}

const lostOf = (
  run: FaultRun,
  verdict: { readonly findings: { readonly I1: { readonly evidence: readonly string[] } } },
) => `${verdict.findings.I1.evidence.length} of ${run.ledger.acknowledged().size}`;

describe('fault 03: power loss', () => {
  it('appendfsync always: the torn tail held no promise, and nothing acknowledged is missing', async () => {
    await inRun({ fault: '03 power loss always', engine: 'redis' }, async (run) => {
      run.produce();
      for (let round = 0; round < rounds(3, 12); round += 1) {
        await run.acknowledged(run.ledger.acknowledged().size + run.random.int(40, 120));
        await run.redis.kill();
        const cut = run.random.chance(0.5);
        addTornTail(appendOnlyFile(run.redis.dir), cut ? HALF_A_COMMAND : tornBytes(run));
        await startOnWhatIsLeft(run, cut ? 'cut' : 'scribble');
        await renewed(run);
      }
      expectHolds(await run.finish());
    });
  });

  it.each(KINDS)('appendfsync everysec, tail %s: the gateways put back what they had seen', async (kind) => {
    const redisSettings = ['--appendfsync', 'everysec'];
    await inRun({ fault: `03 power loss everysec ${kind}`, engine: 'redis', redisSettings }, async (run) => {
      run.produce();
      const harms: (Harm | null)[] = [];
      for (let round = 0; round < rounds(1, 5); round += 1) harms.push(await losePower(run, kind));
      await run.acknowledged(run.ledger.acknowledged().size + 60);
      const bytes = harms.reduce((sum, harm) => sum + (harm === null ? 0 : harm.size - harm.from), 0);
      const verdict = await run.finish({ figures: { 'bytes lost': bytes } });
      expect(bytes).toBeGreaterThan(0);
      expectHolds(verdict);
    });
  });

  it('no gateway outlived it: what is lost had no stronger promise than os, and every wall starts anew', async () => {
    const redisSettings = ['--appendfsync', 'everysec'];
    await inRun({ fault: '03 power loss of everything', engine: 'redis', redisSettings }, async (run) => {
      run.produce();
      const file = appendOnlyFile(run.redis.dir);
      await run.acknowledged(100);
      const safe = statSync(file).size;
      await run.acknowledged(250);
      await Promise.all(run.gateways.map((gateway) => gateway.kill()));
      await run.redis.kill();
      harmTail(file, 'cut', run.random, safe);
      await startOnWhatIsLeft(run, 'cut');
      await Promise.all(run.gateways.map((gateway) => gateway.start()));
      await run.wallsLive();
      await run.acknowledged(run.ledger.acknowledged().size + 60);
      const verdict = await run.finish({ allows: { I1: 'nothing outlived it' } });
      process.stdout.write(`lost after power loss of everything: ${lostOf(run, verdict)}\n`);
      expectHolds(verdict);
      expect(new Set(run.ledger.acks.map(({ durability }) => durability))).toEqual(new Set(['os']));
    });
  });

  it('embedded engine: a torn write-ahead log loses nothing that was acknowledged', async () => {
    await inRun({ fault: '03 power loss', engine: 'sqlite' }, async (run) => {
      run.produce();
      for (let round = 0; round < rounds(2, 10); round += 1) {
        await run.acknowledged(run.ledger.acknowledged().size + run.random.int(40, 120));
        await run.gateways[0]?.kill();
        addTornTail(writeAheadFile(run.dataDir), tornBytes(run));
        await run.gateways[0]?.start();
      }
      expectHolds(await run.finish());
    });
  });

  it.each(KINDS)(
    'embedded engine on a disk that lied, tail %s: no wall keeps what the log has lost',
    async (kind) => {
      await inRun({ fault: `03 lying disk ${kind}`, engine: 'sqlite' }, async (run) => {
        run.produce();
        await run.acknowledged(60);
        const file = writeAheadFile(run.dataDir);
        const safe = statSync(file).size;
        await run.acknowledged(200);
        await run.gateways[0]?.kill();
        const harm = harmTail(file, kind, run.random, safe);
        await run.gateways[0]?.start();
        await run.acknowledged(run.ledger.acknowledged().size + 60);
        const verdict = await run.finish({
          allows: { I1: 'the disk lied' },
          figures: { 'bytes lost': harm === null ? 0 : harm.size - harm.from },
        });
        process.stdout.write(`lost with the lying disk: ${lostOf(run, verdict)}\n`);
        expectHolds(verdict);
      });
    },
  );
});
