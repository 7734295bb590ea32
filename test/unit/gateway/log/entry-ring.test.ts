import { describe, expect, it } from 'vitest';
import { createEntryRing } from '../../../../gateway/log/entry-ring.ts';
import { draft } from '../../../conformance/drafts.ts';

const entry = (n: number, data: Record<string, unknown> = {}) => ({
  ...draft(String(n), { data }),
  e: 'e1',
  n,
  h: `h${n}`,
});

function ringAt(options: { keepMs?: number; keepBytes?: number } = {}) {
  let now = 0;
  const ring = createEntryRing({ ...options, elapsedMs: () => now });
  const numbers = () => ring.sorted().map(({ n }) => n);
  return { ring, numbers, pass: (ms: number) => (now += ms) };
}

describe('the memory of the last entries', () => {
  it('holds whole entries in order, each once', () => {
    const { ring, numbers } = ringAt();
    for (const n of [2, 1, 2, 3]) ring.add(entry(n));
    expect(numbers()).toEqual([1, 2, 3]);
    expect(ring.sorted()[0]).toEqual(entry(1));
  });

  it('forgets what is older than its time, and says how far back it goes', () => {
    const { ring, numbers, pass } = ringAt({ keepMs: 1_000 });
    ring.add(entry(1));
    pass(600);
    ring.add(entry(2));
    pass(600);
    ring.add(entry(3));
    expect(numbers()).toEqual([2, 3]);
    expect(ring.coversMs()).toBe(600);
  });

  it('never holds more bytes than it may: the oldest go first', () => {
    const { ring, numbers } = ringAt({ keepBytes: 50_000 });
    for (let n = 1; n <= 100; n += 1) ring.add(entry(n, { text: 'x'.repeat(2_000) }));
    expect(ring.bytes).toBeLessThanOrEqual(50_000);
    expect(numbers().at(-1)).toBe(100);
    expect(numbers().length).toBeGreaterThan(5);
  });

  it('goes on as before when thousands have come and gone', () => {
    const { ring, numbers, pass } = ringAt({ keepMs: 1_000 });
    for (let n = 1; n <= 20_000; n += 1) {
      ring.add(entry(n));
      if (n % 10 === 0) pass(100);
      if (n % 7 === 0) ring.remove([entry(n - 1)]);
    }
    expect(numbers().at(-1)).toBe(20_000);
    expect(numbers().length).toBeLessThan(110);
    expect(ring.coversMs()).toBeLessThanOrEqual(1_100);
    ring.remove(ring.sorted());
    expect(ring.bytes).toBe(0);
  });

  it('knows when another entry stands in the place of one, and lets the newer word stand', () => {
    const { ring } = ringAt();
    ring.add(entry(7));
    const other = { ...entry(7), h: 'another' };
    expect([entry(7), other, entry(8)].map((one) => ring.contradicts(one))).toEqual([false, true, false]);
    ring.remove([other]);
    expect(ring.sorted()).toEqual([entry(7)]);
    ring.add(other);
    expect(ring.sorted()).toEqual([other]);
    ring.remove([other]);
    expect(ring.bytes).toBe(0);
  });

  it('gives up what it is told to', () => {
    const { ring, numbers } = ringAt();
    for (const n of [1, 2, 3]) ring.add(entry(n));
    ring.remove([entry(2), entry(9)]);
    expect(numbers()).toEqual([1, 3]);
    ring.remove([entry(1), entry(3)]);
    expect(ring.bytes).toBe(0);
    expect(ring.coversMs()).toBe(0);
  });
});
