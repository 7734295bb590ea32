import { describe, expect, it } from 'vitest';
import type { KpiEntity } from '../../../../gateway/contract/entities.ts';
import type { KpiExplanationReply } from '../../../../gateway/contract/kpi-replies.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { type NumberContext, numberCard, questionOf } from '../../../../screen/state/number-card.ts';
import { areas, HOUR, NOW } from './entities.ts';

const context = (language: 'zh' | 'en' = 'zh'): NumberContext => ({
  now: NOW,
  utcOffsetMinutes: 480,
  language,
  areas,
  say: createSay(language),
  unheard: null,
  titleOf: (ref) => (ref === 'case:c1' ? '欠薪纠纷' : null),
});

const words = (zh: string, en: string) => ({ zh, en });
const definition: KpiExplanationReply['definition'] = {
  id: 'onTimeRate',
  name: words('按时办结率', 'On-time rate'),
  unit: 'PERCENT',
  take: 'SHARE',
  formula: words('按时 ÷ 到期', 'on time ÷ due'),
  numerator: words('按时', 'on time'),
  denominator: words('到期', 'due'),
  periods: ['D30'],
  perArea: true,
  exclusions: words('不计演练', 'no exercises'),
  note: null,
  source: words('本系统建议口径', 'proposal'),
};
const onTime: KpiEntity = {
  id: 'figure.onTimeRate.D30',
  value: 95.32,
  area: null,
  part: 814,
  of: 854,
  from: NOW - 30 * 24 * HOUR,
  to: NOW + 8 * HOUR,
};
const row = (subject: string, proved: boolean, ns: readonly number[]) => ({
  subject,
  part: 1,
  of: 1,
  proved,
  entries: ns.map((n) => ({ n, type: null, at: null })),
});
const explanation = (equal: boolean): NonNullable<KpiExplanationReply['explanation']> => ({
  period: 'D30',
  area: null,
  from: null,
  to: null,
  told: { value: 95.32, part: 814, of: 854 },
  recomputed: { value: 95, part: 813, of: 854 },
  equal,
  earlier: null,
  total: 854,
  proved: 1,
  rows: [row('case:c1', true, [1, 2, 3, 4]), row('case:gone', false, [9])],
});

describe('the question behind a number', () => {
  it('is read from the id under which it stands', () => {
    expect(questionOf('case.open')).toEqual({ definition: 'case.open', period: null, area: null });
    expect(questionOf('case.open@s1')).toEqual({ definition: 'case.open', period: null, area: 's1' });
    expect(questionOf('figure.onTimeRate.D30@s1')).toEqual({
      definition: 'onTimeRate',
      period: 'D30',
      area: 's1',
    });
    expect(questionOf('figure.channel.HOTLINE.D30').definition).toBe('channel.HOTLINE');
    expect(questionOf('figure.termOnline.NOW')).toEqual({
      definition: 'termOnline',
      period: null,
      area: null,
    });
  });
});

