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
    });
    expect(around({ videos: [lead(EXERCISE)] })).toEqual({ alarms: 0, items: 0 });
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
