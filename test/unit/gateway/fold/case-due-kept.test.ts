import { expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { late, published } from './deadline/holiday.ts';
import { fold, rules, said } from './deadline/items.ts';
import { YEARS } from './deadline/support.ts';
import { at, configured, entry, folded } from './log.ts';

it('a closed item keeps the days that its deadline was counted by when another calendar counts others', () => {
  const closed = said('case.closed', '2026-12-31 08:00');
  const before = fold(late, closed).deadline('x-1');
  expect(before?.days.filter(({ count }) => count !== null)).toHaveLength(3);
  const moved = fold(late, closed, published);
  expect(moved.deadline('x-1')).toEqual(before);
  const back = configured({ hash: 'c3', rules, calendars: YEARS }, at('2026-12-31 10:00'));
  const twice = { ...published, time: at('2026-12-31 11:00'), data: { ...published.data, hash: 'c4' } };
  const restored = restoreFold(moved.serialize());
  expect(folded([entry(5, back), entry(6, twice)], restored).deadline('x-1')).toEqual(before);
  const opened = folded([entry(5, said('case.reopened', '2026-12-31 10:00'))], moved).deadline('x-1');
  expect(opened?.days.filter(({ name }) => name === '元旦').length).toBeGreaterThan(0);
});
