import { describe, expect, it } from 'vitest';
import type { CaseLetter } from '../../../../gateway/contract/decisions.ts';
import { type CaseLife, EMPTY_LIFE, IRREGULARITIES } from '../../../../gateway/contract/life.ts';
import type { Support } from '../../../../gateway/contract/life-clocks.ts';
import { instantWords } from '../../../../screen/locale/time.ts';
import { createSay, type Language } from '../../../../screen/locale/words.ts';
import { courseLines } from '../../../../screen/state/course.ts';
import { HOUR, MINUTE, NOW } from './entities.ts';

const lines = (life: Partial<CaseLife>, language: Language = 'zh') =>
  courseLines(
    { ...EMPTY_LIFE, ...life },
    { now: NOW, utcOffsetMinutes: 480, units: new Map([['u1', '住建局']]), say: createSay(language) },
  );

const DUE = instantWords(NOW + HOUR, NOW, 480, createSay('zh'));

const support = (name: string, change: Partial<Support> = {}): Support => ({
  unit: name,
  name,
  calledAt: NOW - HOUR,
  readAt: null,
  signedAt: null,
  reportedAt: null,
  fedbackAt: null,
  releasedAt: null,
  overdue: false,
  signDueAt: NOW + HOUR,
  signLimit: 'sign',
  signProvisional: false,
  feedbackDueAt: NOW + HOUR,
  feedbackLimit: 'support',
  feedbackProvisional: false,
  ...change,
});

const letter = (change: Partial<CaseLetter> = {}): CaseLetter => ({
  step: 'SUPERVISE_LETTER',
  word: '督办函',
  to: 'u1',
  at: NOW - HOUR,
  reason: '超期未办结',
  by: '1号席',
  approver: null,
  answerBy: NOW + 2 * HOUR,
  answeredAt: null,
  overdue: false,
  ...change,
});