describe('the card of a number', () => {
  it('tells value with its unit, formula, numerator and denominator, period, and what is left out', () => {
    const card = numberCard({ definition }, onTime, context());
    expect(card.title).toBe('按时办结率');
    expect(card.value).toBe('95.3%');
    expect(card.lines.map(({ label, text }) => `${label} ${text}`)).toEqual([
      '算法 按时 ÷ 到期',
      '分子 / 分母 814 / 854',
      '统计期 10月21日 15:42 至 今日 15:42',
      '口径 不计演练',
      '来源 本系统建议口径',
    ]);
  });
  it('names what it counts one of in the language of the page: a category, an algorithm', () => {
    const say = createSay('en', new Map([['消防通道', 'Fire lanes']]));
    const titleOf = (id: string, en: string) =>
      numberCard({ definition: { ...definition, id, name: words('', en) } }, undefined, {
        ...context('en'),
        say,
      }).title;
    expect(titleOf('hazard.category.消防通道', 'open hazards: 消防通道')).toBe('open hazards: Fire lanes');
    expect(titleOf('hazard.category.燃气', 'open hazards: 燃气')).toBe('open hazards: 燃气');
    expect(titleOf('hazard.category.', 'open hazards: not told')).toBe('open hazards: not told');
  });
  it('has no entries for whom the gateway tells none', () => {
    const card = numberCard({ definition }, onTime, context('en'));
    expect([card.title, card.proof, card.rows, card.more]).toEqual(['On-time rate', null, [], 0]);
  });
  it('names the entries behind it, what each adds and whether the log gives it again', () => {
    const card = numberCard({ definition, explanation: explanation(true) }, onTime, context());
    expect(card.rows.map((one) => [one.words, one.adds, one.proved])).toEqual([
      ['欠薪纠纷', '+1', true],
      ['case:gone', '+1', false],
    ]);
    expect(card.rows[0]?.entries).toBe('日志第 2 · 3 · 4 号 等 4 条');
    expect(card.more).toBe(852);
    expect(card.proof).toContain('与逐条合计一致');
  });
  it('says loudly when the entries give another sum', () => {
    const card = numberCard({ definition, explanation: explanation(false) }, onTime, context());
    expect(card.unequal).toBe(true);
    expect(card.proof).toContain('与逐条合计不等：逐条为 95');
  });
  it('tells what is too old to be listed as the one sum that is kept', () => {
    const told = (unit: string, part: number, of: number) => {
      const old = { ...explanation(true), earlier: { until: '2025-10-16T00:00:00+08:00', part, of } };
      return numberCard({ definition: { ...definition, unit }, explanation: old }, onTime, context()).earlier;
    };
    expect(told('COUNT', 1_204, 1_204)).toBe('另有 2025年10月16日 00:00 以前 1,204：只存合计，不逐条');
    expect(told('YUAN', 120_400, 120_400)).toContain('1,204元');
    expect(told('PERCENT', 90, 100)).toContain('90 / 100');
    expect(numberCard({ definition, explanation: explanation(true) }, onTime, context()).earlier).toBeNull();
  });
  it('tells what each entry adds to a sum of money in 元, as the sum itself', () => {
    const paid = { ...explanation(true), rows: [{ ...row('case:c1', true, [1]), part: 694_700 }] };
    const money = { ...definition, unit: 'YUAN', take: 'SUM' };
    const card = numberCard({ definition: money, explanation: paid }, onTime, context());
    expect(card.rows[0]?.adds).toBe('+6,947');
  });
  it('stands beside its entries as it was told with them, not as it has become since', () => {
    const told = { ...explanation(true), told: { value: 90, part: 90, of: 100 } };
    const card = numberCard({ definition, explanation: told }, onTime, context());
    expect(card.value).toBe('90.0%');
    expect(card.lines).toContainEqual({ label: '分子 / 分母', text: '90 / 100' });
    const open = { ...definition, unit: 'COUNT' };
    const count = { id: 'case.open', value: 319, area: null };
    const counted = { ...told, told: { value: 318, part: 318, of: 1 } };
    expect(numberCard({ definition: open, explanation: counted }, count, context()).value).toBe('318');
    expect(numberCard({ definition: open }, count, context()).value).toBe('319');
  });
  it('is unknown, without entries, while its feed is not heard', () => {
    const silent = { ...context(), unheard: 'terminal' as const };
    const card = numberCard({ definition, explanation: explanation(true) }, undefined, silent);
    expect([card.value, card.proof, card.rows, card.more]).toEqual(['—', null, [], 0]);
    expect(card.lines[0]?.text).toBe('终端未接入或断流，数值未知，不是 0');
  });
  it('tells instants since when something waits as the time since, the middle one too', () => {
    const DAY = 24 * HOUR;
    const since = { ...definition, unit: 'SINCE', take: 'AGE' };
    const told = { value: NOW - 19 * DAY, part: NOW - 3 * DAY, of: 2 };
    const waiting = {
      ...explanation(true),
      told,
      recomputed: told,
      rows: [{ ...row('case:c1', true, [1]), part: NOW - 19 * DAY }],
    };
    const oldest = { id: 'age.case.HAZARDS.open', area: null, ...told };
    const card = numberCard({ definition: since, explanation: waiting }, oldest, context());
    expect(card.value).toBe('19天');
    expect(card.lines).toContainEqual({ label: '居中', text: '3天 · 共 2 件' });
    expect(card.rows.map(({ words: title, adds, live }) => [title, adds, live])).toEqual([
      ['欠薪纠纷', '19天', true],
    ]);
    const none = { ...oldest, value: 0, part: 0, of: 0 };
    expect(numberCard({ definition: since }, none, context()).value).toBe('—');
  });
  it('never turns nothing into 0', () => {
    expect(numberCard({ definition }, undefined, context()).value).toBe('—');
    expect(numberCard({ definition }, { ...onTime, value: 0, part: 0, of: 0 }, context()).value).toBe('—');
  });
});
