import { type AlarmFacts, alarmFacts } from '../alarm-facts.ts';
import { alarmMoments } from '../measures/alarm-moments.ts';
import { compareStamps } from '../stamp.ts';
import type { Load } from './load.ts';
import type { DeskWorld } from './port.ts';

export interface Episodes {
  /** The episodes of an alarm as they are now. */
  of(id: string): readonly AlarmFacts[];
  /** Did the latest begin with what was heard since? */
  isNew(id: string, before: readonly AlarmFacts[]): boolean;
  /** Tells of each that began, or never did, since `before`; those too old to be kept with the alarm stay counted. */
  settle(id: string, before: readonly AlarmFacts[]): void;
}

/**
 * When the condition of an alarm was there. Any of its reports may come late, and divide an episode or join two: what
 * counts beginnings is told the difference of two lists, and never reads it off two looks at the latest one.
 */
export function createEpisodes(
  { alarms, store, evidence, warnings, context }: DeskWorld,
  load: Pick<Load, 'began' | 'takeBack'>,
): Episodes {
  const of = (id: string) => {
    const record = alarms.record(id);
    return record === undefined ? [] : alarmFacts(record, context());
  };
  return {
    of,
    isNew(id, before) {
      const latest = of(id).at(-1);
      return latest !== undefined && !startsOf(before).has(latest.raisedAt);
    },
    settle(id, before) {
      const [alarm, oldest] = [store.get('alarm', id), alarms.record(id)?.marks[0]?.s];
      if (alarm === undefined || oldest === undefined) return;
      const after = of(id);
      const [former, present] = [startsOf(before), startsOf(after)];
      const tooOld = ({ began }: AlarmFacts) => compareStamps(began, oldest) < 0;
      const gone = before.filter(({ raisedAt }) => !present.has(raisedAt));
      for (const each of gone.filter(tooOld)) evidence.parted('alarm', id, each.began[2], alarmMoments(each));
      const never = gone.filter((each) => !tooOld(each)).map(({ raisedAt }) => raisedAt);
      const began = after.filter(({ raisedAt }) => !former.has(raisedAt));
      for (const each of before) if (!tooOld(each) && !isAmong(after, each)) load.takeBack(id, each);
      for (const each of after) if (each.announced && !isAmong(before, each)) load.began(alarm, each);
      const seen = began.map(({ raisedAt }) => raisedAt);
      if (seen.length + never.length > 0) warnings.alarmBegan(alarm, seen, never);
    },
  };
}

/** Raised then, and told then: another report may show the same raise to have come earlier. */
function isAmong(episodes: readonly AlarmFacts[], { raisedAt, toldAt }: AlarmFacts): boolean {
  return episodes.some((each) => each.raisedAt === raisedAt && each.toldAt === toldAt);
}

function startsOf(episodes: readonly AlarmFacts[]): ReadonlySet<number> {
  return new Set(episodes.map(({ raisedAt }) => raisedAt));
}
