import { expect, test } from 'vitest';
import { regionIn } from '../../../../screen/locale/region.ts';
import { config } from '../panels/wall.ts';

const { region } = config();
const [first, ...others] = region.areas;

test('areas have their English names on an English page, and their own where there is none', () => {
  const told = { ...region, areasEn: { [first?.id ?? '']: 'Wangjiang Subdistrict' } };
  const english = regionIn(told, 'en').areas;
  expect(english[0]).toEqual({ ...first, name: 'Wangjiang Subdistrict' });
  expect(english.slice(1)).toEqual(others);
  expect(regionIn(told, 'zh')).toBe(told);
  expect(regionIn(region, 'en')).toBe(region);
});
