import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

const wallWith = (key?: string, as?: 'visitor') => {
  const wall = startWall({
    origin: gateway.url,
    ...(key === undefined ? {} : { key }),
    ...(as === undefined ? {} : { as }),
  });
  walls.push(wall);
  return wall;
};
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 30 });

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
