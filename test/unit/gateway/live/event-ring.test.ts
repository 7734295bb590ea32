import { describe, expect, it } from 'vitest';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { createEventRing, distinctEvent } from '../../../../gateway/live/event-ring.ts';
import { followEvents } from '../../../../gateway/live/events.ts';
import type { Site, SiteListener } from '../../../../gateway/live/port.ts';
import { silent, unmeasured } from '../../../support/live/gateway.ts';
import { entryOf } from '../../../support/live/hand-state.ts';

const fact = (n: number) => entryOf('case.progressed', `C${n}`, n);
const numbers = (piece: { events: readonly (readonly [number, ...unknown[]])[] } | null) =>
  piece?.events.map(([n]) => n) ?? null;

describe('an entry as an event', () => {
  it.each([
    ['a fact of an item', entryOf('case.progressed', 'C', 7), [7, 'case.progressed', 'case', 'C', 7_000]],
    [
      'what somebody did',
      entryOf('operation.acknowledged', 'alarm:a:1', 8),
      [8, 'operation.acknowledged', 'alarm', 'a:1', 8_000],
    ],
    [
      'a call for help',
      entryOf('terminal.sos_raised', 'T', 9),
      [9, 'terminal.sos_raised', 'terminal', 'T', 9_000],
    ],
    [
      'one that the log got back',
      entryOf('case.rated', 'C', 10, 4),
      [10, 'case.rated', 'case', 'C', 10_000, 4],
    ],
    ['a position', entryOf('terminal.located', 'T', 11), null],
    ['a tick', entryOf('system.ticked', 'gateway', 12), null],
    ['the configuration', entryOf('system.configured', 'gateway', 13), null],
    ['a type of tomorrow', { ...fact(14), type: 'case.teleported' } as unknown as LogEntry, null],
  ])('%s', (_what, entry, event) => {
    expect(distinctEvent(entry)).toEqual(event);
  });
});

describe('a ring of events', () => {
  it('tells what came after a place, and what came last before', () => {
    const ring = createEventRing(10);
    for (const n of [2, 5, 9]) ring.add(fact(n));
    expect(numbers(ring.since(4))).toEqual([5, 9]);
    expect(ring.since(5)).toMatchObject({ before: 5 });
    expect(numbers(ring.since(9))).toEqual([]);
  });

  it('says when some of it is forgotten, and never leaves out one silently', () => {
    const ring = createEventRing(10);
    for (let n = 1; n <= 100; n += 1) {
      ring.add(fact(n));
      for (const from of [0, n - 10, n - 5, n - 1]) {
        const told = numbers(ring.since(Math.max(0, from)));
        if (told !== null) expect(told.length).toBe(n - Math.max(0, from));
      }
    }
    expect(ring.since(70)).toBeNull();
    expect(ring.since(92)).not.toBeNull();
  });
});

/** A log of facts `1…head`, of which everything up to `horizon` may be gone, followed by a gateway that just started. */
function startedAt(head: number, horizon = 0, quarantined: readonly number[] = []) {
  const reads: [number, number][] = [];
  const listeners: SiteListener[] = [];
  const site = {
    view: { position: { e: 'E', n: head, h: '' } },
    quarantine: () => quarantined.map((n) => ({ n, type: 'case.progressed', reason: 'no sense' })),
    subscribe: (listener: SiteListener) => {
      listeners.push(listener);
      return () => undefined;
    },
  } as unknown as Site;
  const read = async (after: number, limit: number) => {
    reads.push([after, limit]);
    const entries = Array.from({ length: limit }, (_, i) => fact(after + i + 1)).filter(
      ({ n }) => n > horizon,
    );
    return { entries, head: { e: 'E', n: head, h: '' }, horizon };
  };
  const events = followEvents({ site, log: { read }, logger: silent, metrics: unmeasured });
  return { events, reads, apply: (n: number) => listeners[0]?.onEntry?.(fact(n)) };
}

describe('events of a gateway that just started', () => {
  it('go back before its start by the log, one page however many ask', async () => {
    const { events, reads, apply } = startedAt(5_000);
    expect(events.since(4_990)).toBeNull();
    expect(await Promise.all([events.reach(4_990), events.reach(4_980), events.reach(4_500)])).toEqual([
      true,
      true,
      true,
    ]);
    expect(reads).toEqual([[4_000, 1_000]]);
    apply(5_001);
    expect(numbers(events.since(4_998))).toEqual([4_999, 5_000, 5_001]);
  });

  it('leave out what no reducer could apply, at once and for who comes back alike', async () => {
    const { events, apply } = startedAt(5_000, 0, [4_997, 5_002]);
    await events.reach(4_995);
    apply(5_001);
    apply(5_002);
    expect(numbers(events.since(4_995))).toEqual([4_996, 4_998, 4_999, 5_000, 5_001]);
  });

  it('do not pretend to know what trimming may have taken', async () => {
    const { events } = startedAt(5_000, 4_700);
    expect([await events.reach(4_800), await events.reach(4_600)]).toEqual([true, false]);
  });

  it('do not read a whole log for one who was away too long', async () => {
    const { events, reads } = startedAt(90_000);
    expect(await events.reach(3)).toBe(false);
    expect(reads).toEqual([]);
  });
});
