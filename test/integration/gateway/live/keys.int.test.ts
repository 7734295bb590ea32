import { createHash } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hello } from '../../../../gateway/contract/wire.ts';
import { openSocket } from '../../../../screen/live/socket.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { type HeadlessWall, startWall } from '../../../support/live/wall.ts';

let gateway: TestGateway;
let walls: HeadlessWall[];

beforeEach(async () => {
  gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_CLOCK: '2027-05-12T12:00:00+08:00' } });
  walls = [];
});

afterEach(async () => {
  for (const wall of walls) wall.stop();
  await gateway.stop();
});

/** Within two seconds; three times that on a machine that others use too. */
const GONE_MS = 6_000;

const wallWith = (key?: string, as?: 'visitor') => {
  const wall = startWall({
    origin: gateway.url,
    ...(key === undefined ? {} : { key }),
    ...(as === undefined ? {} : { as }),
  });
  walls.push(wall);
  return wall;
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 60_000, interval: 30 });

const manhole = {
  specversion: '1.0',
  id: 'm-1',
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: 'm-1',
  time: '2026-11-20T15:19:00+08:00',
  sequence: 1,
  data: { title: '井盖破损', kind: 'FACILITY', location: { lng: 103.82, lat: 25.6 } },
};

describe('a wall with a key', () => {
  it('sees what was posted, and what it may see by its key', async () => {
    const [operator, visitor, narrowed] = [
      wallWith(KEYS.read),
      wallWith(KEYS.visitor),
      wallWith(KEYS.read, 'visitor'),
    ];
    await gateway.post('/v1/events', manhole);
    await eventually(() => expect(operator.replica.collection('case').get('m-1')?.title).toBe('井盖破损'));
    for (const wall of [visitor, narrowed]) {
      await eventually(() => expect(wall.replica.collection('kpi').get('case.open')?.value).toBe(1));
      expect(wall.replica.collection('case').size).toBe(0);
    }
  });

  it.each([
    ['none', undefined],
    ['a guessed one', 'guessed'],
    ['a producer’s', KEYS.producer],
  ])('is refused with %s', async (_which, key) => {
    const wall = wallWith(key);
    await eventually(() => expect(wall.connection.link.state).toBe('refused'));
    expect(wall.replica.place).toBeNull();
  });

  it('commands by its socket, and sees the answer come back through the log', async () => {
    const wall = wallWith(KEYS.read);
    await gateway.post('/v1/events', {
      ...manhole,
      type: 'alarm.raised',
      data: { title: '烟感', type: 'SMOKE', priority: 'P1' },
    });
    await eventually(() => expect(wall.replica.collection('alarm').get('m-1')?.acked).toBe(false));
    const answer = await wall.connection.send({
      id: 'ack-1',
      type: 'operation.acknowledged',
      subject: 'alarm:m-1',
      by: { seat: '3', role: '值班员' },
      data: {},
    });
    expect(answer).toMatchObject({ status: 201 });
    await eventually(() => expect(wall.replica.collection('alarm').get('m-1')?.acked).toBe(true));
  });
});

describe('a wall whose key is changed while it looks', () => {
  const KEY = 'key-of-the-hall';
  const writeKeys = async (kind: 'read' | 'visitor' | null) => {
    const hash = createHash('sha256').update(KEY).digest('hex');
    const keys = kind === null ? [] : [{ kind, id: 'hall', hash, producer: null }];
    const path = join(gateway.dataDir, 'keys.json');
    await writeFile(`${path}.new`, JSON.stringify({ version: 1, keys }));
    await rename(`${path}.new`, path);
  };
  /** How long the wall went on showing an item, ms. */
  const shownFor = async (wall: HeadlessWall) => {
    const begun = performance.now();
    await eventually(() => expect(wall.replica.collection('case').size).toBe(0));
    return performance.now() - begun;
  };
  const lookingWall = async () => {
    await writeKeys('read');
    const allowed = async () => (await gateway.get('/v1/state', KEY)).ok;
    await vi.waitFor(async () => expect(await allowed()).toBe(true), { timeout: 60_000 });
    const wall = wallWith(KEY);
    await gateway.post('/v1/events', manhole);
    await eventually(() => expect(wall.replica.collection('case').size).toBe(1));
    return wall;
  };
  const hellos = (wall: HeadlessWall) =>
    wall.heard.filter(({ name }) => name === 'hello').map(({ message }) => message as Hello);

  it('shows nothing any more within seconds when it is revoked', async () => {
    const wall = await lookingWall();
    await writeKeys(null);
    expect(await shownFor(wall)).toBeLessThan(GONE_MS);
    expect(wall.connection.link.state).toBe('refused');
    expect(wall.replica.place).toBeNull();
  });

  it('shows only what a visitor sees when it becomes one, and its place counts no more', async () => {
    const wall = await lookingWall();
    const token = wall.replica.place?.token;
    await writeKeys('visitor');
    expect(await shownFor(wall)).toBeLessThan(GONE_MS);
    await eventually(() => expect(wall.replica.collection('kpi').get('case.open')?.value).toBe(1));
    expect(hellos(wall).at(-1)).toMatchObject({ mode: 'snapshot', projection: 'visitor' });
    const sly = startWall({
      origin: gateway.url,
      key: KEY,
      surroundings: {
        openSocket: (origin, auth, handlers) =>
          openSocket(origin, { ...auth, ...(token === undefined ? {} : { resume: token }) }, handlers),
      },
    });
    walls.push(sly);
    await eventually(() => expect(hellos(sly)[0]).toMatchObject({ mode: 'snapshot', reason: 'scope' }));
    expect(sly.replica.collection('case').size).toBe(0);
  });
});
