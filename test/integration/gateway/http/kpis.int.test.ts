import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KpiExplanationReply, KpisReply } from '../../../../gateway/contract/index.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { waitFor } from '../../../support/wait.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway({
    engine: 'sqlite',
    env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00', YITU_SITE: 'kpis' },
  });
});
afterAll(() => gateway.stop());

async function explain(path: string, key: string = KEYS.read) {
  const answer = await gateway.get(`/v1/kpis/${path}`, key);
  return { status: answer.status, body: (await answer.json()) as KpiExplanationReply & { code?: string } };
}

async function send(type: string, subject: string, sequence: number, data: Record<string, unknown>) {
  const event = {
    specversion: '1.0',
    id: `${subject}-${sequence}`,
    source: 'urn:example:kpis',
    type,
    subject,
    sequence,
    time: `2026-11-20T15:${10 + sequence}:00+08:00`,
    data,
  };
  const answer = await gateway.post('/v1/events', event, { key: KEYS.producer });
  expect(answer.status).toBe(201);
}

describe('the numbers in words', () => {
  it('are told to a visitor too: formula, numerator, denominator, periods, exclusions, source', async () => {
    const answer = await gateway.get('/v1/kpis', KEYS.visitor);
    const { kpis } = (await answer.json()) as KpisReply;
    const rate = kpis.find(({ id }) => id === 'onTimeRate');
    expect(rate).toMatchObject({ name: { zh: '按时办结率' }, unit: 'PERCENT', perArea: true });
    expect(rate?.formula.zh).toContain('÷');
    expect(
      kpis.every(({ exclusions, source }) => exclusions.zh !== '' && source.zh !== '' && source.en !== ''),
    ).toBe(true);
  });
});

describe('a number explained', () => {
  it('lists its items with their entries of the log, which give the same again', async () => {
    await send('case.received', 'k-1', 1, { title: '路灯不亮', kind: 'APPEAL' });
    await send('case.closed', 'k-1', 2, { outcome: 'RESOLVED' });
    await send('case.received', 'k-2', 1, { title: '噪声扰民', kind: 'APPEAL' });
    const { explanation } = await waitFor('both items in the figure', async () => {
      const { body } = await explain('closeRateCohort/explain?period=TODAY');
      return body.explanation?.told.of === 2 ? body : null;
    });
    expect(explanation).toMatchObject({
      period: 'TODAY',
      from: '2026-11-20T00:00:00+08:00',
      told: { value: 50, part: 1, of: 2 },
      recomputed: { value: 50, part: 1, of: 2 },
      equal: true,
      total: 2,
      proved: 2,
    });
    const first = explanation?.rows.find(({ subject }) => subject === 'case:k-1');
    expect(first).toMatchObject({ part: 1, of: 1, proved: true });
    expect(first?.entries.map(({ type }) => type)).toEqual(['case.received', 'case.closed']);
  });

  it('of the moment is the sum of its live items', async () => {
    const { body } = await explain('case.open/explain');
    expect(body.explanation).toMatchObject({ period: null, equal: true, rows: [{ subject: 'case:k-2' }] });
  });

  it('that follows from the rules names the configuration in force', async () => {
    const { status, body } = await explain('office.open/explain');
    expect([status, body.explanation?.equal]).toEqual([200, true]);
    expect(body.explanation?.rows[0]).toMatchObject({
      subject: 'calendar:worktime',
      entries: [{ type: 'system.configured' }],
    });
    const seen = await waitFor('a tick after which the rules have looked', async () => {
      const answer = await explain('warning.rules.observations.surge-street/explain');
      return answer.body.explanation ?? null;
    });
    expect(seen.equal).toBe(true);
  });

  it('tells a visitor its definition only', async () => {
    const { status, body } = await explain('onTimeRate/explain', KEYS.visitor);
    expect([status, body.definition.id, body.explanation]).toEqual([200, 'onTimeRate', undefined]);
  });

  it.each([
    ['nothing/explain', 404, 'not_found'],
    ['avgHandle/explain?area=nowhere', 404, 'not_found'],
    ['onTimeRate/explain?period=WEEK', 400, 'invalid_parameter'],
    ['received/explain?period=D30&at=2024-05-01T12:00:00Z', 404, 'not_found'],
    ['onTimeRate/explain?at=today', 400, 'invalid_parameter'],
  ])('%s is refused with %i %s', async (path, status, code) => {
    const answer = await explain(path);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
