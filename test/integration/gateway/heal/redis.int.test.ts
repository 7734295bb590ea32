import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IngestReply } from '../../../../gateway/contract/http.ts';
import type { Hello } from '../../../../gateway/contract/wire.ts';
import { cutTail, markAof } from '../../../support/cut-redis.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';
import { startTestRedis, type TestRedis } from '../../../support/redis.ts';
import { waitFor } from '../../../support/wait.ts';

let redis: TestRedis;
let gateways: TestGateway[];
let walls: HeadlessWall[];

beforeEach(async () => {
  redis = await startTestRedis();
  const env = { REDIS_URL: redis.url };
  gateways = [];
  for (let i = 0; i < 2; i++) gateways.push(await startTestGateway({ engine: 'redis', env }));
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  for (const gateway of gateways) await gateway.stop();
  await redis.dispose();
});

const gatewayAt = (i: number) => gateways[i % gateways.length] as TestGateway;

function wallAt(i: number): HeadlessWall {
  const wall = startWall({ origin: gatewayAt(i).url, key: KEYS.read });
  walls.push(wall);
  return wall;
}

const event = (id: string) => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:test',
  type: 'case.received',
  subject: id,
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: { title: `井盖破损 ${id}`, kind: 'FACILITY' },
});

/** Posts until it is acknowledged, at one gateway after the other, as a producer does. */
async function send(id: string, first: number): Promise<void> {
  let at = first;
  await waitFor(`${id} to be acknowledged`, async () => {
    const answer = await gatewayAt(at++).post('/v1/events', event(id));
    if (answer.ok) return true;
    expect(answer.status).toBe(503);
    return false;
  });
}

const ids = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`);
const sendAll = (names: readonly string[]) => Promise.all(names.map((id, i) => send(id, i)));

/** Ids of all items in the log, in its order. */
async function logged(): Promise<string[]> {
  const site = (await (await gatewayAt(0).get('/healthz')).json()).site as string;
  const entries = await redis.client.xrange(`{${site}}:case`, '-', '+');
  return entries.map(([, fields]) => fields[fields.indexOf('id') + 1] ?? '');
}

async function epochs(): Promise<{ reason: string; forkN: number }[]> {
  const site = (await (await gatewayAt(0).get('/healthz')).json()).site as string;
  return (await redis.client.lrange(`{${site}}:epochs`, 0, -1)).map((row) => JSON.parse(row));
}

const items = (wall: HeadlessWall) => [...wall.replica.collection('case').keys()].sort();
const shows = (wall: HeadlessWall, names: readonly string[]) =>
  waitFor('the wall to show the log', () => items(wall).join() === [...names].sort().join());

async function sameEverywhere(names: readonly string[]): Promise<void> {
  await waitFor('both gateways to hold the same state', async () => {
    const [a, b] = await Promise.all([gatewayAt(0).state(), gatewayAt(1).state()]);
    const there = a.entities.case?.map((item) => (item as { id: string }).id).sort();
    return (
      a.position === b.position && a.stateHash === b.stateHash && there?.join() === [...names].sort().join()
    );
  });
}

describe('a log whose tail is torn off under two gateways', () => {
  it('gets everything acknowledged back, once, in one new epoch a loss; gateways and walls agree', async () => {
    const early = ids('early', 20);
    await sendAll(early);
    const live = wallAt(0);
    const away = wallAt(1);
    await shows(live, early);
    await shows(away, early);
    away.connection.stop();
    const acknowledged = [...early];
    for (let round = 0; round < 3; round++) {
      const mark = await markAof(redis);
      const late = ids(`late${round}`, 40);
      await sendAll(late);
      acknowledged.push(...late);
      await cutTail(redis, mark);
      const after = ids(`after${round}`, 10);
      await sendAll(after);
      acknowledged.push(...after);
      await waitFor('the log to be whole', async () => (await logged()).length >= acknowledged.length);
      expect((await logged()).sort()).toEqual(acknowledged.toSorted());
      expect(await epochs()).toHaveLength(round + 2);
    }
    await sameEverywhere(acknowledged);
    await shows(live, acknowledged);
    away.connection.start();
    await shows(away, acknowledged);
    const hello = away.heard.findLast(({ name }) => name === 'hello')?.message as Hello;
    expect(hello.mode).toBe('resume');
    expect(live.heard.filter(({ name }) => name === 'reset').length).toBeGreaterThan(0);
    expect(live.connection.counts.diverged).toBe(0);
  });
});

async function secretNow(): Promise<string | null> {
  const site = (await (await gatewayAt(0).get('/healthz')).json()).site as string;
  return redis.client.hget(`{${site}}:secrets`, 'resume');
}

describe('a log that is emptied under load', () => {
  it('is filled again from what the gateways remember; nothing acknowledged is missing or twice', async () => {
    const before = ids('before', 30);
    await sendAll(before);
    const wall = wallAt(0);
    await shows(wall, before);
    const resume = await secretNow();
    const during = ids('during', 60);
    const sending = sendAll(during);
    await redis.client.flushall();
    await sending;
    const acknowledged = [...before, ...during];
    await waitFor('the log to be whole', async () => (await logged()).length >= acknowledged.length);
    expect((await logged()).sort()).toEqual(acknowledged.toSorted());
    expect(resume).toMatch(/.{40}/);
    await waitFor('the walls’ places to be signed as before', async () => (await secretNow()) === resume);
    expect(await epochs()).toEqual([expect.objectContaining({ reason: 'lost', forkN: 0 })]);
    await shows(wall, acknowledged);
    await sameEverywhere(acknowledged);
    const ready = (await (await gatewayAt(0).get('/readyz')).json()) as { notes: string[] };
    expect(ready.notes.join()).toMatch(/lost entries 1 times/);
  });
});

describe('a producer that never got its answer', () => {
  it('sends again at the other gateway, and the log has it once', async () => {
    const names = ids('twice', 30);
    const answers = await Promise.all(
      names.flatMap((id) =>
        gateways.map(async (gateway) => {
          const reply = await gateway.post('/v1/events', event(id));
          return (await reply.json()) as IngestReply;
        }),
      ),
    );
    const statuses = answers.map(({ results }) => results[0]?.status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect((await logged()).sort()).toEqual(names.toSorted());
  });
});
