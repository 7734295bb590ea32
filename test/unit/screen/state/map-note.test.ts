import { expect, test } from 'vitest';
import { mapNote } from '../../../../screen/scenes/overview/map-note.ts';
import { heardKpi } from '../../../../screen/state/kpis.ts';
import { say } from '../panels/wall.ts';
import { kpi, mapOf } from './entities.ts';

const numbers = (values: Record<string, number>) => (id: string) => values[id] ?? null;
const live = { phase: 'live', note: null } as const;

test('a map with something on it has nothing to say of itself', () => {
  expect(mapNote(numbers({ 'case.open': 3, 'alarm.active': 0, 'video.leads': 0 }), live, say)).toBeNull();
  expect(mapNote(numbers({ 'case.open': 0, 'alarm.active': 1, 'video.leads': 0 }), live, say)).toBeNull();
});

test('a map without anything says so, also to a viewer who is told less', () => {
  const empty = { look: 'empty', text: '无在办事项 · 无告警' };
  expect(mapNote(numbers({ 'case.open': 0, 'alarm.active': 0, 'video.leads': 0 }), live, say)).toEqual(empty);
  expect(mapNote(numbers({ 'case.open': 0 }), live, say)).toEqual(empty);
});

test('a map without anything says so on numbers that are told for areas too', () => {
  const kpis = mapOf(kpi('case.open', 0), kpi('alarm.active', 0), kpi('video.leads', 0));
  const read = (id: string, area?: string) => heardKpi({ kpis, feeds: new Map() }, id, area);
  expect(mapNote(read, live, say)?.look).toBe('empty');
});

test('nothing is called empty of which nothing is known', () => {
  expect(mapNote(numbers({}), live, say)).toBeNull();
  expect(mapNote(numbers({ 'case.open': 0 }), { phase: 'loading', note: null }, say)).toBeNull();
});

test('a map without numbers says for how long it has waited for them, not that all is well', () => {
  const waits = { phase: 'loading', note: '12秒未收到网关快照' } as const;
  expect(mapNote(numbers({}), waits, say)).toEqual({ look: 'loading', text: '12秒未收到网关快照' });
});

test('a map that is cut off or does not hear a feed says that, and not that it is empty', () => {
  const none = numbers({ 'case.open': 0 });
  expect(mapNote(none, { phase: 'stale', note: '已断开 4分钟' }, say)).toEqual({
    look: 'stale',
    text: '已断开 4分钟',
  });
  expect(mapNote(none, { phase: 'silent', note: '终端断流 25分钟' }, say)?.look).toBe('silent');
});

test('a hall that never had one of the feeds is told that there is nothing, of what the others tell', () => {
  const never = { phase: 'silent', note: '终端未接入', neverOnly: true } as const;
  const told = mapNote(numbers({ 'case.open': 0, 'alarm.active': 0 }), never, say);
  expect(told).toEqual({ look: 'silent', text: '终端未接入 · 无在办事项 · 无告警' });
  expect(mapNote(numbers({ 'case.open': 1, 'alarm.active': 0 }), never, say)?.text).toBe('终端未接入');
  expect(mapNote(numbers({ 'case.open': 0 }), { ...never, note: '告警未接入' }, say)?.text).toBe(
    '告警未接入',
  );
});
