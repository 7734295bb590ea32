import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { producerRegistration } from '../../../../gateway/contract/producers.ts';
import { INGEST_WINDOW } from '../../../../gateway/contract/wire-ingest.ts';
import {
  ConnectionRefused,
  openProducer,
  type ProducerOptions,
  type SocketProducer,
  statusesOf,
} from '../../../support/producer.ts';
import { waitFor } from '../../../support/wait.ts';
import { event } from '../../../unit/gateway/ingest/door.ts';
import { type Door, KEYS, startDoor } from './server.ts';

let door: Door;
let open: SocketProducer[] = [];
beforeAll(async () => {
  door = await startDoor();
});
afterEach(() => {
  for (const producer of open) producer.stop();
  open = [];
});
afterAll(() => door.stop());

const connect = async (token?: string, options?: ProducerOptions) => {
  const producer = await openProducer(door.url, token ?? KEYS.producer, options);
  open.push(producer);
  return producer;
};
const register = async (id: string, changes: object = {}) =>
  (await door.access.producers.add(producerRegistration.parse({ id, ...changes }))).key;
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return error instanceof ConnectionRefused ? (error.problem?.code ?? 'no problem document') : error;
};

let last = 0;
const fresh = (changes: Record<string, unknown> = {}) => {
  last += 1;
  return event({ id: `k${last}`, subject: `k${last}`, ...changes });
};

describe('a producer’s connection', () => {
  it('is greeted with who it is and what it may', async () => {
    const { hello } = await connect();
    expect(hello).toMatchObject({
      proto: 1,
      site: 'door',
      producer: 'preset',
      limits: { window: 32, batch: 1_000, bytes: 1_048_576 },
    });
  });

  it('sends a batch and hears the result of each event, as over HTTP', async () => {
    const { send } = await connect();
    const batch = [fresh(), { bad: 1 }, fresh()];
    const answer = await send(batch);
    expect(answer).toMatchObject({
      accepted: 2,
      duplicates: 0,
      rejected: 1,
      durability: door.log.durability(),
      results: [
        { i: 0, status: 201 },
        { i: 1, status: 422, code: 'invalid_event', path: expect.any(String), retryable: false },
        { i: 2, status: 201 },
      ],
    });
    const sameOverHttp = await door.post('/v1/events', JSON.stringify(batch), {
      'content-type': 'application/cloudevents-batch+json',
    });
    expect(sameOverHttp.body).toMatchObject({ accepted: 0, duplicates: 2, rejected: 1 });
  });

  it('is answered in the order of its batches, and so stands the log', async () => {
    const { send } = await connect();
    const order: number[] = [];
    const batches = Array.from({ length: 20 }, () => Array.from({ length: 5 }, () => fresh()));
    const answers = await Promise.all(
      batches.map(async (batch, i) => {
        const answer = await send(batch);
        order.push(i);
        return answer;
      }),
    );
    expect(order).toEqual(batches.map((_batch, i) => i));
    const places = answers.flatMap((answer) => ('results' in answer ? answer.results.map(({ n }) => n) : []));
    expect(places).toHaveLength(100);
    expect(places).toEqual([...places].sort((a = 0, b = 0) => a - b));
  });

  it('that was cut before the answer sends again over a new one, and everything is taken once', async () => {
    let resume = () => {};
    door.unplugged.until = new Promise((resolve) => {
      resume = resolve;
    });
    const first = await connect();
    const batch = [fresh(), fresh()];
    const lost = first.send(batch).then(
      () => 'answered',
      () => 'cut',
    );
    await waitFor('the batch to be under way', () => door.unplugged.waiting > 0);
    first.socket.io.engine.close();
    expect(await lost).toBe('cut');
    door.unplugged.until = null;
    resume();
    const second = await connect();
    expect(statusesOf(await second.send(batch))).toEqual([200, 200]);
  });

  it('of another producer does not wait for this one, nor is it taken for it', async () => {
    const key = await register('second', { feeds: ['case'], reality: 'test' });
    const [one, two] = [await connect(), await connect(key)];
    const [mine, other] = [fresh(), fresh()];
    expect(statusesOf(await one.send([mine]))).toEqual([201]);
    const answer = await two.send([other, fresh({ type: 'alarm.raised' })]);
    expect(statusesOf(answer)).toEqual([201, 403]);
    const n = 'results' in answer ? (answer.results[0]?.n ?? 0) : 0;
    expect(await door.log.entryAt(n)).toMatchObject({ producer: 'second', reality: 'test' });
    expect(door.counted.get('ingest_events_total second socket new')).toBe(1);
    expect(door.counted.get('ingest_events_total second socket forbidden')).toBe(1);
  });
});

