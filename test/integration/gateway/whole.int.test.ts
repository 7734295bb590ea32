import { afterEach, describe, expect, it } from 'vitest';
import type { EventResult, IngestReply } from '../../../gateway/contract/index.ts';
import { KEYS, startTestGateway, type TestGateway, type TestGatewayOptions } from '../../support/gateway.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait.ts';

const CLOCK = { YITU_CLOCK: '2026-11-20T15:42:00+08:00' };
const running: TestGateway[] = [];
afterEach(async () => {
  for (const gateway of running.splice(0)) await gateway.stop();
});

async function gatewayOn(engine: TestGatewayOptions['engine'], options: Partial<TestGatewayOptions> = {}) {
  const gateway = await startTestGateway({ engine, env: CLOCK, ...options });
  running.push(gateway);
  return gateway;
}

const received = (id: string, data: object = {}, time = '2026-11-20T15:19:00+08:00') => ({
  specversion: '1.0',
  id,
  source: 'urn:yitu:example',
  type: 'case.received',
  subject: id,
  time,
  sequence: 1,
  data: { title: '井盖破损', kind: 'FACILITY', location: { lng: 103.82, lat: 25.6 }, ...data },
});

const resultOf = async (response: Response) =>
  ((await response.json()) as IngestReply).results[0] as EventResult;
const itemOf = async (gateway: TestGateway, id: string) =>
  waitFor(`item ${id}`, async () => (await gateway.state()).entities.case.find((item) => item.id === id));

describe.each(['sqlite', 'redis'] as const)('a gateway on %s', (engine) => {
  it('keeps what it acknowledged over a restart, at the same position', async () => {
    const first = await gatewayOn(engine);
    await first.post(
      '/v1/events',
      Array.from({ length: 200 }, (_unused, i) => received(`kept-${i}`)),
    );
    await itemOf(first, 'kept-199');
    const before = await first.state();
    running.splice(0);
    await first.stop(true);
    const again = await gatewayOn(engine, { dataDir: first.dataDir });
    const after = await again.state();
    expect(after.epoch).toBe(before.epoch);
    expect(after.counts.case).toEqual(before.counts.case);
    expect(after.entities.case).toEqual(before.entities.case);
    expect((await again.post('/v1/events', received('kept-0'))).status).toBe(200);
  });

  it('answers one event by its outcome', async () => {
    const gateway = await gatewayOn(engine);
    expect((await gateway.post('/v1/events', received('a'))).status).toBe(201);
    expect((await gateway.post('/v1/events', received('a'))).status).toBe(200);
    expect((await gateway.post('/v1/events', received('a', { title: '另一个' }))).status).toBe(409);
    expect((await gateway.post('/v1/events', { ...received('b'), type: 'case.exploded' })).status).toBe(422);
    expect((await gateway.post('/v1/events', '{', { type: 'application/cloudevents+json' })).status).toBe(
      400,
    );
    expect((await gateway.post('/v1/events', received('c'), { key: 'nobody-knows-it' })).status).toBe(401);
    expect((await gateway.post('/v1/events', received('c'), { key: KEYS.read })).status).toBe(403);
    expect((await gateway.post('/v1/events', { ...received('c'), type: 'operation.noted' })).status).toBe(
      403,
    );
    expect((await gateway.post('/v1/events', 'x', { type: 'text/plain' })).status).toBe(415);
  });
});

describe('what is odd about an event', () => {
  it('outside the region: taken, flagged, listed, counted', async () => {
    const gateway = await gatewayOn('sqlite');
    const result = await resultOf(
      await gateway.post('/v1/events', received('far', { location: { lng: 116.4, lat: 39.9 } })),
    );
    expect(result).toMatchObject({ status: 201, flags: ['outside_region'] });
    expect(await itemOf(gateway, 'far')).toMatchObject({ area: null, flags: ['outside_region'] });
    const { entities } = await gateway.state();
    expect(entities.kpi).toContainEqual(expect.objectContaining({ id: 'case.outside', value: 1 }));
  });

  it('an unknown area: taken, flagged, placed by its coordinate', async () => {
    const gateway = await gatewayOn('sqlite');
    const result = await resultOf(await gateway.post('/v1/events', received('odd', { area: 'atlantis' })));
    expect(result).toMatchObject({ status: 201, flags: ['unknown_area'] });
    expect((await itemOf(gateway, 'odd')).area).toMatch(/^9901/);
  });

  it.each([
    ['a time more than five minutes ahead', received('late', {}, '2026-11-20T15:48:01+08:00'), 'future_time'],
    ['a denied category', received('denied', { category: '涉民族宗教' }), 'category_denied'],
    [
      'an unknown kind of indicator',
      {
        ...received('list'),
        type: 'indicator.reported',
        data: {
          kind: 'PEOPLE_WATCHED',
          unit: 'COUNT',
          area: '990101',
          period: { from: '2026-11-19T00:00:00+08:00', to: '2026-11-20T00:00:00+08:00' },
          value: 3,
          n: 3,
        },
      },
      'unknown_indicator_kind',
    ],
  ])('%s: refused', async (_what, event, code) => {
    const gateway = await gatewayOn('sqlite');
    const response = await gateway.post('/v1/events', event);
    expect(response.status).toBe(422);
    expect(await resultOf(response)).toMatchObject({ code, retryable: false });
    expect((await gateway.state()).entities.case).toEqual([]);
    const letters = await (await gateway.get('/v1/dead-letters', KEYS.admin)).text();
    expect(letters).toContain(code);
    expect(letters).not.toContain('涉民族宗教');
  });
});

