import { expect, it } from 'vitest';
import { distanceWords } from '../../../../screen/locale/distance.ts';
import { createSay } from '../../../../screen/locale/words.ts';

it.each<[number, string, string]>([
  [0, '不到 50 米', '<50 m'],
  [49.9, '不到 50 米', '<50 m'],
  [50, '50 米', '50 m'],
  [324, '320 米', '320 m'],
  [994, '990 米', '990 m'],
  [996, '1.0 千米', '1.0 km'],
  [12_345, '12.3 千米', '12.3 km'],
])('%d metres are %s', (metres, zh, en) => {
  expect(distanceWords(metres, createSay('zh'))).toBe(zh);
  expect(distanceWords(metres, createSay('en'))).toBe(en);
});
