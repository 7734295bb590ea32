import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { png } from '../../../unit/gateway/ingest/pictures.ts';
import { type Door, expectProblem, KEYS, startDoor } from './server.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const key = (bearer: string) => ({ authorization: `Bearer ${bearer}` });

let door: Door;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());

const ack = (id: string, changes: Record<string, unknown> = {}) => ({
  id,
  type: 'operation.acknowledged',
  subject: 'alarm:a1',
  by: { seat: '指挥席1', role: '值班员' },
  ...changes,
});

describe('commands', () => {
  const command = (body: unknown, bearer: string = KEYS.read, path = '/v1/commands') =>
    door.post(path, JSON.stringify(body), { ...JSON_TYPE, ...key(bearer) });

  it('are 201 with the place of their entry, then 200 with the same place', async () => {
    const first = await command(ack('c1', { seen: 2 }));
    expect(first.status).toBe(201);
    expect(await door.log.entryAt(first.body.n)).toMatchObject({
      feed: 'operation',
      source: 'urn:yitu:console:指挥席1',
      data: { by: { seat: '指挥席1', role: '值班员' } },
    });
    const again = await command(ack('c1', { seen: 2 }));
    expect(again.status).toBe(200);
    expect(again.body.position).toBe(first.body.position);
  });

  it('are 503 while the log is down', async () => {
    door.unplugged.value = true;
    const answer = await door.post('/v1/commands', JSON.stringify(ack('c-down')), {
      ...JSON_TYPE,
      ...key(KEYS.read),
    });
    door.unplugged.value = false;
    expectProblem(answer, 503, 'log_unavailable');
  });

  it('are refused with the status of the reason', async () => {
    expectProblem(await command(ack('c2', { seen: 1 })), 409, 'stale_seen');
    expectProblem(await command(ack('c3', { subject: 'alarm:none' })), 404, 'unknown_subject');
    expectProblem(await command(ack('c4', { by: {} })), 422, 'invalid_command');
    expectProblem(await command(ack('c1', { data: { note: 'x' } })), 409, 'id_conflict');
    expectProblem(await command(ack('c5'), KEYS.visitor), 403, 'forbidden');
    expectProblem(await command(ack('c5'), KEYS.producer), 403, 'forbidden');
    expectProblem(await command(ack('c5'), KEYS.read, '/v1/commands?as=visitor'), 403, 'forbidden');
    expectProblem(await command(ack('c5'), 'wrong'), 401, 'unauthorized');
  });
});

describe('pictures', () => {
  const picture = png(4, 4);
  const post = (body: Uint8Array, type: string, bearer: string = KEYS.producer) =>
    door.post('/v1/media', Buffer.from(body), { 'content-type': type, ...key(bearer) });

  it('are 201 new and 200 known, and lie in the log under their hash', async () => {
    const first = await post(picture, 'image/png');
    expect(first.status).toBe(201);
    expect(first.body.media).toBe(createHash('sha256').update(picture).digest('hex'));
    expect((await post(picture, 'image/png', KEYS.read)).status).toBe(200);
    const kept = await door.log.getMedia(first.body.media, 0);
    expect(Buffer.from(kept?.bytes ?? []).equals(Buffer.from(picture))).toBe(true);
  });

  it('are refused with the status of the reason', async () => {
    expectProblem(await post(picture, 'image/gif'), 415, 'unsupported_media_type');
    expectProblem(await post(picture, 'image/webp'), 422, 'invalid_media');
    expectProblem(await post(Buffer.from('<svg/>'), 'image/png'), 422, 'invalid_media');
    expectProblem(await post(Buffer.alloc(1_048_577), 'image/png'), 413, 'body_too_large');
    expectProblem(await post(picture, 'image/png', KEYS.visitor), 403, 'forbidden');
  });
});
