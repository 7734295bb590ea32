import { expect, it } from 'vitest';
import { linkState, sharedLink } from '../../../../mock-feeds/ways/link.ts';

it('one way is told of when it changes only', () => {
  const told: string[] = [];
  const link = linkState((up, reason) => void told.push(`${up} ${reason}`));
  link(true, '');
  link(false, 'a');
  link(false, 'b');
  link(true, '');
  link(true, '');
  expect(told).toEqual(['false a', 'true ']);
});

it('several ways are down with the first and up with the last', () => {
  const told: string[] = [];
  const newWay = sharedLink((up, reason) => void told.push(`${up} ${reason}`));
  const [one, two] = [newWay(), newWay()];
  one(true, '');
  one(false, 'one is away');
  two(false, 'two is away');
  one(true, '');
  expect(told).toEqual(['false one is away']);
  two(true, '');
  expect(told).toEqual(['false one is away', 'true ']);
});
