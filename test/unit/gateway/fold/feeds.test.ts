import { describe, expect, it } from 'vitest';
import { at, configured, folded, iso, kpi, log, NOON, received, type Said, tick } from './log.ts';

const foldOf = (...said: Said[]) => folded(log(configured(), ...said));

describe('a feed', () => {
  it('is NONE until heard, LIVE within its time, SILENT after it, LIVE again when heard', () => {
    const heard = { ...received(), time: NOON };
    expect(foldOf().get('feed', 'case')).toMatchObject({ state: 'NONE', silentAfterS: 3_600, total: 0 });
    expect(foldOf(heard, tick(NOON + 3_600_000)).get('feed', 'case')).toMatchObject({
      state: 'LIVE',
      lastEventAt: NOON,
      total: 1,
    });
    const silent = [heard, tick(NOON + 3_600_001)];
    expect(foldOf(...silent).get('feed', 'case')).toMatchObject({
      state: 'SILENT',
      silentSince: NOON + 3_600_000,
    });
    const again = { type: 'case.verified', time: NOON + 4_000_000 };
    expect(foldOf(...silent, again).get('feed', 'case')).toMatchObject({ state: 'LIVE', silentSince: null });
  });

  it('is simulated as long as nothing else was heard, and deaf to exercises', () => {
    const simulated = { ...received(), reality: 'simulated' as const };
    expect(foldOf(simulated).get('feed', 'case')?.simulated).toBe(true);
    expect(foldOf(simulated, received({}, { subject: 'x-2' })).get('feed', 'case')?.simulated).toBe(false);
    expect(foldOf({ ...received(), reality: 'exercise' }).get('feed', 'case')?.state).toBe('NONE');
  });
});

describe('a video lead', () => {
  const lead: Said = {
    type: 'video.lead_raised',
    data: { type: 'GARBAGE', title: '暴露垃圾', confidence: 0.8 },
  };
  const judged = (result: string, local = '2026-11-20 12:10'): Said => ({
    type: 'operation.verified',
    subject: 'video:x-1',
    sequence: null,
    time: at(local),
    data: { result, by: { seat: '1号席', role: 'operator' } },
  });

  it.each([
    ['TRUE', 'VERIFIED', [0, 1, 0]],
    ['FALSE', 'FALSE', [0, 0, 1]],
    ['DUPLICATE', 'DUPLICATE', [0, 0, 0]],
  ])('judged %s is %s and counted as such', (result, state, counted) => {
    const fold = foldOf(lead, judged(result));
    expect(fold.get('video', 'x-1')).toMatchObject({ state, judgedBy: '1号席', version: 2 });
    expect(['leads', 'verifiedToday', 'falseToday'].map((name) => kpi(fold, `video.${name}`))).toEqual(
      counted,
    );
  });

  it('judged as a repetition names the lead that had shown it, unless that is itself', () => {
    const named = (duplicateOf: string): Said => {
      const said = judged('DUPLICATE');
      return { ...said, data: { ...said.data, duplicateOf } };
    };
    expect(foldOf(lead, named('x-0')).get('video', 'x-1')?.duplicateOf).toBe('x-0');
    expect(foldOf(lead, judged('DUPLICATE')).get('video', 'x-1')).not.toHaveProperty('duplicateOf');
    const right = foldOf(lead, named('x-0'), judged('TRUE', '2026-11-20 12:20'));
    expect(right.get('video', 'x-1')).not.toHaveProperty('duplicateOf');
    const itself = foldOf(lead, named('x-1'));
    expect(itself.get('video', 'x-1')?.state).toBe('LEAD');
    expect(itself.quarantine()).toHaveLength(1);
  });

  it('counts by class, and for the precision of its algorithm', () => {
    const found = { ...lead, data: { ...lead.data, type: 'KITCHEN_RODENT', algorithm: 'rodent 1.2' } };
    expect(kpi(foldOf(found), 'video.KITCHEN.leads')).toBe(1);
    const wrong = foldOf(found, judged('FALSE'));
    expect([kpi(wrong, 'video.KITCHEN.falseToday'), kpi(wrong, 'algorithm.false.rodent 1.2')]).toEqual([
      1, 1,
    ]);
    const right = foldOf(found, judged('TRUE'));
    expect([kpi(right, 'algorithm.true.rodent 1.2'), kpi(right, 'video.KITCHEN.leads')]).toEqual([1, 0]);
    expect(kpi(foldOf(found, judged('DUPLICATE')), 'algorithm.true.rodent 1.2')).toBe(0);
  });

  describe('that nobody judges', () => {
    const DAY = 86_400_000;
    const watched = (...said: Said[]) => folded(log(configured({ unjudgedLeadDays: 7 }), lead, ...said));
    const lapsed = (...said: Said[]) => {
      const fold = watched(...said);
      const told = fold.explainKpi({ id: 'lapsedLeads', period: 'D7', area: null, at: fold.now() });
      return [fold.get('video', 'x-1')?.state, kpi(fold, 'video.leads'), told?.told.value, told?.equal];
    };

    it('waits as long as its picture is kept, then is counted as judged by nobody, and leaves a day later', () => {
      expect(lapsed(tick(NOON + 7 * DAY - 1))).toEqual(['LEAD', 1, 0, true]);
      expect(lapsed(tick(NOON + 7 * DAY))).toEqual(['LAPSED', 0, 1, true]);
      expect(lapsed(tick(NOON + 7 * DAY), tick(NOON + 8 * DAY))).toEqual([undefined, 0, 1, true]);
    });

    it('is counted as well when the clock stood still over both', () => {
      expect(lapsed(tick(NOON + 9 * DAY))).toEqual([undefined, 0, 1, true]);
    });

    it('counts as judged once somebody does it after all', () => {
      expect(lapsed(tick(NOON + 7 * DAY), judged('TRUE', '2026-11-27 13:00'))).toEqual([
        'VERIFIED',
        0,
        0,
        true,
      ]);
    });

    it('stays for ever in a log whose configuration does not say when it goes', () => {
      expect(foldOf(lead, tick(NOON + 400 * DAY)).get('video', 'x-1')?.state).toBe('LEAD');
    });
  });

  it('becomes an item once it is verified, and not before', () => {
    const linked: Said = {
      ...judged('TRUE'),
      type: 'operation.linked',
      data: { by: { seat: '1号席', role: 'o' } },
    };
    const early = foldOf(lead, linked);
    expect([early.quarantine().length, early.get('case', 'video:x-1')]).toEqual([1, undefined]);
    const fold = foldOf(lead, judged('TRUE'), linked);
    expect(fold.get('video', 'x-1')?.item).toBe('video:x-1');
    expect(fold.get('case', 'video:x-1')).toMatchObject({ kind: 'HAZARD', channel: 'VIDEO_AI' });
    expect(kpi(fold, 'video.handledToday')).toBe(1);
  });

  it('is handled on the day on which an item was made of it, also when it was judged the day before', () => {
    const linked = (local: string): Said => ({
      ...judged('TRUE', local),
      type: 'operation.linked',
      data: { by: { seat: '1号席', role: 'o' } },
    });
    const handled = (...said: Said[]) => {
      const fold = foldOf(lead, judged('TRUE', '2026-11-20 23:30'), ...said);
      return ['verifiedToday', 'handledToday'].map((name) => kpi(fold, `video.${name}`));
    };
    const midnight = tick('2026-11-21 00:00');
    expect(handled(linked('2026-11-20 23:40'))).toEqual([1, 1]);
    expect(handled(linked('2026-11-20 23:40'), midnight)).toEqual([0, 0]);
    expect(handled(midnight, linked('2026-11-21 00:05'))).toEqual([0, 1]);
    const fold = foldOf(lead, judged('TRUE', '2026-11-20 23:30'), midnight, linked('2026-11-21 00:05'));
    expect(
      fold.explainKpi({ id: 'video.handledToday', period: null, area: null, at: fold.now() }),
    ).toMatchObject({ equal: true, rows: [{ subject: 'video:x-1', ns: [2, 3, 5], part: 1 }] });
    expect(handled(midnight, linked('2026-11-21 00:05'), tick('2026-11-22 00:00'))).toEqual([0, 0]);
  });

  it('is not what a patrol by people finds: that is an item of its own channel', () => {
    const found = received({ channel: 'VIDEO_PATROL' });
    const closed: Said = { type: 'case.closed', sequence: 9 };
    const fold = foldOf(found);
    expect([kpi(fold, 'patrol.foundToday'), kpi(fold, 'patrol.handledToday')]).toEqual([1, 0]);
    expect(kpi(foldOf(found, closed), 'patrol.handledToday')).toBe(1);
    expect(kpi(fold, 'video.leads')).toBe(0);
  });

  it('waits without end while nobody judges it, and leaves after it was judged', () => {
    expect(kpi(foldOf(lead, tick('2026-12-20 12:00')), 'video.leads')).toBe(1);
    expect(foldOf(lead, judged('TRUE'), tick('2026-11-21 12:10')).get('video', 'x-1')).toBeUndefined();
  });

  it('judged yesterday is not of today', () => {
    const fold = foldOf(lead, judged('TRUE', '2026-11-20 23:59'), tick('2026-11-21 00:00'));
    expect(kpi(fold, 'video.verifiedToday')).toBe(0);
  });
});

