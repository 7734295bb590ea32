import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TrackReply } from '../../../../gateway/contract/tracks.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { waitFor } from '../../../support/wait.ts';

const TERMINAL = 'urn:yitu:example/t-1';
let gateway: TestGateway;

const located = (minute: string, lng: number) => ({
  specversion: '1.0',
  id: `t-1-${minute}`,
  source: 'urn:yitu:example',
  type: 'terminal.located',
  subject: TERMINAL,
  time: `2026-11-20T${minute}:00+08:00`,
  sequence: Number(minute.replace(':', '')),
  data: { location: { lng, lat: 25.6 }, battery: 80 },
});

const asked = (id: string, over: Record<string, unknown> = {}) => ({
  id,
  by: { seat: '1号席', role: 'duty_officer' },
  reason: '核对到场时间',
  from: '2026-11-20T15:00:00+08:00',
  until: '2026-11-20T16:00:00+08:00',
  ...over,
});

const open = (body: unknown, key: string = KEYS.read, terminal = TERMINAL) =>
  gateway.post(`/v1/terminals/${encodeURIComponent(terminal)}/track`, body, { key });
const codeOf = async (response: Response) => ((await response.json()) as { code: string }).code;

/** A quarter of an hour takes a second and a half. */
beforeAll(async () => {
  gateway = await startTestGateway({
    engine: 'sqlite',
    env: { YITU_CLOCK: '2026-11-20T15:44:30+08:00,600x' },
  });
  const fixes = [located('15:30', 103.82), located('15:32', 103.82), located('15:36', 103.83)];
  const sent = await gateway.post('/v1/events', fixes);
  expect(await sent.json()).toMatchObject({ accepted: 3 });
});
afterAll(() => gateway.stop());

describe('POST /v1/terminals/:id/track', () => {
  it('is for the duty seats only', async () => {
    for (const key of [KEYS.visitor, KEYS.producer, KEYS.admin]) {
      const refused = await open(asked('never'), key);
      expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden']);
    }
    expect((await open(asked('never'), 'unknown-key')).status).toBe(401);
  });

  it('asks for a purpose and for a stretch of at most a day', async () => {
    const wrong = [
      { reason: undefined },
      { reason: '看看' },
      { by: undefined },
      { until: '2026-11-20T14:00:00+08:00' },
      { until: '2026-11-21T15:00:01+08:00' },
      { from: 'yesterday' },
    ];
    for (const over of wrong) {
      const refused = await open(asked('never', over));
      expect([refused.status, await codeOf(refused)]).toEqual([400, 'invalid_parameter']);
    }
  });

  it('knows no track of a terminal that is not on the wall', async () => {
    const refused = await open(asked('never'), KEYS.read, 'nobody');
    expect(await codeOf(refused)).toBe('unknown_subject');
  });

  it('tells the track once the quarter of an hour is over, with its entry in the log', async () => {
    const opened = async (id: string) => {
      const response = await open(asked(id));
      return { status: response.status, reply: (await response.json()) as TrackReply };
    };
    let tries = 0;
    await waitFor(
      'the track to be written',
      async () => (await opened(`try-${tries++}`)).reply.fixes.length > 0,
    );
    const first = await opened('once');
    expect(first.status).toBe(201);
    expect(first.reply).toMatchObject({
      terminal: TERMINAL,
      from: '2026-11-20T15:00:00+08:00',
      until: '2026-11-20T16:00:00+08:00',
      toleranceM: 25,
      fixes: [
        { at: '2026-11-20T15:30:00+08:00', lng: 103.82, lat: 25.6 },
        { at: '2026-11-20T15:32:00+08:00', lng: 103.82, lat: 25.6 },
        { at: '2026-11-20T15:36:00+08:00', lng: 103.83, lat: 25.6 },
      ],
    });
    expect(Date.parse(first.reply.writtenTo ?? '')).toBeGreaterThanOrEqual(
      Date.parse('2026-11-20T15:45:00+08:00'),
    );
    const again = await opened('once');
    expect([again.status, again.reply.position]).toEqual([200, first.reply.position]);
    const other = await open(asked('once', { reason: '另一个目的' }));
    expect([other.status, await codeOf(other)]).toEqual([409, 'id_conflict']);
    const part = await (await open(asked('part', { from: '2026-11-20T15:31:00+08:00' }))).json();
    expect((part as TrackReply).fixes).toHaveLength(2);
  });
});
