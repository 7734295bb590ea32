import { expect, test } from 'vitest';
import { figureWords } from '../../../../screen/locale/figures.ts';
import { fractionWords, sampleWords } from '../../../../screen/locale/numbers.ts';

const say = Object.assign((key: string, values: object = {}) => `${key}${JSON.stringify(values)}`, {
  named: (text: string) => text,
});

test('a rate always has its tenth, so that no digit comes and goes', () => {
  expect(figureWords({ value: 94.82, of: 48_022 }, say, 'PERCENT')).toBe('94.8%');
  expect(figureWords({ value: 95.02, of: 883 }, say, 'PERCENT')).toBe('95.0%');
  expect(figureWords({ value: 1.95, part: 6, of: 307 }, say, 'PERCENT')).toBe('2.0%');
  expect(figureWords({ value: 94.95, part: 9_494_600, of: 10_000_000 }, say, 'PERCENT')).toBe('94.9%');
});

test('a share or a duration of nothing is no zero', () => {
  expect(figureWords({ value: 0, of: 0 }, say, 'PERCENT')).toBe('—');
  expect(figureWords({ value: 0, of: 0 }, say, 'MINUTES')).toBe('—');
  expect(figureWords(null, say)).toBe('—');
});

test('what stands behind a number is its fraction; of nothing it says so, where nothing is told it says nothing', () => {
  expect(fractionWords(1_061, 1_153)).toBe('1,061/1,153');
  expect(fractionWords(0, 0)).toBe('n=0');
  expect(fractionWords(null, null)).toBe('');
  expect([sampleWords(1_204), sampleWords(0), sampleWords(null)]).toEqual(['n=1,204', 'n=0', '']);
});