describe('the window', () => {
  it('refuses what is beyond it at once, and takes it afterwards', async () => {
    let resume = () => {};
    door.unplugged.until = new Promise((resolve) => {
      resume = resolve;
    });
    const { send } = await connect();
    const inside = Array.from({ length: INGEST_WINDOW.batches }, () => send([fresh()]));
    const beyond = [fresh()];
    const refused = () => door.counted.get('ingest_refused_total preset socket too_many_requests') ?? 0;
    const before = refused();
    expect(await send(beyond)).toMatchObject({
      status: 429,
      code: 'too_many_requests',
      retryable: true,
      retryAfterS: 1,
    });
    door.unplugged.until = null;
    resume();
    expect((await Promise.all(inside)).flatMap(statusesOf)).toEqual(inside.map(() => 201));
    expect(statusesOf(await send(beyond))).toEqual([201]);
    expect(refused()).toBe(before + 1);
  });

  it('answers within its time when the log does not, and the same batch is taken later', async () => {
    let resume = () => {};
    door.unplugged.until = new Promise((resolve) => {
      resume = resolve;
    });
    const { send } = await connect();
    const batch = [fresh()];
    const begun = performance.now();
    const answers = await Promise.all([send(batch), send([fresh()])]);
    expect(performance.now() - begun).toBeLessThan(INGEST_WINDOW.answerMs + 3_000);
    for (const answer of answers) {
      expect(answer).toMatchObject({ status: 503, code: 'log_unavailable', retryable: true });
    }
    door.unplugged.until = null;
    resume();
    expect(statusesOf(await send(batch))).toEqual([200]);
  });

  it('says which events to send again when the log fails', async () => {
    const { send } = await connect();
    const batch = [fresh(), { bad: 1 }];
    door.unplugged.value = true;
    const answer = await send(batch);
    door.unplugged.value = false;
    expect(answer).toMatchObject({
      status: 503,
      code: 'log_unavailable',
      retryable: true,
      results: [
        { status: 503, retryable: true },
        { status: 422, retryable: false },
      ],
    });
    expect(statusesOf(await send(batch))).toEqual([201, 422]);
  });
});

describe('who may connect', () => {
  it.each([
    ['without a key', undefined, { auth: { proto: 1 } }, 'unauthorized'],
    ['with a foreign key', 'guessed', {}, 'unauthorized'],
    ['with a read key', KEYS.read, {}, 'forbidden'],
    ['with an administrator’s key', KEYS.admin, {}, 'forbidden'],
    ['with a handshake of another shape', undefined, { auth: { proto: 'one', token: [] } }, 'unauthorized'],
  ])('%s: nobody', async (_how, token, options, code) => {
    expect(await refusal(openProducer(door.url, token, options))).toBe(code);
  });

  it('a page of another origin: never, whatever its key', async () => {
    const foreign = { headers: { origin: 'https://evil.example' } };
    expect(await refusal(openProducer(door.url, KEYS.producer, foreign))).toBe('no problem document');
    const own = await connect(KEYS.producer, { headers: { origin: 'https://ok.example' } });
    expect(own.hello.producer).toBe('preset');
  });

  it('another version of the protocol is told so and left alone', async () => {
    const other = openProducer(door.url, undefined, { auth: { proto: 99, token: KEYS.producer } });
    await expect(other).rejects.toThrow('incompatible');
  });

  it('a producer opens no more than its share of connections', async () => {
    const key = await register('eager');
    for (let i = 0; i < 32; i += 1) await connect(key);
    expect(await refusal(openProducer(door.url, key))).toBe('too_many_requests');
    expect((await connect()).hello.producer).toBe('preset');
  });

  it('a key that is revoked ends its connections at once, and no other', async () => {
    const key = await register('leaving');
    const [leaving, staying] = [await connect(key), await connect()];
    await door.access.producers.remove('leaving');
    await leaving.closed;
    expect(leaving.byes).toEqual([{ code: 'unauthorized', retryAfterMs: 0, again: false }]);
    expect(await refusal(openProducer(door.url, key))).toBe('unauthorized');
    expect(statusesOf(await staying.send([fresh()]))).toEqual([201]);
  });
});

it('a gateway that stops says so, answers everything, and takes nothing more', async () => {
  const other = await startDoor();
  let resume = () => {};
  other.unplugged.until = new Promise((resolve) => {
    resume = resolve;
  });
  const producer = await openProducer(other.url, KEYS.producer);
  const sent = Array.from({ length: 5 }, () => producer.send([fresh()]));
  const beyond = producer.send('x');
  await beyond;
  const stopped = other.stop();
  await waitFor('the good-bye', () => producer.byes.length > 0);
  const late = producer.send([fresh()]);
  setTimeout(resume, 200);
  const answers = await Promise.all([...sent, late]);
  expect(producer.byes).toEqual([{ code: 'shutdown', retryAfterMs: 500, again: true }]);
  expect(answers.map((answer) => statusesOf(answer)[0])).toEqual([
    201,
    ...Array.from({ length: 5 }, () => 'log_unavailable'),
  ]);
  expect(await producer.closed).toBeTruthy();
  await stopped;
});
