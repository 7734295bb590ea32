import { describe, expect, it } from 'vitest';
import { createRoom } from '../../../../gateway/ingest/room.ts';

function counted() {
  const gauges = new Map<string, number>();
  const metrics = {
    count: () => undefined,
    gauge: (name: string, value: number) => void gauges.set(name, value),
  };
  const room = createRoom(metrics, { requests: 3, bytes: 100 }, { requests: 4, bytes: 150 });
  return { gauges, room };
}

describe('room at the door', () => {
  it('is bounded for one sender by requests and by bytes, and given back', () => {
    const { room, gauges } = counted();
    const leave = [room.enter('a', 10), room.enter('a', 10), room.enter('a', 10)];
    expect(() => room.enter('a', 10)).toThrow('a has 3 requests of 30 bytes under way');
    leave[0]?.();
    expect(() => room.enter('a', 81)).toThrow('under way');
    room.enter('a', 80);
    expect([...gauges]).toEqual([
      ['ingest_requests_under_way', 3],
      ['ingest_bytes_under_way', 100],
    ]);
  });

  it('is bounded for all together, so that one sender cannot take it from the rest', () => {
    const { room } = counted();
    const leave = room.enter('a', 100);
    expect(() => room.enter('b', 60)).toThrow('this gateway has 1 requests of 100 bytes under way');
    room.enter('b', 50);
    leave();
    room.enter('c', 100);
  });

  it('says when to send again', () => {
    const { room } = counted();
    const refusal = { code: 'too_many_requests', retryAfterS: 1 };
    expect(() => room.enter('a', 101)).toThrow(expect.objectContaining(refusal));
  });
});
