import { expect, test } from 'vitest';
import { createMarkStack } from '../../../../../screen/map/marks/stack.ts';
import type { Mark } from '../../../../../screen/map/port.ts';

const mark = (id: string): Mark => ({ id, lng: 100, lat: 25, icon: 'high', size: 20 });

function bench() {
  const told = { times: 0 };
  const stack = createMarkStack(() => {
    told.times += 1;
  });
  return { stack, told, ids: () => stack.all().map(({ id }) => id) };
}

test('sets lie over one another by their order, whenever they were added', () => {
  const { stack, ids } = bench();
  const above = stack.addMarks('alarms', 50);
  const below = stack.addMarks('items', 30);
  above.set([mark('a')]);
  below.set([mark('i1'), mark('i2')]);
  expect(ids()).toEqual(['i1', 'i2', 'a']);
});

test('a set that is given anew replaces its own marks, one that goes takes them along', () => {
  const { stack, told, ids } = bench();
  const items = stack.addMarks('items', 30);
  const alarms = stack.addMarks('alarms', 50);
  alarms.set([mark('a')]);
  items.set([mark('i1')]);
  items.set([mark('i2')]);
  expect(ids()).toEqual(['i2', 'a']);
  items.remove();
  items.remove();
  expect(ids()).toEqual(['a']);
  expect(told.times).toBe(4);
});

test('tells a line for each mark, by its picture, its set and its id, in drawing order', () => {
  const { stack } = bench();
  stack.addMarks('alarm', 50).set([{ ...mark('a b:1'), icon: 'p1' }]);
  stack.addMarks('case', 30).set([mark('i1'), { ...mark('i1'), icon: 'count-3' }]);
  expect(stack.told()).toBe('high case:i1\ncount-3 case:i1\np1 alarm:a b:1');
  expect(bench().stack.told()).toBe('');
});