describe('an indicator', () => {
  const report = (value: number, day: string, sequence: number | null = null): Said => ({
    type: 'indicator.reported',
    sequence,
    data: {
      kind: 'PATROLS',
      unit: 'COUNT',
      area: 's1',
      period: { from: iso(`${day} 00:00`), to: iso(`${day} 23:59`) },
      value,
      n: 9,
    },
  });
  const value = (...said: Said[]) => foldOf(...said).get('indicator', 'PATROLS@s1')?.value;

  it('shows the latest period, within it what was said last', () => {
    expect(value(report(3, '2026-11-19'), report(5, '2026-11-18'))).toBe(3);
    expect(value(report(3, '2026-11-19'), report(4, '2026-11-19'))).toBe(4);
    expect(value(report(3, '2026-11-19', 2), report(4, '2026-11-19', 1))).toBe(3);
  });

  it('is one for each breakdown', () => {
    const by = { ...report(7, '2026-11-19') };
    const fold = foldOf(report(3, '2026-11-19'), { ...by, data: { ...by.data, by: '夜巡' } });
    expect(fold.get('indicator', 'PATROLS@s1#夜巡')?.value).toBe(7);
    expect(value(report(3, '2026-11-19'))).toBe(3);
  });

  it('is one for each network, where rows of a dataset come over several', () => {
    const rows = (network: string, count: number): Said => {
      const { data, ...rest } = report(count, '2026-11-19');
      return {
        ...rest,
        data: { ...data, kind: 'DATA_SYNC_ROWS', unit: 'ROWS', by: '住建局 · 部件', network },
      };
    };
    const fold = foldOf(rows('GOVERNMENT', 40), rows('INTERNET', 7));
    const told = (network: string) => fold.get('indicator', `DATA_SYNC_ROWS@s1#住建局 · 部件~${network}`);
    expect(told('GOVERNMENT')).toMatchObject({ value: 40, network: 'GOVERNMENT' });
    expect(told('INTERNET')).toMatchObject({ value: 7, network: 'INTERNET' });
  });
});
