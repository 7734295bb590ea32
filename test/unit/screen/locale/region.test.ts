import { expect, test } from 'vitest';
import { namesIn, regionIn } from '../../../../screen/locale/region.ts';
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

test('names by their text name areas that have none by their code, and units by their short names', () => {
  const unit = {
    id: 'u1',
    name: '云岭县水务局',
    shortName: '水务局',
    level: 'COUNTY',
    kind: 'department',
    area: '990101',
    mode: null,
    dutyPhone: null,
    liaisonPost: null,
  } as const;
  const [second] = others;
  const told = {
    ...region,
    units: [unit, { ...unit, id: 'u2', shortName: '法院' }],
    areasEn: { [first?.id ?? '']: 'By code' },
    namesEn: { [first?.name ?? '']: 'By text', [second?.name ?? '']: 'By text too', 水务局: 'Water' },
  };
  const english = regionIn(told, 'en');
  expect(english.areas.slice(0, 2).map(({ name }) => name)).toEqual(['By code', 'By text too']);
  expect(english.units.map(({ shortName }) => shortName)).toEqual(['Water', '法院']);
  expect(english.units[0]?.name).toBe('云岭县水务局');
  expect(regionIn(told, 'zh')).toBe(told);
  expect([...namesIn(told, 'en').keys()]).toContain('水务局');
  expect([...namesIn(told, 'zh')]).toEqual([]);
  expect([...namesIn(region, 'en')]).toEqual([]);
});