describe('what no producer can mean', () => {
  it.each([
    ['an event of the year 1', {}, '0001-01-01T00:00:00Z'],
    ['a limit at the epoch', { dueAt: '1970-01-01T00:00:00Z' }, undefined],
    ['a limit in the year 9999', { dueAt: '9999-12-31T23:59:59Z' }, undefined],
  ])('%s is refused with the way out', async (_what, data, time) => {
    const gateway = await gatewayOn('sqlite');
    const response = await gateway.post('/v1/events', received('odd', data, time));
    expect(response.status).toBe(422);
    expect((await resultOf(response)).detail).toMatch(/years 1980 to 2199/);
  });

  it('an address that encodes nothing is not found, and not the fault of the gateway', async () => {
    const gateway = await gatewayOn('sqlite');
    expect((await gateway.get('/v1/cases/%E0%A4%A')).status).toBe(404);
  });

  it('an address asked with another method is told the methods that it takes', async () => {
    const gateway = await gatewayOn('sqlite');
    const response = await gateway.get('/v1/events', KEYS.read);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await response.json()).toMatchObject({
      code: 'method_not_allowed',
      detail: '/v1/events takes POST, not GET',
    });
  });
});

describe('who may read what', () => {
  it('needs a key for everything but health, readiness, time and the page', async () => {
    const gateway = await gatewayOn('sqlite');
    const bare = (path: string) => fetch(`${gateway.url}${path}`).then((response) => response.status);
    await waitFor('readiness', async () => (await bare('/readyz')) === 200);
    expect(await Promise.all(['/healthz', '/v1/time'].map(bare))).toEqual([200, 200]);
    expect(await Promise.all(['/v1/state', '/v1/wall', '/v1/cases/x', '/v1/dead-letters'].map(bare))).toEqual(
      [401, 401, 401, 401],
    );
  });

  it('tells a visitor numbers and nothing of an item', async () => {
    const gateway = await gatewayOn('sqlite');
    await gateway.post('/v1/events', received('private', { title: '某小区某户', kind: 'DISPUTE' }));
    await itemOf(gateway, 'private');
    const visitor = await gateway.state(KEYS.visitor);
    expect(visitor).toMatchObject({ projection: 'visitor', counts: { case: { open: 1 } } });
    expect(visitor.entities.case).toEqual([]);
    expect(JSON.stringify(visitor)).not.toContain('某户');
    expect((await gateway.get('/v1/cases/private', KEYS.visitor)).status).toBe(404);
  });

  it('keeps the simulated clock: nothing here depends on the day the test runs', async () => {
    const gateway = await gatewayOn('sqlite', { env: { YITU_CLOCK: '2027-03-01T08:00:00+08:00' } });
    await gateway.post('/v1/events', received('next-year', { dueAt: '2026-12-01T18:00:00+08:00' }));
    expect(await itemOf(gateway, 'next-year')).toMatchObject({ sla: 'OVERDUE', verdict: 'OVERDUE' });
  });
});

describe('a poison entry that was written straight into Redis', () => {
  it('is set aside, counted and shown; what comes after it is on the wall', async () => {
    const redis = await startTestRedis();
    const gateway = await gatewayOn('redis', { env: { ...CLOCK, REDIS_URL: redis.url } });
    try {
      await gateway.post('/v1/events', received('before'));
      await itemOf(gateway, 'before');
      const n = await poison(redis);
      await gateway.post('/v1/events', received('after'));
      await itemOf(gateway, 'after');
      expect((await gateway.state()).entities.kpi).toContainEqual(
        expect.objectContaining({ id: 'quarantined', value: 1 }),
      );
      const { quarantined } = (await (await gateway.get('/v1/quarantine', KEYS.admin)).json()) as {
        quarantined: object[];
      };
      expect(quarantined).toEqual([expect.objectContaining({ n, type: 'case.received' })]);
    } finally {
      await running.pop()?.stop();
      await redis.dispose();
    }
  });
});

/** Copies the last item's entry to the next place with data that no schema allows, as a broken writer would. */
async function poison(redis: TestRedis): Promise<number> {
  const { client } = redis;
  // A tick of the gateway may take the same place: then the next one.
  await client.watch('{demo}:meta');
  const n = Number(await client.hget('{demo}:meta', 'n')) + 1;
  const [last] = await client.xrevrange('{demo}:case', '+', '-', 'COUNT', 1);
  const fields = last?.[1] ?? [];
  const broken = fields.map((value, i) => {
    if (fields[i - 1] === 'n') return String(n);
    if (fields[i - 1] === 'id') return 'poison';
    return fields[i - 1] === 'data' ? '{"title":7,"kind":"NOT_A_KIND"}' : value;
  });
  const done = await client
    .multi()
    .xadd('{demo}:case', `${n}-0`, ...broken)
    .hset('{demo}:meta', 'n', n)
    .exec();
  return done === null ? poison(redis) : n;
}
