import { describe, expect, it } from 'vitest';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { amountLines, ownStepWords, stepWords } from '../../../../screen/state/step.ts';

const say = createSay('zh');

describe('the step of an item', () => {
  it('is one of the five, the promise that is watched, or the verdict', () => {
    const words = (state: Parameters<typeof stepWords>[0]['state'], verdict: 'ONTIME' | 'OVERDUE' | null) =>
      stepWords({ state, verdict }, say);
    expect(words('IN_PROGRESS', 'ONTIME')).toBe('处置');
    expect(words('FULFILMENT', 'ONTIME')).toBe('履约跟踪');
    expect(words('CLOSED', 'ONTIME')).toBe('已办结 · 按时');
    expect(words('CLOSED', 'OVERDUE')).toBe('已办结 · 超期');
    expect(words('CLOSED', null)).toBe('已办结');
    expect(words('GUIDED', null)).toBe('已导办');
    expect(words('MERGED', null)).toBe('已并案');
    expect(words('VOID', null)).toBe('已作废');
  });
});

describe('the word of its source for a step', () => {
  const words = (word: string | null, state: Parameters<typeof ownStepWords>[0]['state'] = 'IN_PROGRESS') =>
    ownStepWords({ state, life: { ...EMPTY_LIFE, word } }, say);
  it('is told where it differs from the wall’s', () => {
    expect(words('调')).toBe('环节称 调');
    expect(words('处置')).toBe('');
    expect(words('导', 'GUIDED')).toBe('环节称 导');
  });
  it('is not told where there is none, nor for what is closed', () => {
    expect(words(null)).toBe('');
    expect(words('结', 'CLOSED')).toBe('');
  });
});

describe('an amount', () => {
  it('tells the debt, what of it is paid and what is promised', () => {
    expect(amountLines({ owed: 33_000 }, say)).toEqual(['应付 3.3万元']);
    expect(amountLines({ owed: 33_000, paid: 15_000, promised: 18_000 }, say)).toEqual([
      '应付 3.3万元',
      '已付 1.5万元 · 承诺 1.8万元',
    ]);
    expect(amountLines({ owed: 33_000, paid: 33_000, promised: 0 }, say)).toEqual([
      '应付 3.3万元',
      '已付 3.3万元',
    ]);
    expect(amountLines({ owed: 800 }, say)).toEqual(['应付 800元']);
    expect(amountLines(null, say)).toEqual([]);
  });
  it('is told in tens of thousands in English too', () => {
    expect(amountLines({ owed: 33_000 }, createSay('en'))).toEqual(['owed 3.3 × ¥10,000']);
  });
});
