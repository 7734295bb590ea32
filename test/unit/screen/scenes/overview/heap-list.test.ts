import { expect, test } from 'vitest';
import { shallowRef } from 'vue';
import { pickedOf } from '../../../../../screen/map/marks/mark-set.ts';
import { heapRows } from '../../../../../screen/scenes/overview/heap-list.ts';
import { alarm, byId, item } from '../../map/support.ts';

const areas = new Map([['v1', { id: 'v1', name: '米市社区', level: 'village', parent: null }]] as const);

test('a mark of several is all that it stands for, one of its own is itself', () => {
  const mark = { id: 'a', lng: 100, lat: 25, icon: 'medium', size: 20 } as const;
  expect(pickedOf(null, 'case')).toBeNull();
  expect(pickedOf(mark, 'case')).toEqual({ kind: 'case', id: 'a' });
  expect(pickedOf({ ...mark, count: '3', of: ['b', 'c', 'd'] }, 'case')).toEqual({
    at: { lng: 100, lat: 25 },
    members: ['b', 'c', 'd'].map((id) => ({ kind: 'case', id })),
  });
});

test('the list names those that are still there, in the order of the mark, with shape or digit and place', () => {
  const items = byId(
    item({ id: 'c1', title: '井盖破损', level: 'MEDIUM', village: 'v1' }),
    item({ id: 'c2' }),
  );
  const alarms = byId(alarm({ id: 'a1', title: '烟感报警', priority: 'P2' }));
  const collections = { case: shallowRef(items), alarm: shallowRef(alarms) };
  const members = ['c2', 'gone', 'c1'].map((id) => ({ kind: 'case', id }) as const);
  expect(heapRows([...members, { kind: 'alarm', id: 'a1' }], collections, areas)).toEqual([
    { ref: members[0], title: '井盖破损', place: '', level: null },
    { ref: members[2], title: '井盖破损', place: '米市社区', level: 'MEDIUM' },
    { ref: { kind: 'alarm', id: 'a1' }, title: '烟感报警', place: '', priority: 'P2' },
  ]);
});
