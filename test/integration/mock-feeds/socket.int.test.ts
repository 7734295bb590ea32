import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../gateway/contract/index.ts';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { type EventWay, Refused, Stopped } from '../../../mock-feeds/ways/outcome.ts';
import { connectSocket } from '../../../mock-feeds/ways/socket.ts';
import { KEYS } from '../../support/gateway.ts';
import { freePort } from '../../support/ports.ts';
import { waitFor } from '../../support/wait.ts';
import { type Program, runProgram } from './run-feeds.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'yitu-socket-'));
const running: Program[] = [];
let stop = new AbortController();
afterEach(async () => {
  stop.abort();
  stop = new AbortController();
  for (const program of running.splice(0)) {
    program.kill('SIGKILL');
    await program.ended;
  }
  rmSync(dataDir, { recursive: true, force: true });
});

async function startGateway(port: number): Promise<Program> {
  const program = runProgram('gateway/main.ts', ['--engine', 'sqlite', '--simulated'], {
    PORT: String(port),
    YITU_DATA_DIR: dataDir,
    YITU_PRODUCER_KEY: KEYS.producer,
    YITU_READ_KEY: KEYS.read,
  });
  running.push(program);
  await waitFor('the gateway', async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok);
  return program;
}

function wayTo(port: number, links: string[], producerKey: string = KEYS.producer): EventWay {
  return connectSocket({
    url: `http://127.0.0.1:${port}`,
    producerKey,
    signal: stop.signal,
    onLink: (up, reason) => void links.push(up ? 'up' : `down ${reason}`),
  });
}

const raised = (i: number): CloudEvent => ({
  specversion: '1.0',
  id: `raised-${i}`,
  source: 'urn:yitu:sim:alarm',
  type: 'alarm.raised',
  subject: `device-${i}`,
  time: '2026-01-20T15:19:00+08:00',
  sequence: 1,
  data: { title: '烟感报警', type: 'SMOKE', priority: 'P2' },
});

async function alarmsAt(port: number): Promise<StateReply> {
  const answer = await fetch(`http://127.0.0.1:${port}/v1/state`, {
    headers: { authorization: `Bearer ${KEYS.read}` },
  });
  return (await answer.json()) as StateReply;
}

describe('a producer on a socket', () => {
  it('loses nothing and sends nothing twice when the gateway is killed under it', async () => {
    const port = await freePort();
    const links: string[] = [];
    let gateway = await startGateway(port);
    const way = wayTo(port, links);
    const [batches, size] = [30, 20];
    const sums = { accepted: 0, duplicates: 0, rejected: 0 };
    const sending = (async () => {
      for (let b = 0; b < batches; b += 1) {
        const events = Array.from({ length: size }, (_each, i) => raised(b * size + i));
        const outcome = await way.events(events);
        sums.accepted += outcome.accepted;
        sums.duplicates += outcome.duplicates;
        sums.rejected += outcome.rejected.length;
      }
    })();
    for (const reached of [100, 300]) {
      await waitFor(`${reached} sent`, () => sums.accepted + sums.duplicates >= reached);
      gateway.kill('SIGKILL');
      await gateway.ended;
      gateway = await startGateway(port);
    }
    await sending;
    expect(sums.rejected).toBe(0);
    expect(sums.accepted + sums.duplicates).toBe(batches * size);
    const { entities } = await waitFor('the state', async () => {
      const state = await alarmsAt(port);
      return state.entities.alarm.length === batches * size ? state : null;
    });
    expect(entities.feed.find(({ id }) => id === 'alarm')?.total).toBe(batches * size);
    expect(links.map((line) => line.split(' ')[0])).toEqual(['down', 'up', 'down', 'up']);
  });

  it('waits for a gateway that is not there yet, and stops when told', async () => {
    const port = await freePort();
    const links: string[] = [];
    const sent = wayTo(port, links).events([raised(1)]);
    await waitFor('the first try', () => links.length > 0);
    stop.abort();
    await expect(sent).rejects.toBeInstanceOf(Stopped);
  });

  it('ends with the reason when its key is refused', async () => {
    const port = await freePort();
    await startGateway(port);
    await expect(wayTo(port, [], 'a-wrong-key').events([raised(1)])).rejects.toBeInstanceOf(Refused);
  });
});
