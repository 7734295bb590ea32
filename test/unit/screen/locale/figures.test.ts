import { expect, test } from 'vitest';
import { figureWords } from '../../../../screen/locale/figures.ts';

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
