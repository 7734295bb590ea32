import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LetterPage, LetterReply } from '../../../../gateway/contract/dead-letters.ts';
import { letterPage, letterReply } from '../../../../gateway/contract/dead-letters.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { waitFor } from '../../../support/wait.ts';
import { event, withData } from '../../../unit/gateway/ingest/door.ts';

const CLOCK = '2026-11-20T15:42:00+08:00';

let gateway: TestGateway;
const start = () => startTestGateway({ engine: 'sqlite', env: { YITU_CLOCK: CLOCK } });

const list = async (query = '', from = gateway): Promise<LetterPage> => {
  const reply = await from.get(`/v1/dead-letters${query}`, KEYS.admin);
  expect(reply.status).toBe(200);
  return letterPage.parse(await reply.json());
};
const one = async (key: string): Promise<LetterReply> =>
  letterReply.parse(await (await gateway.get(`/v1/dead-letters/${key}`, KEYS.admin)).json());
const resubmit = (key: string, body: unknown = '', key_: string = KEYS.admin) =>
  gateway.post(`/v1/dead-letters/${key}/resubmit`, body, { key: key_ });

/** Posts one broken event and gives the letter it left. */
async function refuse(id: string, data: Record<string, unknown> = { kind: 'LAMP' }) {
  await gateway.post('/v1/events', withData(data, { id, subject: id }));
  const { deadLetters } = await list(`?q=${encodeURIComponent(`"id":"${id}"`)}`);
  const [letter] = deadLetters;
  if (letter === undefined) throw new Error(`no letter of ${id}`);
  return letter;
}

