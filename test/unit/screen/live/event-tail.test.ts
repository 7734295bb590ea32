import { describe, expect, it } from 'vitest';
import type { DistinctEvent, Frame } from '../../../../gateway/contract/wire.ts';
import { createEventTail } from '../../../../screen/live/event-tail.ts';

const event = (n: number, id = `C${n}`): DistinctEvent => [n, 'case.progressed', 'case', id, 1_000];
const frame = (a: readonly DistinctEvent[], p = 0): Frame => ({
  b: 0,
  n: 0,
  at: 0,
  u: [],
  x: [],
  a,
  p,
  tk: '',
});

function heardOf(...frames: Frame[]) {
  const tail = createEventTail();
  const heard: number[] = [];
  tail.onEvent(([n]) => heard.push(n));
  tail.startAfter(5);
  for (const one of frames) if (tail.follows(one)) tail.take(one);
  return { heard, counts: tail.counts, recent: tail.recent };
}

describe('the events of a replica', () => {
  it('are told once each, in order', () => {
    expect(heardOf(frame([event(6), event(8)], 3), frame([event(9)], 8)).heard).toEqual([6, 8, 9]);
  });

  it('are not told when one before them never came', () => {
    const { heard, counts } = heardOf(frame([event(6)], 3), frame([event(9)], 8));
    expect([heard, counts.gaps]).toEqual([[6], 1]);
  });

  it('are not told twice', () => {
    const { heard, counts } = heardOf(frame([event(6), event(8)]), frame([event(8), event(9)]));
    expect([heard, counts.repeats]).toEqual([[6, 8, 9], 1]);
  });

  it('are the same event at a new place when the log got them back', () => {
    const healed: DistinctEvent = [...event(12, 'C8').slice(0, 5), 8] as unknown as DistinctEvent;
    const other: DistinctEvent = [...event(13, 'X').slice(0, 5), 8] as unknown as DistinctEvent;
    const { heard, counts } = heardOf(frame([event(8)]), frame([healed, other], 8));
    expect([heard, counts.repeats]).toEqual([[8, 13], 1]);
  });

  it('are kept in bounded number', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => event(6 + i));
    expect(heardOf(frame(many)).recent.length).toBe(1_000);
  });
});
