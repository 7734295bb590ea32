import { describe, expect, it } from 'vitest';
import type { CaseEntity, FeedEntity, TerminalEntity } from '../../../../gateway/contract/entities.ts';
import type { Flag } from '../../../../gateway/contract/vocabulary.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { calloutOf, focusOf } from '../../../../screen/state/callout.ts';
import { collections } from './collections.ts';
import { alarm, areas, CALL, HOUR, item, lead, MINUTE, mapOf, NOW, terminal, warning } from './entities.ts';

function context(terminals: readonly TerminalEntity[] = [], heard: FeedEntity['state'] = 'LIVE') {
  const say = createSay('zh');
  return {
    now: NOW,
    utcOffsetMinutes: 480,
    areas,
    units: new Map(),
    say,
    terminals: mapOf(...terminals),
    heard,
  };
}

describe('what the map looks at', () => {
  it('is the most urgent unacknowledged alarm while nobody picks anything', () => {
    const all = collections({ alarms: [alarm({ id: 'p2', priority: 'P2' }), alarm({ id: 'p1' })] });
    expect(focusOf(all, null, null)).toEqual({ kind: 'alarm', id: 'p1' });
  });
  it('is what was picked, as long as it is there', () => {
    const all = collections({ alarms: [alarm()], cases: [item({ id: 'a:b' })] });
    expect(focusOf(all, 'case:a:b', null)).toEqual({ kind: 'case', id: 'a:b' });
    expect(focusOf(all, 'case:gone', null)).toEqual({ kind: 'alarm', id: 'a1' });
    expect(focusOf(all, 'terminal:t1', null)).toEqual({ kind: 'alarm', id: 'a1' });
  });
  it('is a terminal that calls for help before any alarm, as on the strip, and without any', () => {
    const terminals = [
      terminal({ id: 'calm' }),
      terminal({ id: 'late', sosAt: NOW - 1_000 }),
      terminal({ id: 'long', sosAt: NOW - 9_000 }),
    ];
    expect(focusOf(collections({ terminals }), null, null)).toEqual({ kind: 'terminal', id: 'long' });
    const all = collections({ terminals, alarms: [alarm()], cases: [item()] });
    expect(focusOf(all, null, null)).toEqual({ kind: 'terminal', id: 'long' });
    expect(focusOf(all, 'case:c1', null)).toEqual({ kind: 'case', id: 'c1' });
    expect(focusOf(collections({ terminals }), null, 's9')).toBeNull();
  });
  it('is nothing at rest', () => {
    expect(focusOf(collections({ alarms: [alarm({ acked: true })] }), null, null)).toBeNull();
  });
});

