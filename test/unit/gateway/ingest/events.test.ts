import { describe, expect, it } from 'vitest';
import { door, EXAMPLE, event, NOW, producer, withData } from './door.ts';

describe('the example that is accepted for ever', () => {
  it('is new, then a duplicate at the same place, then a conflict once changed', async () => {
    const { send, log } = door();
    const first = await send(EXAMPLE);
    expect(first).toEqual({ i: 0, status: 201, id: 'demo-1', position: 'memory:1:h', n: 1 });
    expect(await send(EXAMPLE)).toEqual({ ...first, status: 200 });
    expect(await send(withData({ title: '井盖丢失' }))).toMatchObject({
      status: 409,
      code: 'id_conflict',
      position: first.position,
      retryable: false,
    });
    expect(log.entries).toHaveLength(1);
    expect([...log.letters.values()].map(({ code }) => code)).toEqual(['id_conflict']);
  });

  it('becomes an entry with times in milliseconds and its place', async () => {
    const { send, log } = door();
    await send(EXAMPLE);
    expect(log.entries[0]).toMatchObject({
      feed: 'case',
      type: 'case.received',
      v: 1,
      subject: 'demo-1',
      time: Date.parse('2026-11-20T15:19:00+08:00'),
      receivedAt: NOW,
      sequence: 1,
      producerEpoch: 0,
      reality: 'actual',
      producer: 'p1',
      area: 'village',
      flags: [],
      data: EXAMPLE.data,
    });
    expect(log.entries[0]?.digest).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is told again when the same instant is written with another offset and unknown fields', async () => {
    const { send } = door();
    await send(EXAMPLE);
    const again = withData({ unknown: 1 }, { time: '2026-11-20T07:19:00Z', traceparent: 'x' });
    expect((await send(again)).status).toBe(200);
  });
});

