import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../screen/locale/words.ts';
import { warningCallout, warningTitle } from '../../../../screen/state/warning.ts';
import { areas, feed, HOUR, kpi, NOW, warning } from '../state/entities.ts';
import { drawPanel, entitiesIn, numberIn, say, textOf } from './wall.ts';

describe('early warnings', () => {
  it('tell rule and place, what was found beside what is usual, and who must act', async () => {
    const html = await drawPanel('warnings', {
      warning: [warning({})],
      kpi: [kpi('warning.open', 1), kpi('warning.unsigned', 0)],
    });
    expect(textOf(html)).toContain('未结 1 · 未签收 0');
    expect(textOf(html)).toContain('镇街诉求突增 · 花溪街道 待核定 2小时');
    expect(textOf(html)).toContain('指挥席 · 近7日 24 件次 · 对照 9');
  });
  it('do not tell twice, in rows where room is short, which unit they are about', async () => {
    const about = { kind: 'UNIT', id: 'u1', name: '水务局' } as const;
    const streak = warning({ ruleName: '单位连续超期', about, unit: '水务局', unitId: 'u1' });
    const text = textOf(await drawPanel('warnings', { warning: [streak] }));
    expect(text).toContain('单位连续超期 待核定 2小时 水务局 · 近7日');
  });
  it('name a shipped rule in English on an English screen, a rule of the hall as the hall does', () => {
    const context = { now: NOW, utcOffsetMinutes: 480, areas, say: createSay('en') };
    expect(warningTitle(warning({}), context)).toBe('Surge in a street · 花溪街道');
    expect(warningTitle(warning({ rule: 'our-own' }), context)).toBe('镇街诉求突增 · 花溪街道');
  });
  it('tell in the callout what they rest on: rule, configuration, sample, entries', () => {
    const basis = [11, 12, 13, 14, 15, 1600].map((n) => ({ ref: `case:c${n}`, n }));
    const told = warningCallout(warning({ basis, rulesHash: '0123456789abcdef' }), {
      now: NOW,
      utcOffsetMinutes: 480,
      areas,
      say,
    });
    expect(told).toMatchObject({
      ref: 'warning:w1',
      level: 'MEDIUM',
      state: '待核定 2小时',
      place: '指挥席',
    });
    expect(told.lines).toEqual([
      '近7日 24 件次 · 对照 9',
      '样本 60',
      '规则 surge-street · 配置 01234567',
      '依据 6 条 · 近 第 13 · 14 · 15 · 1,600 号',
    ]);
  });
  it.each([
    [{ state: 'CONVERTED', verdict: 'USEFUL' }, '已转事项 · 有用'],
    [{ state: 'LIFTED', verdict: 'FALSE' }, '已解除 · 误报'],
    [{ state: 'LIFTED', verdict: null }, '已解除'],
  ] as const)('tell in the callout how they ended: %o', (change, state) => {
    const context = { now: NOW, utcOffsetMinutes: 480, areas, say };
    expect(warningCallout(warning(change), context).state).toBe(state);
  });
  it('say of a clock past the coverage of the calendar that it is provisional', async () => {
    const waits = { state: 'ISSUED', issuedAt: NOW - HOUR, signDueAt: NOW + HOUR } as const;
    const drawn = (provisional: boolean) =>
      drawPanel('warnings', { warning: [warning({ ...waits, provisional })] });
    expect(textOf(await drawn(false))).not.toContain('暂计');
    expect(textOf(await drawn(true))).toContain('到期 · 假日未公布 暂计');
  });
  it('turn their pages, so that each comes to stand', async () => {
    const many = Array.from({ length: 9 }, (_, n) => warning({ id: `w${n}` }));
    expect(textOf(await drawPanel('warnings', { warning: many }, 12.25))).toMatch(/第 \d \/ 5 页/);
  });
  it('give up a row to what is said of a silent feed, which takes a line of the head', async () => {
    const content = { warning: ['w1', 'w2', 'w3'].map((id) => warning({ id })) };
    const rowsOf = async (feeds: Parameters<typeof drawPanel>[1]) =>
      entitiesIn(await drawPanel('warnings', { ...content, ...feeds }, 14.2)).length;
    expect(await rowsOf({ feed: [feed({ id: 'case' }), feed({ id: 'alarm' })] })).toBe(3);
    const silent = feed({ id: 'case', state: 'SILENT', silentSince: NOW - HOUR });
    expect(await rowsOf({ feed: [silent, feed({ id: 'alarm' })] })).toBe(2);
  });
  it('put a late one first, and leave out what is ended or of an exercise', async () => {
    const html = await drawPanel('warnings', {
      warning: [
        warning({ id: 'grave', level: 'HIGH' }),
        warning({ id: 'late', level: 'LOW', state: 'ISSUED', issuedAt: NOW - HOUR, late: 'SIGN' }),
        warning({ id: 'over', state: 'LIFTED', endedAt: NOW }),
        warning({ id: 'drill', reality: 'exercise' }),
      ],
    });
    expect(entitiesIn(html)).toEqual(['warning:late', 'warning:grave']);
    expect(textOf(html)).toContain('待签收 超时');
  });
  it('stand beside what was ordered to the front line, by what it waits for', async () => {
    const kpis = [
      kpi('instruction.open', 3),
      kpi('instruction.unread', 1),
      kpi('instruction.late', 2),
      kpi('instruction.doneToday', 4),
    ];
    const html = await drawPanel('warnings', { kpi: kpis });
    expect(textOf(html)).toContain('指令 未办 3 未读 1 超时 2 今日已办 4');
    expect(numberIn(html, 'instruction.late')).toBe('2');
    expect(textOf(await drawPanel('warnings', { kpi: kpis.map(({ id }) => kpi(id, 0)) }))).not.toContain(
      '指令',
    );
  });
  it('say when rules lack observations, so that calm is not mistaken for knowledge', async () => {
    expect(textOf(await drawPanel('warnings', { kpi: [kpi('warning.rules.silent', 3)] }))).toContain(
      '样本不足未启用规则 3',
    );
  });
});
