import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, rounds } from './core/expect.ts';
import type { FaultRun } from './core/run.ts';
import { metric, postEvents } from './hostile/call.ts';

const FLOOD = fileURLToPath(new URL('./hostile/flood.ts', import.meta.url));
const LOOKS = 25;
/** Attackers, gateway and walls share two cores here; on top of the table's factor of two. */
const SHARED_MACHINE_MS = 2_000;
const MEMORY_BYTES = 250 * 1_048_576;

interface Flooded {
  readonly handshakes: number;
  readonly slowloris: number;
  readonly frames: number;
  readonly origins: number;
}

let counter = 0;

/** From the post of an alarm to its place on every wall, ms. */
async function look(run: FaultRun): Promise<number> {
  counter += 1;
  const subject = `hostile-${counter}`;
  const since = performance.now();
  await postEvents(run.gateways[0]?.origin ?? '', [
    {
      specversion: '1.0',
      id: subject,
      source: 'urn:yitu:fault:hostile',
      type: 'alarm.raised',
      subject,
      time: new Date().toISOString(),
      sequence: 1,
      data: { type: 'GAS', priority: 'P1', title: '可燃气体' },
    },
  ]);
  await waitFor('the alarm on every wall', () =>
    run.walls.every(({ replica }) => replica.collection('alarm').has(subject)),
  );
  return performance.now() - since;
}

async function looks(run: FaultRun): Promise<{ p50: number; p90: number }> {
  const taken: number[] = [];
  for (let i = 0; i < LOOKS; i += 1) taken.push(await look(run));
  taken.sort((a, b) => a - b);
  const at = (share: number) => Math.round(taken[Math.floor(taken.length * share)] ?? 0);
  return { p50: at(0.5), p90: at(0.9) };
}

async function flood(port: number, ms: number): Promise<Flooded> {
  const { stdout } = await promisify(execFile)(process.execPath, [FLOOD, `${port}`, `${ms}`]);
  return JSON.parse(stdout) as Flooded;
}

describe('fault 29: floods and hostile clients', () => {
  it('cost the walls that belong here little, are refused and counted, and leave nothing behind', async () => {
    await inRun({ fault: '29 hostile', engine: 'redis', gateways: 1, walls: 4 }, async (run) => {
      const [gateway] = run.gateways;
      if (gateway === undefined) throw new Error('nothing runs');
      const calm = await looks(run);
      const before = gateway.residentBytes();
      const ms = rounds(12_000, 60_000);
      const flooding = flood(gateway.port, ms);
      const under = await looks(run);
      const sent = await flooding;
      const refused =
        (await metric(gateway.origin, 'yitu_sockets_refused_total')) +
        (await metric(gateway.origin, 'yitu_handshakes_refused_total'));
      const cut = await metric(gateway.origin, 'yitu_sockets_cut_total', 'too_large');
      const grown = gateway.residentBytes() - before;
      process.stdout.write(
        `fault 29 hostile · calm p50 ${calm.p50} p90 ${calm.p90} ms, under attack p50 ${under.p50} p90 ${under.p90} ms · ${JSON.stringify(sent)} in ${ms} ms · refused ${refused}, cut ${cut} · memory +${Math.round(grown / 1_048_576)} MB\n`,
      );
      expect(sent.handshakes).toBeGreaterThan(50);
      expect(refused).toBeGreaterThan(0);
      expect(cut).toBeGreaterThan(0);
      expect(under.p90).toBeLessThan(2 * calm.p90 + SHARED_MACHINE_MS);
      expect(grown).toBeLessThan(MEMORY_BYTES);
      expect(run.walls.every(({ connection }) => connection.counts.connects === 1)).toBe(true);
      await waitFor('the enemies to be gone', async () => {
        return (await metric(gateway.origin, 'yitu_live_clients')) === run.walls.length;
      });
      expectHolds(await run.finish({ figures: { 'p90 ms': under.p90 } }));
    });
  });
});