describe('dead letters', () => {
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.stop());

  it('are for the administrator alone, whatever is done with them', async () => {
    for (const key of [KEYS.producer, KEYS.read, KEYS.visitor]) {
      expect((await gateway.get('/v1/dead-letters', key)).status).toBe(403);
      expect((await gateway.get('/v1/dead-letters/export', key)).status).toBe(403);
      expect((await gateway.get('/v1/dead-letters/x', key)).status).toBe(403);
      expect((await resubmit('x', '', key)).status).toBe(403);
    }
    expect((await fetch(`${gateway.url}/v1/dead-letters`)).status).toBe(401);
  });

  it('tell reason, place, producer, times and count, and one at a time the scrubbed text', async () => {
    const { key } = await refuse('shown', { kind: 'LAMP', note: '电话13800138000' });
    await gateway.post(
      '/v1/events',
      withData({ kind: 'LAMP', note: '电话13800138000' }, { id: 'shown', subject: 'shown' }),
    );
    const letter = await one(key);
    expect(letter).toMatchObject({
      producer: 'preset',
      code: 'invalid_event',
      path: 'data.kind',
      count: 2,
      textKept: true,
      settled: null,
    });
    expect(letter.firstSeen).toMatch(/^2026-11-20T15:4\d:\d\d(\.\d+)?\+08:00$/);
    expect(letter.text).toContain('［已隐去电话］');
    expect(letter.text).not.toContain('13800138000');
  });

  it('can be narrowed to a producer, a code, a time and words, and read page by page', async () => {
    await refuse('page-1');
    await refuse('page-2');
    await gateway.post('/v1/events', event({ id: 'page-3', type: 'case.eaten' }));
    const everything = await list('?limit=200');
    const newest = everything.deadLetters.map(({ lastSeen }) => Date.parse(lastSeen));
    expect(newest).toEqual([...newest].sort((a, b) => b - a));
    expect((await list('?code=unknown_type')).deadLetters.map(({ code }) => code)).toEqual(['unknown_type']);
    expect((await list('?producer=nobody')).deadLetters).toEqual([]);
    expect((await list('?until=2026-11-20T00:00:00%2B08:00')).deadLetters).toEqual([]);
    expect((await list('?since=2026-11-21T00:00:00%2B08:00')).deadLetters).toEqual([]);
    const paged: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await list(`?limit=2${cursor}`);
      paged.push(...page.deadLetters.map(({ key }) => key));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(paged).toEqual(everything.deadLetters.map(({ key }) => key));
  });

  it.each([
    ['?limit=0', 'limit'],
    ['?code=nonsense', 'code'],
    ['?since=yesterday', 'since'],
    ['?kind=LAMP', 'kind'],
    ['?cursor=%21', 'cursor'],
  ])('with %s are refused by name', async (query, path) => {
    const reply = await gateway.get(`/v1/dead-letters${query}`, KEYS.admin);
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ code: 'invalid_parameter', path });
  });

  it('are exported as lines, with their text, through the same filters', async () => {
    const reply = await gateway.get('/v1/dead-letters/export?state=all&q=page-', KEYS.admin);
    expect(reply.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await reply.text()).trim().split('\n');
    expect(lines.map((line) => letterReply.parse(JSON.parse(line)).text).join()).toMatch(/page-2.*page-1/s);
  });

  it('sent again mended are taken in as their producer’s and leave the open list', async () => {
    const { key } = await refuse('mend');
    const reply = await resubmit(key, withData({ kind: 'FACILITY' }, { id: 'mend', subject: 'mend' }));
    const result = (await reply.json()) as { position: string };
    expect(reply.status).toBe(201);
    expect((await list('?q=mend')).deadLetters).toEqual([]);
    expect((await list('?q=mend&state=settled')).deadLetters).toHaveLength(1);
    expect((await one(key)).settled).toMatchObject({ position: result.position });
    const state = await waitFor('the item', async () =>
      (await gateway.state()).entities.case.find(({ id }) => id === 'mend'),
    );
    expect(state).toMatchObject({ reality: 'actual' });
    expect(
      (await resubmit(key, withData({ kind: 'FACILITY' }, { id: 'mend', subject: 'mend' }))).status,
    ).toBe(200);
  });

  it('sent again unmended stay open, count nothing and say why', async () => {
    const { key } = await refuse('stays');
    const reply = await resubmit(key);
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'invalid_event', path: 'data.kind', id: 'stays' });
    expect(await one(key)).toMatchObject({ count: 1, settled: null });
  });

  it('that were refused for their time can be sent again as they are once it has come', async () => {
    const early = event({ id: 'early', subject: 'early', time: '2026-11-20T16:00:00+08:00' });
    await gateway.post('/v1/events', early);
    const [letter] = (await list('?code=future_time')).deadLetters;
    const later = await restarted('2026-11-20T17:00:00+08:00');
    expect((await resubmit(letter?.key ?? '')).status).toBe(201);
    expect((await list('?code=future_time', later)).deadLetters).toEqual([]);
  });

  it('of which nothing whole is kept want the mended event along', async () => {
    await gateway.post('/v1/events', '{"cut":');
    const [letter] = (await list('?code=unreadable_body')).deadLetters;
    const reply = await resubmit(letter?.key ?? '');
    expect(reply.status).toBe(409);
    expect(await reply.json()).toMatchObject({ code: 'text_not_kept' });
    expect((await resubmit('0'.repeat(64))).status).toBe(404);
    expect((await resubmit(letter?.key ?? '', '{"cut":')).status).toBe(400);
  });

  it('of a denied category hold no word of it, and sending one again is refused alike', async () => {
    await gateway.post(
      '/v1/events',
      withData({ category: '反邪教', note: '不该留下的内容' }, { id: 'denied' }),
    );
    const [letter] = (await list('?code=category_denied')).deadLetters;
    expect(letter).toMatchObject({ textKept: false, count: 1 });
    const all = await (await gateway.get('/v1/dead-letters/export?state=all', KEYS.admin)).text();
    expect(all).not.toMatch(/邪教|不该留下/);
    const again = await resubmit(letter?.key ?? '', withData({ category: '反邪教' }, { id: 'denied' }));
    expect(await again.json()).toMatchObject({ status: 422, code: 'category_denied' });
  });

  it('are deleted with a reason only', async () => {
    const { key } = await refuse('deleted');
    const remove = (query: string) =>
      fetch(`${gateway.url}/v1/dead-letters/${key}${query}`, {
        method: 'DELETE',
        headers: { Authorization: `Bearer ${KEYS.admin}` },
      });
    expect((await remove('')).status).toBe(400);
    expect((await remove(`?reason=${encodeURIComponent('误发')}x`)).status).toBe(204);
    expect((await remove(`?reason=${encodeURIComponent('误发')}x`)).status).toBe(404);
  });

  it('are counted by producer and code in /metrics', async () => {
    await refuse('counted');
    const metrics = await (await gateway.get('/metrics', KEYS.admin)).text();
    expect(metrics).toMatch(/^yitu_dead_letters_total\{producer="preset",code="invalid_event"\} [1-9]/m);
  });

  it('lose their text after a week and are gone after a month', async () => {
    const { key } = await refuse('ages');
    await restarted('2026-11-28T18:00:00+08:00');
    await waitFor('the text to go', async () => (await one(key)).text === null);
    expect(await one(key)).toMatchObject({ textKept: false, count: 1 });
    await restarted('2026-12-21T18:00:00+08:00');
    await waitFor('all letters to go', async () => (await list('?state=all')).deadLetters.length === 0);
  });
});

/** The same gateway at another time: its data folder, a later clock. */
async function restarted(clock: string): Promise<TestGateway> {
  await gateway.stop(true);
  gateway = await startTestGateway({
    engine: 'sqlite',
    env: { YITU_CLOCK: clock },
    dataDir: gateway.dataDir,
  });
  return gateway;
}

it('a letter whose producer is no longer registered is told so', async () => {
  gateway = await start();
  const { key } = await refuse('orphan');
  const { dataDir } = gateway;
  await gateway.stop(true);
  const clock = { now: () => Date.parse(CLOCK), simulated: true, rate: 1 };
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const log = await openLog({ engine: 'sqlite', site: 'demo', dataDir, clock, logger: silent });
  const kept = await log.deadLetter(key);
  if (kept !== null) await log.putDeadLetter({ ...kept, key: 'orphan', producer: 'gone' }, clock.now());
  await log.close();
  await restarted(CLOCK);
  const reply = await resubmit('orphan', withData({}, { id: 'orphan' }));
  expect(reply.status).toBe(409);
  expect(await reply.json()).toMatchObject({ code: 'unknown_registration' });
  await gateway.stop();
});
