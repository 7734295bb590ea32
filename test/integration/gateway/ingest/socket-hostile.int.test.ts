import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openProducer, type SocketProducer, statusesOf } from '../../../support/producer.ts';
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

const connect = async () => {
  const producer = await openProducer(door.url, KEYS.producer);
  open.push(producer);
  return producer;
};

let last = 0;
const fresh = () => {
  last += 1;
  return event({ id: `h${last}`, subject: `h${last}` });
};

describe('hostile messages', () => {
  const stillServed = async () => {
    const { send } = await connect();
    expect(statusesOf(await send([fresh()]))).toEqual([201]);
  };

  it.each([
    ['a text', 'events', 'unreadable_body'],
    ['nothing', null, 'unreadable_body'],
    ['an object', { 0: 'x' }, 'unreadable_body'],
    ['a thousand and one', Array.from({ length: 1_001 }, () => 1), 'batch_too_large'],
  ])('%s for a batch is a problem', async (_what, batch, code) => {
    const { send } = await connect();
    expect(statusesOf(await send(batch))).toEqual([code]);
    await stillServed();
  });

  it('too many or too few words are a problem', async () => {
    const { socket } = await connect();
    const raw = socket as unknown as { emitWithAck(...words: unknown[]): Promise<{ code: string }> };
    expect((await raw.emitWithAck('events')).code).toBe('unreadable_body');
    expect((await raw.emitWithAck('events', [], 'more')).code).toBe('unreadable_body');
  });

  it('without an acknowledgement is ignored and counted', async () => {
    const producer = await connect();
    const lonely = fresh();
    const raw = producer.socket as unknown as { emit(...words: unknown[]): void };
    raw.emit('events', [lonely]);
    raw.emit('unheard', 1);
    expect(statusesOf(await producer.send([lonely]))).toEqual([201]);
    expect(door.counted.get('ingest_ignored_total preset')).toBe(1);
  });

  it('nested beyond reason fail alone', async () => {
    const { send } = await connect();
    let deep: unknown = 1;
    for (let i = 0; i < 2_000; i += 1) deep = [deep];
    expect(statusesOf(await send([deep, fresh()]))).toEqual([422, 201]);
  });

  it('bytes that are no text end the connection, and nothing else', async () => {
    const producer = await connect();
    const cut = producer.send([Buffer.alloc(100)]).catch(() => 'cut');
    expect(await cut).toBe('cut');
    await stillServed();
  });

  it('larger than a batch may be ends the connection, and nothing else', async () => {
    const producer = await connect();
    expect(await producer.send(['x'.repeat(1_200_000)]).catch(() => 'cut')).toBe('cut');
    await stillServed();
  });

  it('a megabyte is taken from a producer, not from whoever has not come in', async () => {
    const producer = await connect();
    expect(statusesOf(await producer.send(['x'.repeat(1_000_000)]))).toEqual([422]);
    const auth = { proto: 1, token: KEYS.producer, padding: 'x'.repeat(100_000) };
    const error = await openProducer(door.url, undefined, { auth }).catch((reason: Error) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(door.counted.get('sockets_cut_total too_large')).toBe(1);
    await stillServed();
  });

  it('oftener than anybody has reason to ends the connection, and nothing else', async () => {
    const { socket } = await connect();
    const raw = socket as unknown as { emit(...words: unknown[]): void };
    const cut = new Promise((resolve) => socket.once('disconnect', resolve));
    for (let i = 0; i < 12_000; i += 1) raw.emit('unheard', i);
    await cut;
    expect(door.counted.get('sockets_cut_total too_often')).toBe(1);
    await stillServed();
  });

  it('packets that follow no protocol end the connection, and nothing else', async () => {
    for (const frame of [
      '42/ingest,{',
      '45/ingest,9-["events"]',
      '4Z',
      '43/ingest,999[]',
      '42/ingest,1["connect"]',
    ]) {
      const producer = await connect();
      const { engine } = producer.socket.io;
      const ws = engine.transport as unknown as { ws: { send(frame: string): void } };
      ws.ws.send(frame);
    }
    await stillServed();
  });
});
