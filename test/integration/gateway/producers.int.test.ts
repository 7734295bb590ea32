import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewKeyReply, ProducersReply } from '../../../gateway/contract/producers.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';
import { startWall } from '../../support/live/wall.ts';
import { openProducer, statusesOf } from '../../support/producer.ts';
import { waitFor } from '../../support/wait.ts';
import { runProgram } from '../mock-feeds/run-feeds.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00' } });
});
afterAll(() => gateway.stop());

const ask = async (method: string, path: string, body?: unknown, key: string = KEYS.admin) => {
  const response = await fetch(`${gateway.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as unknown };
};
const add = async (id: string, changes: object = {}) =>
  (await ask('POST', '/v1/producers', { id, ...changes })).body as NewKeyReply;

let last = 0;
const fresh = (data: Record<string, unknown> = {}) => {
  last += 1;
  return {
    specversion: '1.0',
    id: `p-${last}`,
    source: 'urn:yitu:example',
    type: 'case.received',
    subject: `p-${last}`,
    time: '2026-11-20T15:19:00+08:00',
    sequence: 1,
    data: { title: '井盖破损', kind: 'FACILITY', ...data },
  };
};
const statusWith = async (key: string) => (await gateway.post('/v1/events', fresh(), { key })).status;

/** `npm run keys` on the gateway's data folder, as a person types it. */
async function command(...args: string[]): Promise<string> {
  const program = runProgram('gateway/cli/keys.ts', args, { YITU_DATA_DIR: gateway.dataDir });
  expect([await program.ended, program.lines]).toEqual([0, expect.anything()]);
  return program.lines.join('\n');
}

describe('producers over HTTP', () => {
  it('are for the administrator', async () => {
    for (const key of [KEYS.read, KEYS.visitor, KEYS.producer]) {
      expect((await ask('GET', '/v1/producers', undefined, key)).status).toBe(403);
      expect((await ask('POST', '/v1/producers', { id: 'x' }, key)).status).toBe(403);
    }
    expect((await ask('GET', '/v1/producers', undefined, 'guessed')).status).toBe(401);
  });

  it('are made with a key that is good at once and told once', async () => {
    const registration = {
      id: 'hotline',
      name: '12345热线',
      feeds: ['case'],
      cadenceS: 300,
      network: 'GOVERNMENT',
    };
    const made = await ask('POST', '/v1/producers', { ...registration, crs: 'GCJ02' });
    expect(made).toMatchObject({ status: 201, body: { producer: { ...registration, reality: 'actual' } } });
    const { key, kid } = made.body as NewKeyReply;
    expect(await statusWith(key)).toBe(201);
    const list = await ask('GET', '/v1/producers');
    expect(JSON.stringify(list.body)).not.toContain(key);
    const { producers } = list.body as ProducersReply;
    expect(producers.map(({ id, preset }) => [id, preset])).toEqual([
      ['preset', true],
      ['hotline', false],
    ]);
    expect(producers[1]?.keys).toMatchObject([{ kid, until: null, lastUsedAt: expect.any(String) }]);
  });

  it('change their key without a pause', async () => {
    const first = await add('rotated');
    const turned = await ask('POST', '/v1/producers/rotated/keys', {});
    const second = turned.body as NewKeyReply;
    expect(turned.status).toBe(201);
    expect(second.producer.keys).toMatchObject([
      { kid: first.kid, until: expect.any(String) },
      { until: null },
    ]);
    expect([await statusWith(first.key), await statusWith(second.key)]).toEqual([201, 201]);
    const third = (await ask('POST', '/v1/producers/rotated/keys', { overlapHours: 0 })).body as NewKeyReply;
    const statuses = await Promise.all([first, second, third].map(({ key }) => statusWith(key)));
    expect(statuses).toEqual([401, 401, 201]);
  });

  it('lose one key, or all of them', async () => {
    const { key, kid } = await add('leaving');
    const other = (await ask('POST', '/v1/producers/leaving/keys', { overlapHours: null }))
      .body as NewKeyReply;
    expect((await ask('DELETE', `/v1/producers/leaving/keys/${kid}`)).status).toBe(200);
    expect([await statusWith(key), await statusWith(other.key)]).toEqual([401, 201]);
    expect((await ask('DELETE', '/v1/producers/leaving')).status).toBe(204);
    expect(await statusWith(other.key)).toBe(401);
  });

  it.each([
    ['a registration of nothing', 'POST', '/v1/producers', '', 422, 'id'],
    ['an unknown network', 'POST', '/v1/producers', { id: 'a', network: 'WIFI' }, 422, 'network'],
    ['an unknown field', 'POST', '/v1/producers', { id: 'a', contact: 'x' }, 422, 'contact'],
    ['no JSON', 'POST', '/v1/producers', '{', 400, 'JSON'],
    ['a body too large', 'POST', '/v1/producers', { id: 'x'.repeat(20_000) }, 413, '16384'],
    ['a producer that is there', 'POST', '/v1/producers', { id: 'hotline' }, 409, 'already'],
    ['a producer that is not there', 'POST', '/v1/producers/nobody/keys', {}, 404, 'known are'],
    ['a key that is not there', 'DELETE', '/v1/producers/hotline/keys/abc', undefined, 404, 'no key abc'],
    [
      'too long an overlap',
      'POST',
      '/v1/producers/hotline/keys',
      { overlapHours: 9_999 },
      422,
      'overlapHours',
    ],
    ['the preset one', 'DELETE', '/v1/producers/preset', undefined, 404, 'environment'],
  ])('%s is a clear problem', async (_what, method, path, body, status, words) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status, body: { status, detail: expect.stringContaining(words) } });
  });
});

describe('keys by command while the gateway runs', () => {
  it('are good and refused within a few seconds, and end open connections', async () => {
    const said = await command('add', 'producer', 'cams', '--feeds', 'case,video');
    const key = /once: (\S+)/.exec(said)?.[1] ?? '';
    await waitFor('the key to be known', async () => (await statusWith(key)) === 201, 30_000);
    const connected = await openProducer(gateway.url, key);
    expect(statusesOf(await connected.send([fresh()]))).toEqual([201]);
    await waitFor('the last use', async () => /cams[\s\S]+used 20/.test(await command('list')));
    await command('revoke', 'producer', 'cams');
    await connected.closed;
    expect(connected.byes).toMatchObject([{ code: 'unauthorized', again: false }]);
    expect(await statusWith(key)).toBe(401);
  });

  it('end the wall of a reader that is revoked, and of no other', async () => {
    const key = /once: (\S+)/.exec(await command('add', 'read', 'hall'))?.[1] ?? '';
    await waitFor('the key to be known', async () => (await gateway.get('/v1/state', key)).ok, 30_000);
    const [leaving, staying] = [key, KEYS.read].map((each) => startWall({ origin: gateway.url, key: each }));
    await waitFor('both walls', () =>
      [leaving, staying].every((wall) => wall?.connection.link.state === 'live'),
    );
    await command('revoke', 'read', 'hall');
    await waitFor('the good-bye', () => leaving?.connection.link.state === 'refused');
    expect(staying?.connection.link.state).toBe('live');
    leaving?.stop();
    staying?.stop();
  });
});

describe('the metrics', () => {
  it('count per producer and way, and denied categories without their content', async () => {
    const { key } = await add('counted');
    const connected = await openProducer(gateway.url, key);
    const [twice, denied] = [fresh(), fresh({ category: '国家安全', title: '暗号乙' })];
    await connected.send([twice, denied, { bad: 1 }]);
    connected.stop();
    await gateway.post('/v1/events', [twice, denied], { key });
    await gateway.post('/v1/events', '{', { key });
    const metrics = await (await gateway.get('/metrics', KEYS.admin)).text();
    expect(metrics).toMatch(/^yitu_log_ring_bytes(\{.*\})? [1-9]\d*$/m);
    const told = metrics
      .split('\n')
      .filter((line) => line.includes('producer="counted"') && !line.includes('_connections'));
    expect(told.sort()).toEqual([
      'yitu_dead_letters_total{producer="counted",code="category_denied"} 2',
      'yitu_dead_letters_total{producer="counted",code="invalid_event"} 1',
      'yitu_dead_letters_total{producer="counted",code="unreadable_body"} 1',
      'yitu_ingest_events_total{producer="counted",way="http",outcome="category_denied"} 1',
      'yitu_ingest_events_total{producer="counted",way="http",outcome="duplicate"} 1',
      'yitu_ingest_events_total{producer="counted",way="socket",outcome="category_denied"} 1',
      'yitu_ingest_events_total{producer="counted",way="socket",outcome="invalid_event"} 1',
      'yitu_ingest_events_total{producer="counted",way="socket",outcome="new"} 1',
      'yitu_ingest_refused_total{producer="counted",way="http",code="unreadable_body"} 1',
    ]);
    const letters = await (await gateway.get('/v1/dead-letters', KEYS.admin)).text();
    expect(letters).toContain('category_denied');
    for (const text of [metrics, letters]) expect(text).not.toMatch(/国家安全|暗号乙/);
    expect(letters).not.toContain(denied.id);
  });
});
