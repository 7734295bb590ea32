import { dayCache } from '../day-cache.ts';
import type { Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from '../stream.ts';
import { HOUR } from '../time.ts';
import {
  type AlarmPlan,
  alarmsOfDay,
  floodsOf,
  LONGEST_ALARM_DAYS,
  openingAlarms,
  wasForgotten,
} from './plan.ts';
import { eventsOf, type Numbered } from './telling.ts';
import { troublesOf } from './troubles.ts';

export interface AlarmWorld extends Stream {
  /** Plans of the alarms raised on one local day, for the officers. */
  plans(day: number): readonly AlarmPlan[];
}

/** Alarms of devices at places and roads. An alarm's id tells its day: `GJ261120-A014`. */
export function alarmStream(basis: WorldBasis, sites: Sites): AlarmWorld {
  const { calendar, startMs, scenario } = basis;
  const since = startMs - scenario.history.alarmHours * HOUR;
  const wished = [...openingAlarms(basis, sites), ...floodsOf(basis, sites)];
  const troubles = troublesOf(basis, sites);
  const dayOf = (plan: AlarmPlan) => calendar.dayOf(plan.raisedAt);
  const plans = (day: number) => {
    const usual = [...alarmsOfDay(basis, sites, day), ...troubles.ofDay(day)].filter(
      (plan) => plan.raisedAt >= since && !wasForgotten(plan, startMs),
    );
    return [...usual, ...wished.filter((plan) => dayOf(plan) === day)];
  };
  const days = dayCache<Numbered>(LONGEST_ALARM_DAYS, (day) => [
    ...plans(day).flatMap((plan) => eventsOf(basis, plan)),
    ...troubles.healthOf(day),
  ]);
  return {
    since,
    plans,
    events: (from, to) =>
      days
        .between(calendar.dayOf(Math.max(from, since)), calendar.dayOf(to), { from, to })
        .map(({ at, type, data, subject, sequence }) => {
          const id = `${subject}-${sequence}`;
          return { at, event: eventOf(basis, { feed: 'alarm', type, id, subject, at, sequence, data }) };
        })
        .sort(bySending),
  };
}
