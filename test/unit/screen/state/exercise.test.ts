import { describe, expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { exerciseUnderWay } from '../../../../screen/state/exercise.ts';
import { alarm, item, lead, mapOf, NOW } from './entities.ts';

const around = (parts: {
  alarms?: ReturnType<typeof alarm>[];
  cases?: ReturnType<typeof item>[];
  videos?: ReturnType<typeof lead>[];
}) =>
  exerciseUnderWay({
    alarm: shallowRef(mapOf(...(parts.alarms ?? []))),
    case: shallowRef(mapOf(...(parts.cases ?? []))),
    video: shallowRef(mapOf(...(parts.videos ?? []))),
  });

const EXERCISE = { reality: 'exercise' } as const;

describe('an exercise', () => {
  it('is under way while an alarm, an item or a lead of it is', () => {
    expect(around({ alarms: [alarm(EXERCISE)], cases: [item(EXERCISE), item({ id: 'c2' })] })).toEqual({
      alarms: 1,
      items: 1,
      topic: alarm().title,
    });
    expect(around({ videos: [lead(EXERCISE)] })).toEqual({ alarms: 0, items: 0, topic: null });
  });
  it('is about its newest alarm that is not finished', () => {
    const alarms = [
      alarm({ ...EXERCISE, id: 'a1', title: '演练：仓库起火', raisedAt: NOW - 2 }),
      alarm({ ...EXERCISE, id: 'a2', title: '演练：二次爆燃', raisedAt: NOW - 1 }),
      alarm({ ...EXERCISE, id: 'a3', title: '演练：误报', raisedAt: NOW, finishedAt: NOW }),
      alarm({ id: 'a4', title: '真的', raisedAt: NOW }),
    ];
    expect(around({ alarms })?.topic).toBe('演练：二次爆燃');
  });
  it('is over when all of it is finished, closed or judged', () => {
    const alarms = [alarm({ ...EXERCISE, finishedAt: NOW })];
    const cases = [item({ ...EXERCISE, state: 'CLOSED' })];
    const videos = [lead({ ...EXERCISE, state: 'FALSE' })];
    expect(around({ alarms, cases, videos })).toBeNull();
  });
  it('is not what is real, simulated or a test', () => {
    expect(around({ alarms: [alarm({ reality: 'actual' })], cases: [item({ reality: 'test' })] })).toBeNull();
  });
});
