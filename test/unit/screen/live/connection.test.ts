import { describe, expect, it, vi } from 'vitest';
import { GatewayError, problemOf } from '../../../../gateway/contract/errors.ts';
import type { Frame, Heartbeat, Hello, SnapshotRef } from '../../../../gateway/contract/wire.ts';
import { createConnection } from '../../../../screen/live/connection.ts';
import { createReplica } from '../../../../screen/live/replica.ts';
import { fakeSurroundings } from '../../../support/live/fake-surroundings.ts';

const EMPTY = '0000000000000000';
const SERVER = 50_000_000;
const clock = { simulated: false, rate: 1 };

const snapshotAt = (n: number): SnapshotRef => ({
  url: `/v1/snapshots/${n}`,
  chunks: 1,
  bytes: 0,
  n,
  at: n,
  viewHash: EMPTY,
  token: `at ${n}`,
});
const helloWith = (changes: Partial<Hello>): Hello => ({
  proto: 1,
  session: 's',
  gateway: 'g',
  site: 'demo',
  projection: 'operator',
  serverNow: SERVER,
  clock,
  epoch: 'E',
  n: 5,
  mode: 'live',
  limits: { tickMs: 100, credit: 8, heartbeatMs: 2_000 },
  ...changes,
});
const frameOf = (b: number, n: number): Frame => ({ b, n, at: n, u: [], x: [], tk: `at ${n}` });
const beatOf = (b: number, n: number, changes: Partial<Heartbeat> = {}): Heartbeat => ({
  b,
  n,
  at: n,
  serverNow: SERVER,
  clock,
  viewHash: EMPTY,
  tk: `at ${n}`,
  logOk: true,
  ...changes,
});

function connect() {
  const fake = fakeSurroundings();
  const replica = createReplica();
  const states: string[] = [];
  const connection = createConnection({
    origin: 'http://gateway',
    replica,
    surroundings: fake.surroundings,
    onLink: ({ state }) => states.push(state),
  });
  connection.start();
  const emitted = (name: string) =>
    fake
      .socket()
      .emitted.filter((one) => one.name === name)
      .map(({ args }) => args[0]);
  return { ...fake, replica, connection, states, emitted };
}

/** Connected and in place at entry 5. */
async function live() {
  const wall = connect();
  wall.files.set('/v1/snapshots/5/0', { chunk: 0, of: 1, n: 5, entities: [] });
  wall.socket().handlers.hello(helloWith({ mode: 'snapshot', reason: 'new', snapshot: snapshotAt(5) }));
  await vi.waitFor(() => expect(wall.connection.link.state).toBe('live'));
  return wall;
}

