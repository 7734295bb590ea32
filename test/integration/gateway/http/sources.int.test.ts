import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SourcesReply } from '../../../../gateway/contract/index.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { waitFor } from '../../../support/wait.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    engine: 'sqlite',
    env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00', YITU_SITE: 'sources' },
  });
});
afterAll(() => gateway.stop());

const event = (id: string, data: Record<string, unknown>, over: Record<string, unknown> = {}) => ({
  specversion: '1.0',
  id,
  source: 'urn:example:hotline',
  type: 'case.received',
  subject: id,
  sequence: 1,
  time: '2026-11-20T15:40:00+08:00',
  data,
  ...over,
});

it('a source tells when it was heard, how late it is, and how much of it was refused', async () => {
  await gateway.post('/v1/events', event('s-1', { title: '路灯不亮', kind: 'APPEAL' }), {
    key: KEYS.producer,
  });
  await gateway.post('/v1/events', event('s-2', { title: '路灯不亮', kind: 'LAMP' }), { key: KEYS.producer });
  const reply = await waitFor('the source and its refusal', async () => {
    const answer = (await (await gateway.get('/v1/sources', KEYS.read)).json()) as SourcesReply;
    return answer.sources.length > 0 && Object.keys(answer.rejects).length > 0 ? answer : null;
  });
  expect(reply.sources).toMatchObject([
    {
      feed: 'case',
      source: 'urn:example:hotline',
      street: null,
      state: 'QUIET',
      lastEventAt: '2026-11-20T15:40:00+08:00',
      total: 1,
    },
  ]);
  expect(reply.sources[0]?.lagMs).toBeGreaterThanOrEqual(120_000);
  expect(Object.values(reply.rejects)).toEqual([1]);
});

it('a source tells how many entries of its items came out of their order', async () => {
  const dispatched = { id: 's-1-3', type: 'case.dispatched', subject: 's-1', sequence: 3 };
  const verified = { id: 's-1-2', type: 'case.verified', subject: 's-1', sequence: 2 };
  for (const late of [dispatched, verified])
    await gateway.post('/v1/events', event('', late === dispatched ? { holder: 'dept-zjj' } : {}, late), {
      key: KEYS.producer,
    });
  const source = await waitFor('both entries', async () => {
    const answer = (await (await gateway.get('/v1/sources', KEYS.read)).json()) as SourcesReply;
    return answer.sources.find(({ total }) => total === 3) ?? null;
  });
  expect(source.reordered).toBe(1);
});

it('a visitor is told no source', async () => {
  expect((await gateway.get('/v1/sources', KEYS.visitor)).status).toBe(403);
});