describe('the way of an item', () => {
  it('has nothing to tell when all went by the rules', () => {
    expect(lines({})).toEqual([]);
  });

  it('tells under which item it goes on, and which go on under it, the latest first', () => {
    expect(lines({ into: 'SX-1' })).toEqual(['已并入 SX-1']);
    const joined = [1, 2, 3, 4, 5].map((i) => ({ id: `SX-${i}`, at: NOW + i }));
    expect(lines({ joined })).toEqual(['并入本事项 5 件 · SX-5 · SX-4 · SX-3 · 另有 2 件']);
    expect(lines({ joined: joined.slice(0, 1) }, 'en')).toEqual(['Merged into this ×1 · SX-1']);
  });

  it('tells how many steps were against the rules, and what was wrong with the last', () => {
    const step = { type: 'case.closed', from: 'IN_PROGRESS', to: 'CLOSED', at: NOW } as const;
    const irregularities = [
      { ...step, problem: 'late_sign' },
      { ...step, problem: 'no_callback' },
    ] as const;
    expect(lines({ irregular: 7, irregularities })).toEqual(['流程异常 7 · 未回访即办结']);
    expect(lines({ irregular: 7, irregularities }, 'en')[0]).toBe(
      'Against procedure ×7 · closed without call-back',
    );
    for (const problem of IRREGULARITIES)
      expect(lines({ irregular: 1, irregularities: [{ ...step, problem }] })[0]).not.toContain(problem);
  });

  it('tells steps of the centre that were done late: how many, and the last by how much', () => {
    const late = { clock: 'REVIEW', dueAt: NOW - 3 * HOUR, at: NOW - HOUR } as const;
    const lateSteps = [{ ...late, clock: 'INTAKE' } as const, late];
    expect(lines({ lateSteps })).toEqual(['环节曾超时 2 · 复核晚 2小时']);
    expect(lines({ lateSteps }, 'en')).toEqual(['Steps done late ×2 · check by 2 h']);
  });

  it.each([
    [{}, '待签收'],
    [{ readAt: NOW }, '已读'],
    [{ signDueAt: NOW - 1 }, '签收超时'],
    [{ signedAt: NOW - HOUR, signDueAt: NOW - 1 }, '已签收'],
    [{ signedAt: NOW - HOUR, reportedAt: NOW }, '1小时报到'],
    [{ reportedAt: NOW - HOUR + 25 * MINUTE }, '25分钟报到'],
    [{ calledAt: null, reportedAt: NOW }, '已报到'],
    [{ reportedAt: NOW - 2 * HOUR }, '已报到'],
    [{ reportedAt: NOW, releasedAt: NOW }, '1小时报到 已撤出'],
    [{ reportedAt: NOW, fedbackAt: NOW }, '1小时报到 已反馈'],
    [{ reportedAt: NOW, feedbackDueAt: NOW - 1 }, '1小时报到 反馈超时'],
    [{ reportedAt: NOW, feedbackProvisional: true }, `1小时报到 ${DUE} 到期 假日未公布 暂计`],
    [{ signedAt: NOW - HOUR, feedbackDueAt: NOW - 1 }, '反馈超时'],
    [{ signedAt: NOW - HOUR, fedbackAt: NOW, feedbackDueAt: NOW - 1 }, '已反馈'],
    [{ fedbackAt: NOW, releasedAt: NOW }, '已撤出'],
    [{ signProvisional: true }, `待签收 ${DUE} 到期 假日未公布 暂计`],
    [{ signedAt: NOW, signProvisional: true }, '已签收'],
    [{ signedAt: NOW, feedbackProvisional: true }, `已签收 ${DUE} 到期 假日未公布 暂计`],
  ])('tells of a supporting unit with %o that it is %s', (change, word) => {
    expect(lines({ supports: [support('交通局', change)] })).toEqual([`协办 交通局 ${word}`]);
  });

  it('tells in English how long after its call a unit came', () => {
    const supports = [support('Housing', { reportedAt: NOW, releasedAt: NOW })];
    expect(lines({ supports }, 'en')).toEqual(['Supported by Housing (reported for duty in 1 h, released)']);
  });

  it('names three supporting units and the number of the rest', () => {
    const supports = ['甲局', '乙局', '丙局', '丁局', '戊局'].map((name) => support(name));
    expect(lines({ supports })).toEqual(['协办 甲局 待签收 · 乙局 待签收 · 丙局 待签收 · 另有 2 家']);
  });

  it.each([
    [{}, '督办函 致 住建局 · 限 今日 17:42 答复'],
    [{ overdue: true }, '督办函 致 住建局 · 逾期未答复'],
    [{ answeredAt: NOW, overdue: false }, '督办函 致 住建局 · 已答复'],
    [{ answerBy: null, to: '某公司' }, '督办函 致 某公司 · 待答复'],
    [{ word: null }, '督办 致 住建局 · 限 今日 17:42 答复'],
  ])('tells the last letter with %o', (change, line) => {
    expect(lines({ letters: [letter(change)] })).toEqual([line]);
  });

  it('tells how many letters there were, and in English what kind', () => {
    const letters = [letter({ step: 'REMIND', word: '催办' }), letter()];
    expect(lines({ letters })).toEqual(['督办函 致 住建局 · 限 今日 17:42 答复 · 共 2 件']);
    expect(lines({ letters }, 'en')).toEqual([
      'Supervision letter (督办函) to 住建局 · to be answered today 17:42 · 2 in all',
    ]);
  });

  it('tells the rung that the rules have reached until its letter was issued, and the escalations', () => {
    const reached = { ladder: 'SUPERVISE_LETTER', ladderWord: '督办函' } as const;
    expect(lines(reached)).toEqual(['按规则已到 督办函']);
    expect(lines({ ...reached, letters: [letter()] }).join()).not.toContain('按规则');
    expect(lines({ escalationWords: ['重办3次 提级督办'] })).toEqual(['问题工单 重办3次 提级督办']);
  });
});