describe('a connection', () => {
  it('loads the snapshot and says when it is in place', async () => {
    const { replica, emitted, states, fetched } = await live();
    expect(replica.place?.n).toBe(5);
    expect(emitted('ready')).toEqual([{ n: 5 }]);
    expect(states).toEqual(['live']);
    expect(fetched).toEqual(['http://gateway/v1/snapshots/5/0']);
  });

  it('hands its place back when it connects again', async () => {
    const wall = await live();
    wall.socket().handlers.closed();
    wall.pass(250);
    expect(wall.sockets.length).toBe(2);
    expect(wall.socket().auth.resume).toBe('at 5');
  });

  it('does not listen to a socket that it has given up', async () => {
    const wall = await live();
    const old = wall.socket();
    old.handlers.closed();
    wall.pass(250);
    old.handlers.frame(frameOf(5, 6));
    old.handlers.hello(helloWith({}));
    old.handlers.closed();
    expect(wall.replica.place?.n).toBe(5);
    wall.pass(200);
    expect(wall.sockets.length).toBe(2);
  });

  it('waits longer with every vain try and starts over after a good one', async () => {
    const wall = await live();
    const gaps: number[] = [];
    for (let i = 0; i < 7; i += 1) {
      const before = wall.sockets.length;
      wall.socket().handlers.closed();
      let waited = 0;
      while (wall.sockets.length === before) {
        wall.pass(50);
        waited += 50;
      }
      gaps.push(waited);
    }
    expect(gaps).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000]);
    wall.socket().handlers.hello(helloWith({ mode: 'resume' }));
    wall.socket().handlers.closed();
    wall.pass(250);
    expect(wall.sockets.length).toBe(9);
  });

  it('stays live through a short break and says since when it is stale after three missed heartbeats', async () => {
    const wall = await live();
    wall.pass(3_000);
    wall.socket().handlers.hb(beatOf(5, 5, { serverNow: SERVER + 3_000 }));
    wall.socket().handlers.closed();
    wall.pass(4_000);
    expect(wall.connection.link.state).toBe('live');
    wall.pass(4_000);
    expect(wall.connection.link).toMatchObject({ state: 'stale', since: SERVER + 3_000 });
  });

  it('drops a connection that stands and is silent', async () => {
    const wall = await live();
    const silent = wall.socket();
    wall.pass(8_000);
    expect(silent.closed).toBe(true);
    expect(wall.sockets.length).toBe(2);
  });

  it('connects anew at once when the machine has slept', async () => {
    const wall = await live();
    wall.pass(1_500);
    wall.sleep(600_000);
    wall.pass(1_300);
    expect(wall.sockets.length).toBe(2);
  });

  it('stops and says why when the gateway refuses the key', () => {
    const wall = connect();
    wall
      .socket()
      .handlers.refused(problemOf(new GatewayError('unauthorized', 'this key is unknown or revoked')));
    expect(wall.connection.link).toMatchObject({
      state: 'refused',
      reason: 'this key is unknown or revoked',
    });
    wall.pass(60_000);
    expect(wall.sockets.length).toBe(1);
  });

  it('goes on trying when the refusal is for now only', () => {
    const wall = connect();
    wall.socket().handlers.refused(problemOf(new GatewayError('starting', 'still starting')));
    wall.pass(300);
    wall.socket().handlers.refused(null);
    wall.pass(600);
    expect(wall.sockets.length).toBe(3);
  });

  it('stops when its protocol is not spoken any more', () => {
    const wall = connect();
    wall.socket().handlers.bye({ code: 'incompatible', retryAfterMs: 0, again: false });
    expect(wall.connection.link).toMatchObject({ state: 'refused', reason: 'incompatible' });
  });

  it('comes back after a good-bye, not before it was asked to', async () => {
    const wall = await live();
    wall.socket().handlers.bye({ code: 'shutdown', retryAfterMs: 2_000, again: true });
    wall.pass(2_000);
    expect(wall.sockets.length).toBe(1);
    wall.pass(250);
    expect(wall.sockets.length).toBe(2);
  });

  it('acknowledges every fourth frame, and the rest with the heartbeat', async () => {
    const wall = await live();
    for (let n = 5; n < 10; n += 1) wall.socket().handlers.frame(frameOf(n, n + 1));
    expect(wall.emitted('ack')).toEqual([{ n: 9 }]);
    wall.socket().handlers.hb(beatOf(10, 10));
    wall.socket().handlers.hb(beatOf(10, 10));
    expect(wall.emitted('ack')).toEqual([{ n: 9 }, { n: 10 }]);
  });

  it('asks once where to go on when a frame starts elsewhere, and says of each that it came', async () => {
    const wall = await live();
    wall.socket().handlers.frame(frameOf(7, 8));
    wall.socket().handlers.frame(frameOf(8, 9));
    expect(wall.emitted('resync')).toEqual([{ token: 'at 5' }]);
    expect(wall.emitted('ack')).toEqual([{ n: 8 }, { n: 9 }]);
    wall.socket().handlers.frame(frameOf(5, 9));
    expect(wall.replica.place?.n).toBe(9);
    wall.socket().handlers.frame(frameOf(11, 12));
    expect(wall.emitted('resync').length).toBe(2);
  });

  it('asks for a snapshot when its content is not the gateway’s', async () => {
    const wall = await live();
    wall.socket().handlers.hb(beatOf(5, 6, { viewHash: 'ffffffffffffffff' }));
    expect(wall.emitted('resync')).toEqual([{ token: null }]);
    expect(wall.connection.counts.diverged).toBe(1);
  });

  it('shows what it has while a reset is loading, and takes only the last of two', async () => {
    const wall = await live();
    wall.files.set('/v1/snapshots/20/0', { chunk: 0, of: 1, n: 20, entities: [] });
    wall.files.set('/v1/snapshots/30/0', { chunk: 0, of: 1, n: 30, entities: [] });
    const { handlers } = wall.socket();
    handlers.reset({ reason: 'epoch', epoch: 'F', snapshot: snapshotAt(20) });
    handlers.reset({ reason: 'epoch', epoch: 'G', snapshot: snapshotAt(30) });
    expect(wall.replica.place).toMatchObject({ n: 5, epoch: 'E' });
    await vi.waitFor(() => expect(wall.replica.place).toMatchObject({ n: 30, epoch: 'G' }));
    expect(wall.emitted('ready')).toEqual([{ n: 5 }, { n: 30 }]);
  });

  it('asks for another snapshot when the one it was offered is gone', async () => {
    const wall = await live();
    wall.socket().handlers.reset({ reason: 'diverged', epoch: 'E', snapshot: snapshotAt(20) });
    await vi.waitFor(() => expect(wall.emitted('resync')).toEqual([{ token: null }]));
  });

  it('tells when the gateway cannot reach its log', async () => {
    const wall = await live();
    wall.socket().handlers.hb(beatOf(5, 5, { logOk: false }));
    expect(wall.connection.link).toMatchObject({ state: 'live', logOk: false });
  });

  it('hands back the answer to a command, and fails when there is none', async () => {
    const wall = await live();
    const command = {
      id: 'c',
      type: 'operation.noted',
      subject: 'case:A',
      by: { seat: '1', role: 'r' },
      data: {},
    } as const;
    const answered = wall.connection.send(command);
    const [, reply] = wall.socket().emitted.find(({ name }) => name === 'cmd')?.args ?? [];
    (reply as (answer: unknown) => void)({ status: 201 });
    expect(await answered).toEqual({ status: 201 });
    const vain = expect(wall.connection.send(command)).rejects.toThrow('did not answer');
    for (let i = 0; i < 11; i += 1) {
      wall.pass(1_000);
      wall.socket().handlers.hb(beatOf(5, 5));
    }
    await vain;
  });

  it('leaves no timer and no socket behind when it stops', async () => {
    const wall = await live();
    wall.connection.stop();
    wall.pass(120_000);
    expect(wall.sockets.map(({ closed }) => closed)).toEqual([true]);
    await expect(wall.connection.send({} as never)).rejects.toThrow('no connection');
  });
});
