import { describe, expect, it } from 'vitest';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { COUNTED_ZH } from '../../../../gateway/contract/kpi-zh.ts';
import { chineseName } from '../../../../gateway/http/kpi-names.ts';
import { definitionReplies, familyReply } from '../../../../gateway/http/kpi-words.ts';

describe('the words of a number', () => {
  it('speak the codes of closed lists in Chinese', () => {
    expect(chineseName('在办 HIGH')).toBe('在办 高');
    expect(chineseName('在办 NONE')).toBe('在办 部件');
    expect(chineseName('DISPUTES INTAKE 超期')).toBe('矛盾纠纷 受理 超期');
  });
  it('speak the rungs of supervision as the rules call them, and all else as ever', () => {
    const called = new Map(
      definitionReplies(new Map([['ORDER', '挂牌督办']])).map((each) => [each.id, each]),
    );
    expect(called.get('case.ladder.ORDER')?.name.zh).toBe('督办 挂牌督办');
    expect(called.get('case.ladder.ORDER')?.formula.zh).toBe('督办 挂牌督办，此刻件数');
    expect(called.get('case.ladder.REMIND')?.name.zh).toBe('督办 催办');
    expect(called.get('case.kind.PUBLIC_ORDER')?.name.zh).not.toContain('挂牌');
  });
  it('say in Chinese how a count is counted', () => {
    const open = definitionReplies().find(({ id }) => id === 'case.open');
    expect(open?.name.zh).toBe('在办');
    expect(open?.formula.zh).toBe('未办结、未告知引导、未并案、未作废的事项');
  });
  it('hold no code in Chinese, and no Chinese in English', () => {
    const all = definitionReplies().flatMap(({ id, name, formula, exclusions, note, source }) =>
      [name, formula, exclusions, note, source].map((words) => ({
        id,
        zh: words?.zh ?? '',
        en: words?.en ?? '',
      })),
    );
    expect(all.filter(({ zh }) => /[A-Z]{4,}/.test(zh))).toEqual([]);
    expect(all.filter(({ en }) => /\p{Script=Han}/u.test(en))).toEqual([]);
  });
  it('do not call a count of the day one of the moment', () => {
    const of = (wanted: string) => definitionReplies().find(({ id }) => id === wanted)?.formula.zh;
    expect(of('video.SAFETY.verifiedToday')).toBe('安全生产 今日核实，件数');
    expect(of('video.SAFETY.leads')).toBe('安全生产 未核实，此刻件数');
  });
  it('are kept for numbers that exist', () => {
    const ids = new Set(KPI_DEFINITIONS.map(({ id }) => id));
    expect(Object.keys(COUNTED_ZH).filter((id) => !ids.has(id))).toEqual([]);
  });
  it('reach counts with an open end, and no other id', () => {
    expect(familyReply('hazard.category.燃气')?.name).toEqual({
      zh: '治安隐患在办：燃气',
      en: 'open hazards: 燃气',
    });
    expect(familyReply('appeal.unit.')?.name.zh).toContain('未注明');
    expect(familyReply('case.open')).toBeNull();
  });
  it('tell what stands under the line of every figure, of single algorithms too', () => {
    const precision = familyReply('algorithm.precision.fire 1.2');
    expect(precision).toMatchObject({ take: 'SHARE', unit: 'PERCENT', periods: ['D30'] });
    expect(precision?.name.zh).toBe('AI 线索准确率 算法：fire 1.2');
    const rate = definitionReplies().find(({ id }) => id === 'alarmsPerHour');
    expect(rate?.formula.zh).toContain('÷ 席位数 × 期内值守小时数');
    const untold = definitionReplies().filter(({ numerator, denominator }) =>
      [numerator, denominator].some((words) => words !== null && words.zh === words.en),
    );
    expect(untold).toEqual([]);
  });
});