describe('what is refused', () => {
  it.each<[string, unknown, Record<string, unknown>]>([
    ['no object', 7, { status: 422, code: 'invalid_event', id: null }],
    ['a missing id', event({ id: undefined }), { code: 'invalid_event', path: 'id' }],
    [
      'another specversion',
      event({ specversion: '0.3' }),
      { path: 'specversion', detail: 'specversion must be 1.0' },
    ],
    [
      'a time without offset',
      event({ time: '2026-11-20T15:19:00' }),
      { code: 'invalid_event', path: 'time' },
    ],
    ['a day that does not exist', event({ time: '2026-02-30T15:19:00Z' }), { path: 'time' }],
    ['control characters in the id', event({ id: 'a\nb' }), { path: 'id' }],
    ['a subject with a space at its end', event({ subject: 'a ' }), { path: 'subject' }],
    ['a case without sequence', event({ sequence: undefined }), { code: 'invalid_event', path: 'sequence' }],
    [
      'a sequence of text',
      event({ sequence: '1' }),
      { path: 'sequence', detail: 'sequence must be a number, not a text' },
    ],
    [
      'an unknown feed',
      event({ type: 'weather.reported' }),
      { status: 422, code: 'unknown_type', path: 'type' },
    ],
    ['an unknown type of a known feed', event({ type: 'case.eaten' }), { code: 'unknown_type' }],
    [
      'an item that goes on under itself',
      event({ type: 'case.merged', data: { into: 'demo-1' } }),
      { status: 422, code: 'invalid_event', path: 'data.into' },
    ],
    ['an inherited name as type', event({ type: 'toString' }), { code: 'unknown_type' }],
    ['an operation', event({ type: 'operation.noted' }), { status: 403, code: 'internal_feed' }],
    [
      'an operation that is broken besides',
      { type: 'operation.noted' },
      { status: 403, code: 'internal_feed' },
    ],
    ['a system event', event({ type: 'system.ticked' }), { status: 403, code: 'internal_feed' }],
    [
      'a missing title',
      withData({ title: undefined }),
      { path: 'data.title', detail: 'data.title is missing; expected a text' },
    ],
    ['an empty title', withData({ title: '  ' }), { path: 'data.title' }],
    ['a title of invisible signs', withData({ title: '\u200b\u200b' }), { path: 'data.title' }],
    ['an unknown kind', withData({ kind: 'PERSON' }), { path: 'data.kind' }],
    [
      'NaN as text',
      withData({ location: { lng: 'NaN', lat: 25 } }),
      { path: 'data.location.lng', detail: 'data.location.lng must be a number, not a text' },
    ],
    ['no longitude', withData({ location: { lng: null, lat: 25 } }), { path: 'data.location.lng' }],
    [
      'an endless latitude',
      withData({ location: { lng: 103, lat: JSON.parse('1e999') } }),
      { path: 'data.location.lat' },
    ],
    [
      'a longitude beyond 180',
      withData({ location: { lng: 203, lat: 25 } }),
      { path: 'data.location.lng', detail: 'data.location.lng must be at most 180' },
    ],
    [
      'an unknown CRS',
      withData({ location: { lng: 103, lat: 25, crs: 'EPSG:4490' } }),
      { path: 'data.location.crs' },
    ],
    ['a link that runs script', withData({ link: 'javascript:alert(1)' }), { path: 'data.link' }],
    ['a picture by its name', withData({ photos: ['a.jpg'] }), { path: 'data.photos.0' }],
  ])('%s', async (_what, value, expected) => {
    const { send, log } = door();
    expect(await send(value)).toMatchObject({ status: 422, retryable: false, ...expected });
    expect(log.entries).toHaveLength(0);
    expect(log.letters.size).toBe(1);
  });

  it('tells the first faults of several and counts the rest', async () => {
    const { detail } = await door().send(event({ id: 1, source: 1, subject: 1, time: 1 }));
    expect(detail?.split('; ')).toHaveLength(4);
    expect(detail).toContain('and 1 more');
  });

  it('never repeats what was sent', async () => {
    const { detail } = await door().send(withData({ kind: '13800138000' }));
    expect(detail).not.toContain('138');
  });

  it('more nesting than the limit, whatever its depth', async () => {
    let deep: unknown = 1;
    for (let i = 0; i < 10_000; i += 1) deep = [deep];
    const { send, log } = door();
    expect(await send(withData({ deep }))).toMatchObject({ status: 422, code: 'too_deep' });
    expect([...log.letters.values()][0]).toMatchObject({ code: 'too_deep' });
  });

  it('nothing for keys that name machinery: they are dropped', async () => {
    const { send, log } = door();
    const hostile: unknown = JSON.parse(
      JSON.stringify(EXAMPLE).replace(
        '"title"',
        '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"title"',
      ),
    );
    expect((await send(hostile)).status).toBe(201);
    expect(log.entries[0]?.data).toEqual(EXAMPLE.data);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('a type outside the feeds of the key', async () => {
    const result = await door().send(EXAMPLE, producer({ feeds: ['alarm', 'video'] }));
    expect(result).toMatchObject({ status: 403, code: 'forbidden', path: 'type' });
    expect(result.detail).toContain('alarm, video');
  });
});

describe('many events', () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, i) => event({ id: `e${i}` }));

  it('are appended in their order, at most 64 at a time', async () => {
    const { ingest, log } = door();
    const reply = await ingest.events(numbered(150), producer());
    expect(log.batches).toEqual([64, 64, 22]);
    expect(log.entries.map(({ id }) => id)).toEqual(numbered(150).map(({ id }) => id));
    expect(reply).toMatchObject({ accepted: 150, duplicates: 0, rejected: 0, durability: 'memory' });
    expect(reply.results.map(({ n }) => n)).toEqual(Array.from({ length: 150 }, (_, i) => i + 1));
  });

  it('stand or fall each by itself', async () => {
    const { ingest } = door();
    const reply = await ingest.events(
      [event({ id: 'a' }), 7, event({ id: 'a' }), event({ id: 'b' })],
      producer(),
    );
    expect(reply.results.map(({ i, status }) => [i, status])).toEqual([
      [0, 201],
      [1, 422],
      [2, 200],
      [3, 201],
    ]);
    expect(reply).toMatchObject({ accepted: 2, duplicates: 1, rejected: 1 });
  });

  it('promise nothing for what was not appended when the log fails on the way', async () => {
    const { ingest, log } = door();
    log.failAfter(1);
    const reply = await ingest.events([...numbered(70), 7], producer());
    const statuses = reply.results.map(({ status }) => status);
    expect(statuses.slice(0, 64)).toEqual(Array<number>(64).fill(201));
    expect(statuses.slice(64)).toEqual([...Array<number>(6).fill(503), 422]);
    expect(reply.results[64]).toMatchObject({ code: 'log_unavailable', retryable: true });
    expect(log.letters.size).toBe(1);
  });

  it('more than the producer’s share are refused until it has grown again', async () => {
    const { ingest } = door({ rate: { burst: 10, perSecond: 0.001 } });
    await ingest.events(numbered(8), producer());
    await expect(ingest.events(numbered(8), producer())).rejects.toMatchObject({ code: 'too_many_requests' });
    await expect(ingest.events(numbered(8), producer({ id: 'p2' }))).resolves.toMatchObject({
      duplicates: 8,
    });
  });

  it('come from producers only', async () => {
    const reader = { ...producer(), producer: null };
    await expect(door().ingest.events([EXAMPLE], reader)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
