import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { producerRegistration } from '../../../../gateway/contract/producers.ts';
import { SHARE_OF_ONE } from '../../../../gateway/ingest/room.ts';
import { waitFor } from '../../../support/wait.ts';
import { EXAMPLE, event } from '../../../unit/gateway/ingest/door.ts';
import { type Door, expectProblem, KEYS, startDoor } from './server.ts';

const ONE = { 'content-type': 'application/cloudevents+json' };
const BATCH = { 'content-type': 'application/cloudevents-batch+json' };
const LINES = { 'content-type': 'application/x-ndjson' };
const JSON_TYPE = { 'content-type': 'application/json' };
const key = (bearer: string) => ({ authorization: `Bearer ${bearer}` });

let door: Door;
beforeAll(async () => {
  door = await startDoor();
});
afterAll(() => door.stop());

let last = 0;
/** An event that no other test has sent. */
const fresh = (changes: Record<string, unknown> = {}) => {
  last += 1;
  return event({ id: `e${last}`, subject: `s${last}`, ...changes });
};
const send = (body: unknown, headers: Record<string, string> = ONE) =>
  door.post('/v1/events', JSON.stringify(body), headers);

describe('one event', () => {
  it('is 201 new, 200 duplicate, 409 conflict, always with the same kind of answer', async () => {
    const first = await send(EXAMPLE);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({
      accepted: 1,
      duplicates: 0,
      rejected: 0,
      results: [{ i: 0, status: 201 }],
    });
    expect(first.body.durability).toBe(door.log.durability());
    const { position, n = 0 } = first.body.results[0] ?? {};
    expect(position).toMatch(new RegExp(`^[^:]+:${n}:.+$`));
    const again = await send(EXAMPLE, JSON_TYPE);
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({ duplicates: 1, results: [{ status: 200, position }] });
    const changed = await send({ ...EXAMPLE, subject: 'other' });
    expect(changed.status).toBe(409);
    expect(changed.body).toMatchObject({ rejected: 1, results: [{ code: 'id_conflict', position }] });
    expect(await door.log.entryAt(n)).toMatchObject({ id: 'demo-1', data: EXAMPLE.data });
  });

  it('is 422 or 403 with code, path and reason when it is refused', async () => {
    const invalid = await send(fresh({ time: 'yesterday' }));
    expect(invalid.status).toBe(422);
    expect(invalid.body.results[0]).toMatchObject({ code: 'invalid_event', path: 'time', retryable: false });
    expect(invalid.body.results[0]?.detail).toContain('ISO-8601');
    expect((await send(fresh({ type: 'operation.noted' }))).status).toBe(403);
  });

  it('as an array under the type of one event is refused', async () => {
    expect((await send([fresh()], ONE)).status).toBe(422);
  });

  it('leaves a dead letter when it is refused', async () => {
    await send(fresh({ type: 'case.eaten' }));
    const letters = await door.log.listDeadLetters(100);
    expect(letters.find(({ code }) => code === 'unknown_type')).toMatchObject({
      producer: 'preset',
      path: 'type',
    });
  });
});

