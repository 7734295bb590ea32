import type { EventType } from '../../../gateway/contract/index.ts';
import { dayCache } from '../day-cache.ts';
import { rounded } from '../geo.ts';
import { type Draw, draws } from '../rng.ts';
import type { Sites } from '../sites.ts';
import { bySending, eventOf, type Stream, type WorldBasis } from '../stream.ts';
import { HOUR, MINUTE, SECOND } from '../time.ts';
import {
  type AlarmPlan,
  alarmsOfDay,
  floodsOf,
  isOver,
  LONGEST_ALARM_DAYS,
  openingAlarms,
  wasForgotten,
} from './plan.ts';

interface Numbered {
  readonly at: number;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly sequence: number;
}

type Bare = Omit<Numbered, 'subject' | 'sequence'>;

/** A reading that swings around the alarm's own height, rounded as a sensor would tell it. */
function readingOf(draw: Draw, { kind }: AlarmPlan, height: number): Record<string, unknown> {
  if (kind.reading === null) return {};
  const { unit, limit, over } = kind.reading;
  const [least, most] = over;
  const value = limit + least + (most - least) * Math.min(1, Math.max(0, height + draw.between(-0.12, 0.12)));
  const digits = Math.abs(most) < 1 ? 1_000 : 10;
  return { reading: { value: Math.round(value * digits) / digits, limit, unit } };
}

/** Readings while the condition stands; a device without a reading tells that it is still in alarm. */
function updatesOf({ seed, startMs, scenario }: WorldBasis, plan: AlarmPlan): Bare[] {
  const draw = draws(seed, 'alarm-updates', plan.id);
  const [least, most] = scenario.alarms.updateS;
  const height = draw.next();
  const out: Bare[] = [];
  for (let at = plan.raisedAt + draw.between(least, most) * SECOND; at < plan.returnedAt; ) {
    const data: Record<string, unknown> =
      plan.kind.reading === null ? { note: '设备仍在报警' } : readingOf(draw, plan, height);
    if (at >= startMs) out.push({ at: Math.round(at), type: 'alarm.updated', data });
    at += draw.between(least, most) * SECOND;
  }
  return out;
}

function eventsOf(basis: WorldBasis, plan: AlarmPlan): Numbered[] {
  const { kind, site } = plan;
  const over = isOver(plan, basis.startMs);
  const first = readingOf(draws(basis.seed, 'alarm-first', plan.id), plan, 0.5);
  const raised: Bare = {
    at: plan.raisedAt,
    type: 'alarm.raised',
    data: {
      type: kind.type,
      priority: plan.priority,
      title: kind.title,
      device: plan.device,
      location: rounded(site.at),
      address: site.address,
      ...first,
    },
  };
  const ended: Bare = plan.withdrawn
    ? { at: plan.returnedAt, type: 'alarm.cleared', data: { note: '设备自检，撤回告警' } }
    : { at: plan.returnedAt, type: 'alarm.returned', data: { note: '恢复正常' } };
  const closing = Math.max(plan.acknowledgedAt, plan.returnedAt) + MINUTE / 2;
  const cleared: Bare[] =
    over && !plan.withdrawn ? [{ at: closing, type: 'alarm.cleared', data: { note: '已处置' } }] : [];
  return [raised, ...updatesOf(basis, plan), ended, ...cleared].map((event, i) => ({
    ...event,
    subject: plan.id,
    sequence: i + 1,
  }));
}

export interface AlarmWorld extends Stream {
  /** Plans of the alarms raised on one local day, for the officers. */
  plans(day: number): readonly AlarmPlan[];
}

/** Alarms of devices at places and roads. An alarm's id tells its day: `GJ261120-A014`. */
export function alarmStream(basis: WorldBasis, sites: Sites): AlarmWorld {
  const { calendar, startMs, scenario } = basis;
  const since = startMs - scenario.history.alarmHours * HOUR;
  const wished = [...openingAlarms(basis, sites), ...floodsOf(basis, sites)];
  const dayOf = (plan: AlarmPlan) => calendar.dayOf(plan.raisedAt);
  const plans = (day: number) => {
    const usual = alarmsOfDay(basis, sites, day).filter(
      (plan) => plan.raisedAt >= since && !wasForgotten(plan, startMs),
    );
    return [...usual, ...wished.filter((plan) => dayOf(plan) === day)];
  };
  const days = dayCache<Numbered>(LONGEST_ALARM_DAYS, (day) =>
    plans(day).flatMap((plan) => eventsOf(basis, plan)),
  );
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