describe('callout', () => {
  it('knows nobody’s place while nothing is heard of the terminals, and does not say that nobody is near', () => {
    const all = collections({ alarms: [alarm()] });
    const silent = calloutOf(all, { kind: 'alarm', id: 'a1' }, context([terminal()], 'SILENT'));
    expect(silent?.lines).toContain('终端断流 · 位置不明');
    const never = calloutOf(all, { kind: 'alarm', id: 'a1' }, context([], 'NONE'));
    expect(never?.lines).toContain('终端未接入');
    expect(never?.lines).not.toContain('附近无在线在岗终端');
    expect(silent?.lines.join()).not.toContain('附近无在线');
  });
  it('tells an alarm: place, reading, wait, limit, holder, nearest terminals in a straight line', () => {
    const gas = alarm({ address: '望江小区 3幢', reading: { value: 18, limit: 10, unit: '%LEL' } });
    const near = [0.0036, 0.0063, 0.0099, 0.5].map((off, index) =>
      terminal({ name: `巡护 ${index}`, id: `t${index}`, location: { lng: 103.82, lat: 25.6 + off } }),
    );
    const callout = calloutOf(collections({ alarms: [gas] }), { kind: 'alarm', id: 'a1' }, context(near));
    expect(callout).toMatchObject({
      ref: 'alarm:a1',
      tone: 'alarm',
      title: '燃气浓度报警',
      place: '望江小区 3幢',
      measured: '18%LEL（限 10%LEL）',
      state: '待确认 · 已等 2分41秒',
      lines: [
        '应 1分钟内 · 当前承办 指挥席',
        '直线最近 巡护 0 400 米 · 不到1分钟前 · 电量 80%',
        '其次 巡护 1 700 米 · 不到1分钟前 · 电量 80%',
        '其次 巡护 2 1.1 千米 · 不到1分钟前 · 电量 80%',
      ],
      sheets: [],
    });
  });
  it('is calm about an acknowledged alarm', () => {
    const all = collections({ alarms: [alarm({ acked: true })] });
    const callout = calloutOf(all, { kind: 'alarm', id: 'a1' }, context());
    expect(callout).toMatchObject({ tone: 'plain', state: '已确认', lines: ['附近无在线在岗终端'] });
  });
  it.each([
    ['finished', { state: 'NORMAL', active: false, acked: false, finishedAt: NOW }],
    ['shelved', { shelved: { until: NOW + HOUR, reason: 'TESTING', by: '1号席' } }],
    ['told by another', { duplicateOf: 'a0' }],
  ] as const)('neither shouts about an alarm that waits for nobody, nor sends anybody: %s', (_, change) => {
    const all = collections({ alarms: [alarm({ ...change, flags: ['outside_region'] })] });
    const callout = calloutOf(all, { kind: 'alarm', id: 'a1' }, context([terminal()]));
    expect(callout?.tone).toBe('plain');
    expect(JSON.stringify(callout)).not.toMatch(/已等|待确认|最近在岗|标在边界/);
    expect(callout?.lines).toContain('区域外 · 未上图');
  });
  it.each([
    ['alarm', 'a1'],
    ['video', 'l1'],
    ['warning', 'w1'],
  ] as const)('names first the item that %s was made into, and who has it', (kind, id) => {
    const all = (cases: readonly CaseEntity[]) => {
      const made = { item: 'c1' };
      const parts = { alarms: [alarm(made)], videos: [lead(made)], warnings: [warning(made)], cases };
      return calloutOf(collections(parts), { kind, id }, context())?.lines[0];
    };
    expect(all([item()])).toBe('事项 c1 · 人社局 · 处置');
    expect(all([item({ state: 'CLOSED', closedAt: NOW, verdict: 'ONTIME' })])).toBe(
      '事项 c1 · 已办结 · 按时',
    );
    expect(all([])).toBe('事项 c1');
  });
  it('has on an item’s card the leads that became it, beside its alarms', () => {
    const made = { item: 'c1' };
    const all = collections({ cases: [item()], alarms: [alarm(made)], videos: [lead(made)] });
    const sheets = calloutOf(all, { kind: 'case', id: 'c1' }, context())?.sheets;
    expect(sheets?.map(({ id }) => id)).toEqual(['DUTY', 'ALARMS', 'LEADS']);
  });
  it.each(['case', 'alarm', 'terminal', 'video', 'warning'] as const)(
    'bears on the card of %s what is odd about its events',
    (kind) => {
      const tags = (flags: readonly Flag[]) => {
        const all = collections({
          cases: [item({ id: 'x', flags })],
          alarms: [alarm({ id: 'x', flags })],
          terminals: [terminal({ id: 'x', flags })],
          videos: [lead({ id: 'x', flags })],
          warnings: [warning({ id: 'x', flags })],
        });
        return calloutOf(all, { kind, id: 'x' }, context())?.tags;
      };
      expect(tags([])).toEqual([]);
      expect(tags(['unknown_area', 'clock_skew'])).toEqual(['来源时钟偏快', '区域编号不认识']);
    },
  );
  it('says that something has no place instead of drawing it anywhere', () => {
    const nowhere = { location: null, village: null, street: null };
    const all = collections({ alarms: [alarm({ location: null })], cases: [item(nowhere)] });
    expect(calloutOf(all, { kind: 'alarm', id: 'a1' }, context())?.lines.at(-1)).toBe('无坐标 · 未上图');
    expect(calloutOf(all, { kind: 'case', id: 'c1' }, context())?.lines).toContain('无坐标 · 未上图');
  });
  it.each(['case', 'alarm', 'terminal', 'video'] as const)(
    'says of %s outside the region that it is not on the map',
    (kind) => {
      const lines = (flags: readonly 'outside_region'[]) => {
        const all = collections({
          cases: [item({ id: 'x', flags })],
          alarms: [alarm({ id: 'x', flags, acked: true })],
          terminals: [terminal({ id: 'x', flags })],
          videos: [lead({ id: 'x', flags })],
        });
        return calloutOf(all, { kind, id: 'x' }, context())?.lines;
      };
      expect(lines([])).not.toContain('区域外 · 未上图');
      expect(lines(['outside_region'])).toContain('区域外 · 未上图');
    },
  );
  it('says of a call for help and of a P1 across the border that they stand on it', () => {
    const flags = ['outside_region'] as const;
    const all = collections({
      alarms: [alarm({ id: 'x', flags })],
      terminals: [terminal({ id: 'x', flags, sosAt: NOW })],
    });
    for (const kind of ['alarm', 'terminal'] as const)
      expect(calloutOf(all, { kind, id: 'x' }, context())?.lines).toContain(
        '区域外 · 标在边界，引线指向其位置',
      );
  });
  it('knows that an item of people is drawn in its village, and a hazard without a point nowhere', () => {
    const lines = (kind: 'APPEAL' | 'HAZARD') => {
      const all = collections({ cases: [item({ kind, location: null, village: 'v1' })] });
      return calloutOf(all, { kind: 'case', id: 'c1' }, context())?.lines;
    };
    expect(lines('APPEAL')).not.toContain('无坐标 · 未上图');
    expect(lines('HAZARD')).toContain('无坐标 · 未上图');
  });
  it('tells an item: who holds it in which step, and until when', () => {
    const all = collections({ cases: [item({ dueAt: NOW + 2 * HOUR })] });
    expect(calloutOf(all, { kind: 'case', id: 'c1' }, context())).toMatchObject({
      level: 'HIGH',
      place: '望江社区',
      state: '人社局 · 处置',
      lines: ['今日 17:42 到期'],
    });
  });
  it('tells a lead as a guess, at village level, never as an alarm', () => {
    const all = collections({ videos: [lead({ title: '某商店垃圾满溢', address: '某商店' })] });
    expect(calloutOf(all, { kind: 'video', id: 'l1' }, context())).toMatchObject({
      tone: 'lead',
      title: '疑似垃圾满溢',
      place: '望江社区',
      lines: ['算法推测 · 核实前不作告警'],
    });
  });
  it('names the lead that one repeats', () => {
    const all = collections({ videos: [lead({ state: 'DUPLICATE', duplicateOf: 'l0' })] });
    expect(calloutOf(all, { kind: 'video', id: 'l1' }, context())?.lines).toEqual(['与线索 l0 重复']);
  });
  it('tells who was called to an alarm before all else, and why the near ones were passed over', () => {
    const call = { ...CALL, state: 'ON_THE_WAY', departedAt: NOW - MINUTE } as const;
    const terminals = [
      terminal({ id: 'going', name: '巡护 1', state: 'BUSY', dispatch: { ...call, to: 'alarm:a1' } }),
      terminal({ id: 'other', name: '巡护 2', state: 'BUSY', dispatch: { ...call, to: 'alarm:a2' } }),
    ];
    const all = collections({ alarms: [alarm()], terminals });
    const told = calloutOf(all, { kind: 'alarm', id: 'a1' }, context(terminals));
    expect(told?.lines[0]).toBe('终端 赶赴中 1');
    expect(told?.sheets).toEqual([
      { id: 'CALLED', rows: [{ label: '赶赴中', text: '巡护 1 · 今日 15:41 · 距 不到 50 米' }] },
      {
        id: 'PASSED',
        rows: [{ label: '处置中', text: '巡护 2 不到 50 米 · 不到1分钟前 · 电量 80%' }],
      },
    ]);
  });
  it('tells on the card of a terminal where it was called to', () => {
    const all = collections({
      alarms: [alarm()],
      terminals: [terminal({ state: 'BUSY', dispatch: { ...CALL, to: 'alarm:a1' } })],
    });
    expect(calloutOf(all, { kind: 'terminal', id: 't1' }, context())).toMatchObject({
      state: '已呼叫 · 已 4分钟',
      lines: ['去向 燃气浓度报警 · 今日 15:38', '定位 不到1分钟前 · ±5 m', '电量 80%'],
      sheets: [],
    });
  });
  it('is none for what is gone', () => {
    expect(calloutOf(collections({}), { kind: 'video', id: 'l1' }, context())).toBeNull();
    expect(calloutOf(collections({}), null, context())).toBeNull();
  });
});