describe('many events', () => {
  it.each([
    ['a batch', BATCH],
    ['a plain JSON array', JSON_TYPE],
  ])('as %s are 200 with one result each', async (_how, type) => {
    const { status, body } = await send([fresh(), { bad: 1 }, fresh()], type);
    expect(status).toBe(200);
    expect(body.results.map((result) => result.status)).toEqual([201, 422, 201]);
    expect(body).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('of which none was valid are 422', async () => {
    const { status, body } = await send([{ bad: 1 }, fresh({ type: 'operation.noted' })], BATCH);
    expect(status).toBe(422);
    expect(body.results).toHaveLength(2);
  });

  it('none at all are 200', async () => {
    expect((await send([], BATCH)).status).toBe(200);
  });

  it('are told only where they were not new when asked so', async () => {
    const { headers, body } = await send([fresh(), { bad: 1 }], { ...BATCH, prefer: 'return=minimal' });
    expect(headers.get('preference-applied')).toBe('return=minimal');
    expect(body.results.map(({ i }) => i)).toEqual([1]);
    expect(body).toMatchObject({ accepted: 1, rejected: 1 });
  });

  it('as lines: a bad line in the middle fails alone, blank lines count but carry nothing', async () => {
    const lines = [JSON.stringify(fresh()), '', '{"specversion":', JSON.stringify(fresh()), ''].join('\r\n');
    const { status, body } = await door.post('/v1/events', lines, LINES);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { i: 0, status: 201 },
      { i: 2, status: 400, code: 'unreadable_body', id: null },
      { i: 3, status: 201 },
    ]);
    expect(body.results[1]?.detail).not.toContain('specversion');
  });

  it('as lines: a line beyond its limit fails alone', async () => {
    const long = JSON.stringify({ ...fresh(), padding: 'x'.repeat(70_000) });
    const { status, body } = await door.post('/v1/events', [long, JSON.stringify(fresh())].join('\n'), LINES);
    expect(status).toBe(200);
    expect(body.results).toMatchObject([
      { i: 0, status: 413, code: 'line_too_long' },
      { i: 1, status: 201 },
    ]);
  });

  it('1,000 are taken in one request, 1,001 are not', async () => {
    const events = Array.from({ length: 1_001 }, () => ({
      ...fresh({ type: 'terminal.located' }),
      data: { location: { lng: 103.8, lat: 25.6 } },
    }));
    expectProblem(await send(events, BATCH), 413, 'batch_too_large');
    const lines = events.map((each) => JSON.stringify(each)).join('\n');
    expectProblem(await door.post('/v1/events', lines, LINES), 413, 'batch_too_large');
    const { status, body } = await send(events.slice(0, 1_000), BATCH);
    expect(status).toBe(200);
    expect(body.accepted).toBe(1_000);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['cut JSON', '{"a":'],
    ['nothing', ''],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['GBK', Buffer.from([0x22, 0xbe, 0xae, 0xb8, 0xc7, 0x22])],
  ])('%s is 400', async (_what, body) => {
    expectProblem(await door.post('/v1/events', body, ONE), 400, 'unreadable_body');
  });

  it('an object under the type of a batch is 400', async () => {
    expectProblem(await send(fresh(), BATCH), 400, 'unreadable_body');
  });

  it('a byte order mark is no fault', async () => {
    const { status } = await door.post('/v1/events', `\ufeff${JSON.stringify(fresh())}`, ONE);
    expect(status).toBe(201);
  });

  it('ten thousand levels are 422, half a million too', async () => {
    for (const depth of [10_000, 500_000]) {
      const body = `${'['.repeat(depth)}${']'.repeat(depth)}`;
      const { status, body: reply } = await door.post('/v1/events', body, ONE);
      expect(status).toBe(422);
      expect(reply.results[0]?.code).toBe('too_deep');
    }
  });

  it.each([
    ['text/plain', 'text/plain'],
    ['none', ''],
    ['a form', 'application/x-www-form-urlencoded'],
  ])('content type %s is 415 and the four are named', async (_what, type) => {
    const answer = await door.post(
      '/v1/events',
      Buffer.from('x'),
      type === '' ? {} : { 'content-type': type },
    );
    expectProblem(answer, 415, 'unsupported_media_type');
    for (const { 'content-type': taken } of [ONE, BATCH, LINES, JSON_TYPE]) {
      expect(answer.body.detail).toContain(taken);
    }
  });

  it('another charset and a compressed body are 415', async () => {
    const gbk = { 'content-type': 'application/json; charset=gbk' };
    expectProblem(await send(fresh(), gbk), 415, 'unsupported_media_type');
    expectProblem(await send(fresh(), { ...ONE, 'content-encoding': 'gzip' }), 415, 'unsupported_media_type');
    expect((await send(fresh(), { 'content-type': 'Application/JSON; Charset="UTF-8"' })).status).toBe(201);
  });

  it('ten megabytes are 413, with a length or in chunks', async () => {
    const large = Buffer.alloc(10 * 1_048_576, 'x');
    expectProblem(await door.post('/v1/events', large, LINES), 413, 'body_too_large');
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 160; i += 1) controller.enqueue(large.subarray(0, 65_536));
        controller.close();
      },
    });
    expectProblem(await door.post('/v1/events', chunks, LINES), 413, 'body_too_large');
  });
});

