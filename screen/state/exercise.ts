import type { AlarmEntity, Tracked } from '../../gateway/contract/entities.ts';
import { FINAL_CASE_STATES } from '../../gateway/contract/vocabulary.ts';
import type { Collections } from './port.ts';

/** What is under way of an exercise: drawn hatched, counted nowhere. */
export interface Exercise {
  readonly alarms: number;
  readonly items: number;
  /** Words of its newest alarm, which no list of the wall tells; null while it has none. */
  readonly topic: string | null;
}

export function isExercise({ reality }: Pick<Tracked, 'reality'>): boolean {
  return reality === 'exercise';
}

/** The exercise that is under way; null when there is none. What is finished, closed or judged is over. */
export function exerciseUnderWay({
  alarm,
  case: cases,
  video,
}: Pick<Collections, 'alarm' | 'case' | 'video'>): Exercise | null {
  const alarms = count(alarm.value, (one) => isExercise(one) && one.finishedAt === null);
  const items = count(cases.value, (one) => isExercise(one) && !FINAL_CASE_STATES.includes(one.state));
  const leads = count(video.value, (one) => isExercise(one) && one.state === 'LEAD');
  return alarms + items + leads === 0 ? null : { alarms, items, topic: topicOf(alarm.value) };
}

function topicOf(alarms: ReadonlyMap<string, AlarmEntity>): string | null {
  let newest: AlarmEntity | null = null;
  for (const one of alarms.values())
    if (isExercise(one) && one.finishedAt === null && one.raisedAt >= (newest?.raisedAt ?? 0)) newest = one;
  return newest?.title ?? null;
}

function count<Value>(map: ReadonlyMap<string, Value>, is: (value: Value) => boolean): number {
  let number = 0;
  for (const value of map.values()) if (is(value)) number += 1;
  return number;
}
