import { describe, expect, it } from 'vitest';
import type { SourceRules } from '../../../../gateway/contract/sources.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import { configured, folded, kpi, log, NOON, RULES, received, type Said, tick } from './log.ts';

const HOUR = 3_600_000;
const expected: SourceRules['expected'] = [
  { feed: 'case', source: 'urn:test', silentAfterS: 3_600, streetsAfterS: 7_200 },
  { feed: 'case', source: 'urn:hotline', silentAfterS: 60 },
];
const rules = { ...RULES, sources: { expected } };
const foldOf = (...said: Said[]) => folded(log(configured({ rules }), ...said));
const rows = (fold: ReturnType<typeof foldOf>) =>
  fold.sources().map(({ feed, source, street, state }) => [feed, source, street, state]);

const inStreet = (area: string, over: Partial<Said> = {}): Said => ({
  ...received(),
  area,
  time: NOON,
  ...over,
});

describe('a source', () => {
  it('is live within its time, 断流 after it, NONE while never heard', () => {
    const heard = [inStreet('g1'), inStreet('v2')];
    expect(rows(foldOf(...heard, tick(NOON + HOUR)))).toEqual([
      ['case', 'urn:test', null, 'LIVE'],
      ['case', 'urn:test', 's1', 'LIVE'],
      ['case', 'urn:test', 's2', 'LIVE'],
      ['case', 'urn:hotline', null, 'NONE'],
    ]);
    expect(rows(foldOf(...heard, tick(NOON + HOUR + 1)))[0]).toEqual(['case', 'urn:test', null, 'SILENT']);
  });

  it('that speaks of one street only leaves the others 应报未报', () => {
    const fold = foldOf(
      inStreet('g1'),
      inStreet('v2'),
      tick(NOON),
      inStreet('g1', { time: NOON + 2 * HOUR }),
      tick(NOON + 2 * HOUR + 1),
    );
    expect(rows(fold)).toContainEqual(['case', 'urn:test', 's1', 'LIVE']);
    expect(rows(fold)).toContainEqual(['case', 'urn:test', 's2', 'UNREPORTED']);
    expect(fold.get('feed', 'case')?.missing).toEqual([
      { source: 'urn:test', street: 's2', since: NOON + 2 * HOUR },
      { source: 'urn:hotline', street: null, since: null },
    ]);
    expect(rows(foldOf(inStreet('g1')))).toContainEqual(['case', 'urn:test', 's2', 'UNREPORTED']);
  });

  it('that is overdue stands behind the numbers of what was not heard, with the last that it told', () => {
    const entries = log(
      configured({ rules }),
      inStreet('g1'),
      inStreet('v2'),
      inStreet('g1', { time: NOON + 2 * HOUR }),
      tick(NOON + 2 * HOUR + 1),
    );
    const fold = folded(entries);
    const question = (id: string, area: string | null = null) => ({ id, period: null, area, at: fold.now() });
    const s2 = { subject: 'source:case urn:test @s2', ns: [1, 3], part: 1, of: 1 };
    const told: [string, string | null, unknown[]][] = [
      ['feed.unreported', null, [s2]],
      ['feed.unreported.case', null, [s2]],
      ['feed.unreported.case', 's2', [s2]],
      ['feed.unreported.alarm', null, []],
      ['feed.silent.case', null, [{ subject: 'source:case urn:hotline', ns: [1], part: 1, of: 1 }]],
    ];
    for (const [id, area, listed] of told) {
      expect([id, fold.explainKpi(question(id, area))]).toEqual([
        id,
        expect.objectContaining({ equal: true, rows: listed }),
      ]);
    }
    expect(fold.explainKpi(question('feed.unreported.case', 'nowhere'))).toBeNull();
    expect(restoreFold(fold.serialize()).explainKpi(question('feed.unreported'))).toMatchObject({
      equal: true,
      rows: [s2],
    });
    const again = (id: string, ns: readonly number[]) =>
      refolded(
        entries.filter(({ n }) => ns.includes(n)),
        question(id),
        fold.now(),
      );
    expect(again('feed.unreported', [1, 3, 4]).get(s2.subject)).toMatchObject({ part: 1 });
    expect(again('feed.silent.case', [1]).get('source:case urn:hotline')).toMatchObject({ part: 1 });
    expect(kpi(fold, 'feed.unreported')).toBe(1);
  });

  it.each(['exercise', 'test'] as const)('is not heard by what is only %s', (reality) => {
    const played = inStreet('g1', { reality, subject: 'x-9' });
    const unheard = [
      ['case', 'urn:test', null, 'NONE'],
      ['case', 'urn:hotline', null, 'NONE'],
    ];
    expect(rows(foldOf(played, tick(NOON)))).toEqual(unheard);
    const late = { ...played, time: NOON + HOUR + 1 };
    expect(rows(foldOf(inStreet('g1'), late, tick(NOON + HOUR + 1)))[0]?.[3]).toBe('SILENT');
    const anew = [inStreet('g1', { sequence: 9, subject: 'x-9', reality }), { ...late, sequence: 1 }];
    const fold = foldOf(inStreet('g1'), ...anew, tick(NOON + HOUR + 1));
    expect(fold.sources()[0]).toMatchObject({ source: 'urn:test', renumbered: 0 });
  });

  it('that sends only what is long over is 断流 where the rules say how late it may be', () => {
    const old = (hours: number) => ({ ...received(), time: NOON - hours * HOUR, receivedAt: NOON });
    const stateOf = (said: Said, more: { lateByS?: number }) => {
      const sources = {
        expected: [{ feed: 'case' as const, source: 'urn:test', silentAfterS: 3_600, ...more }],
      };
      return folded(log(configured({ rules: { ...RULES, sources } }), said, tick(NOON))).sources()[0];
    };
    expect(stateOf(old(120), {})?.state).toBe('LIVE');
    expect(stateOf(old(3), { lateByS: 7_200 })?.state).toBe('LIVE');
    expect(stateOf(old(4), { lateByS: 7_200 })).toMatchObject({ state: 'SILENT', silentSince: NOON - HOUR });
  });

  it('is called on the wall what the rules call it', () => {
    const named = { feed: 'case', source: 'urn:hotline', name: '12345热线', silentAfterS: 60 } as const;
    const fold = folded(log(configured({ rules: { ...RULES, sources: { expected: [named] } } }), tick(NOON)));
    expect(fold.sources()[0]).toMatchObject({ source: 'urn:hotline', name: '12345热线', state: 'NONE' });
    const told = { source: 'urn:hotline', name: '12345热线', street: null, since: null };
    expect(fold.get('feed', 'case')?.missing).toEqual([told]);
  });

  it('is counted among what its feed expects; a feed of which nothing is expected tells no such number', () => {
    expect(foldOf(tick(NOON)).get('feed', 'case')?.expected).toBe(2);
    expect(foldOf(tick(NOON)).get('feed', 'alarm')).not.toHaveProperty('expected');
    const unset = configured({ rules: RULES });
    expect(folded(log(configured({ rules }), unset)).get('feed', 'case')).not.toHaveProperty('expected');
  });

  it('of which nothing is expected is quiet, and an exercise is no sign of life', () => {
    const other = { ...received(), source: 'urn:other' };
    expect(rows(foldOf(other, tick(NOON + 99 * HOUR)))[0]).toEqual(['case', 'urn:other', null, 'QUIET']);
    expect(rows(foldOf({ ...other, reality: 'exercise' }))).not.toContainEqual(
      expect.arrayContaining(['urn:other']),
    );
  });

  it('tells its lag, its skew and what its own rhythm would suggest', () => {
    const said = Array.from(
      { length: 11 },
      (_, i): Said => ({
        ...received({}, { subject: `x-${i}` }),
        time: NOON + i * 60_000 - 5_000,
        receivedAt: NOON + i * 60_000,
        flags: i === 3 ? ['clock_skew'] : [],
      }),
    );
    expect(foldOf(...said).sources()[0]).toMatchObject({
      total: 11,
      lagMs: 5_000,
      skewed: 1,
      suggestedS: 180,
    });
    expect(foldOf(...said.slice(0, 9)).sources()[0]?.suggestedS).toBeNull();
  });

  describe('that begins its numbers anew', () => {
    const alarm = (type: string, sequence: number, minutes: number, over: Partial<Said> = {}): Said => ({
      type: `alarm.${type}`,
      subject: 'a',
      sequence,
      time: NOON + minutes * 60_000,
      data: type === 'raised' ? { title: '火警', type: 'SMOKE', priority: 'P1' } : {},
      ...over,
    });
    const before = [alarm('raised', 500, 0), alarm('cleared', 501, 5)];
    const counted = (...said: Said[]) => {
      const fold = foldOf(...before, ...said);
      expect(restoreFold(fold.serialize()).renumbered()).toBe(fold.renumbered());
      const row = fold.sources().find(({ feed, source }) => feed === 'alarm' && source === 'urn:test');
      return [row?.renumbered, fold.renumbered()];
    };

    it('is counted, and what it tells is folded as old news', () => {
      expect(counted(alarm('raised', 1, 120))).toEqual([1, 1]);
      expect(counted(alarm('raised', 1, 120), alarm('cleared', 2, 130))).toEqual([2, 2]);
      expect(foldOf(...before, alarm('raised', 1, 120)).get('alarm', 'a')?.active).toBe(false);
    });

    it('is a number of the wall for a day, with the entries that show it', () => {
      const fold = foldOf(...before, alarm('raised', 1, 120), tick(NOON + 3 * HOUR));
      expect(kpi(fold, 'feed.renumbered')).toBe(1);
      const question = { id: 'feed.renumbered', period: null, area: null, at: fold.now() };
      const rows = [{ subject: 'source:alarm urn:test', ns: [4], part: 1, of: 1 }];
      expect(fold.explainKpi(question)).toMatchObject({ equal: true, rows });
      const later = foldOf(...before, alarm('raised', 1, 120), tick(NOON + 26 * HOUR));
      expect(kpi(later, 'feed.renumbered')).toBe(0);
    });

    it('is counted also once what it tells of has left, and heard: a raise is an alarm again', () => {
      const left = [...before, tick(NOON + 30 * HOUR), alarm('raised', 1, 31 * 60)];
      expect(foldOf(...left).get('alarm', 'a')).toMatchObject({ active: true, state: 'UNACKED' });
      expect(foldOf(...left, alarm('cleared', 2, 32 * 60)).get('alarm', 'a')?.active).toBe(false);
      expect(counted(...left.slice(2))).toEqual([1, 1]);
      const old = [...before, tick(NOON + 30 * HOUR), alarm('cleared', 1, 31 * 60)];
      expect(foldOf(...old).get('alarm', 'a')).toBeUndefined();
    });

    it.each<[string, Said]>([
      ['late on its way', alarm('updated', 400, 2)],
      [
        'with the next report, sent at once',
        { ...alarm('updated', 400, 5), time: NOON + 5 * 60_000 + 59_999 },
      ],
      ['of a source that numbers nothing', alarm('raised', 1, 120, { sequence: null })],
      ['in an exercise', alarm('cleared', 1, 120, { reality: 'exercise' })],
      ['by another source', alarm('raised', 1, 120, { source: 'urn:other' })],
      ['after a new registration', alarm('raised', 1, 120, { producerEpoch: 1 })],
      ['in its place', alarm('raised', 502, 120)],
    ])('is not what comes %s', (_, said) => {
      expect(counted(said)).toEqual([0, 0]);
    });

    it('is not two systems that number one item each for itself', () => {
      const item = (source: string, sequence: number, hours: number): Said => ({
        ...received({}, { source, sequence }),
        time: NOON + hours * HOUR,
      });
      expect(foldOf(item('urn:test', 500, 0), item('urn:other', 1, 2)).renumbered()).toBe(0);
    });
  });

  it('tells the lag of late, not of all its years', () => {
    const late = (i: number, ms: number): Said => ({
      ...received({}, { subject: `x-${i}` }),
      time: NOON + i * 1_000 - ms,
      receivedAt: NOON + i * 1_000,
    });
    const slow = Array.from({ length: 200 }, (_, i) => late(i, 60_000));
    const quick = Array.from({ length: 500 }, (_, i) => late(200 + i, 1_000));
    expect(foldOf(...slow).sources()[0]?.lagMs).toBe(60_000);
    expect(foldOf(...slow, ...quick).sources()[0]?.lagMs).toBeLessThan(2_000);
  });

  it('of which something is expected is noted however many others there are', () => {
    const others = Array.from(
      { length: 2_000 },
      (_, i): Said => ({
        ...received({}, { subject: `x-${i}` }),
        source: `urn:o-${i}`,
      }),
    );
    const hotline = { ...received(), source: 'urn:hotline' };
    const found = rows(foldOf(...others, { ...received(), source: 'urn:one-more' }, hotline));
    expect(found.filter(([, source]) => source === 'urn:hotline')[0]?.[3]).not.toBe('NONE');
    expect(found.some(([, source]) => source === 'urn:one-more')).toBe(false);
  });

  it('is the same after a restore', () => {
    const fold = foldOf(inStreet('g1'), tick(NOON + HOUR + 1));
    expect(restoreFold(fold.serialize()).sources()).toEqual(fold.sources());
  });
});