describe('who may', () => {
  it('nobody without a key, nor with a foreign one', async () => {
    for (const authorization of ['', 'Bearer wrong', 'Basic cHJvZHVjZXIta2V5', 'Bearer']) {
      const answer = await send(fresh(), { ...ONE, authorization });
      expectProblem(answer, 401, 'unauthorized');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });

  it.each([['read'], ['visitor'], ['admin']] as const)('send events: not a %s key', async (kind) => {
    expectProblem(await send(fresh(), { ...ONE, ...key(KEYS[kind]) }), 403, 'forbidden');
  });

  it('send a feed that its registration does not name: nobody', async () => {
    const narrow = await door.access.producers.add(
      producerRegistration.parse({ id: 'alarms', feeds: ['alarm'] }),
    );
    const { status, body } = await send(fresh(), { ...ONE, ...key(narrow.key) });
    expect(status).toBe(403);
    expect(body.results[0]?.code).toBe('forbidden');
  });

  it('send more than its share: nobody', async () => {
    const { key: bearer } = await door.access.producers.add(producerRegistration.parse({ id: 'flood' }));
    const many = Array.from({ length: 1_000 }, () => 0);
    const statuses: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const { status, headers, body } = await send(many, { ...BATCH, ...key(bearer) });
      statuses.push(status);
      if (status === 429) {
        expect(body).toMatchObject({ retryable: true });
        // 1,000 events flow in at one a second, less what the burst has left.
        expect(Number(headers.get('retry-after'))).toBeGreaterThan(900);
        expect(headers.get('retry-after')).toBe(String((body as { retryAfterS?: number }).retryAfterS));
      }
    }
    expect(statuses).toEqual([422, 422, 422, 422, 429]);
  });
});

describe('bodies under way', () => {
  /** Declares a body and sends nothing of it. */
  const begin = (path: string, bytes: number) => {
    const socket = connect(door.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const head = [`POST ${path} HTTP/1.1`, 'host: door', `authorization: Bearer ${KEYS.producer}`];
    socket.write(
      `${[...head, `content-length: ${bytes}`, 'content-type: application/json'].join('\r\n')}\r\n\r\n`,
    );
    return socket;
  };

  it('may be so many of one sender: what comes more is told to wait, and taken when they are gone', async () => {
    const begun = Array.from({ length: SHARE_OF_ONE.requests + 1 }, () => begin('/v1/events', 10));
    try {
      const told = () => send(fresh());
      await waitFor('a refusal', async () => (await told()).status === 429, 30_000);
      const answer = await told();
      expectProblem(answer, 429, 'too_many_requests');
      expect(answer.headers.get('retry-after')).toBe('1');
      expect((await send(fresh(), { ...ONE, ...key(KEYS.admin) })).status).toBe(403);
    } finally {
      for (const socket of begun) socket.destroy();
    }
    await waitFor('room', async () => (await send(fresh())).status === 201, 30_000);
  });
});

describe('while the log is down', () => {
  it('the answer is 503 with the time to wait, and the same events are taken once it is back', async () => {
    const events = [fresh(), { bad: 1 }, fresh()];
    door.unplugged.value = true;
    const answer = await send(events, BATCH);
    const one = await send(events[0]);
    door.unplugged.value = false;
    expectProblem(answer, 503, 'log_unavailable');
    expectProblem(one, 503, 'log_unavailable');
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(answer.body.results).toMatchObject([
      { status: 503, retryable: true },
      { status: 422, retryable: false },
      { status: 503, retryable: true },
    ]);
    expect((await send(events, BATCH)).body).toMatchObject({ accepted: 2, rejected: 1 });
  });

  it('a log that does not answer is told at the deadline of 4.8 s, give or take a busy machine, and the events are duplicates or new when sent again', async () => {
    let resume = () => {};
    door.unplugged.until = new Promise((resolve) => {
      resume = resolve;
    });
    const events = Array.from({ length: 200 }, () => fresh());
    const begun = performance.now();
    const answer = await send(events, BATCH);
    const tookMs = performance.now() - begun;
    door.unplugged.until = null;
    resume();
    expectProblem(answer, 503, 'log_unavailable');
    expect(tookMs).toBeGreaterThan(4_000);
    expect(tookMs).toBeLessThan(8_000);
    expect(answer.body.results.every(({ status, retryable }) => status === 503 && retryable)).toBe(true);
    expect((await send(events, BATCH)).body).toMatchObject({ accepted: 136, duplicates: 64 });
  });
});

it('a client that goes away in the middle of its body disturbs nobody', async () => {
  const socket = connect(door.port, '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  socket.write(
    `POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${KEYS.producer}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"half":`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  socket.destroy();
  await door.ingest.stop();
  expect((await send(fresh())).status).toBe(201);
});
