import type { AlarmPriority } from '../../../gateway/contract/index.ts';
import { attendedAt } from '../officer-delay.ts';
import { byWeight, type Draw, draws, strata } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import type { Site, Sites } from '../sites.ts';
import type { WorldBasis } from '../stream.ts';
import { HOUR, MINUTE, SECOND, timeOfDay } from '../time.ts';
import { type AlarmKind, FAST, kindOf, SLOW } from './kinds.ts';

/** The life of one alarm: raised, seen by an officer, back to normal. Instants are epoch milliseconds. */
export interface AlarmPlan {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly priority: AlarmPriority;
  readonly device: string;
  readonly site: Site;
  readonly raisedAt: number;
  /** When the simulated officers acknowledge it. */
  readonly acknowledgedAt: number;
  readonly returnedAt: number;
  /** The source takes it back instead of reporting a return. */
  readonly withdrawn: boolean;
}

/** How long the longest alarm stands, days: how far back a day's alarms may reach. */
export const LONGEST_ALARM_DAYS = 2;

const SLOW_PRIORITIES: readonly (readonly [AlarmPriority, number])[] = [
  ['P2', 0.12],
  ['P3', 0.5],
  ['P4', 0.38],
];

function siteOf(draw: Draw, sites: Sites, kind: AlarmKind): Site {
  if (kind.places.length === 0) return sites.onRoad(draw);
  const site = sites.atPlace(draw, kind.places);
  return site.category === '小区' ? { ...site, address: `${site.address}${draw.int(1, 18)}幢` } : site;
}

interface Raising {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly priority: AlarmPriority;
  readonly raisedAt: number;
}

function planOf({ calendar, scenario }: WorldBasis, sites: Sites, draw: Draw, raising: Raising): AlarmPlan {
  const { kind, priority, raisedAt } = raising;
  const urgent = priority === 'P1' ? 0.6 : 1;
  return {
    ...raising,
    device: `${kind.code}-${String(draw.int(1, 320)).padStart(4, '0')}`,
    site: siteOf(draw, sites, kind),
    acknowledgedAt: attendedAt(draw, calendar, raisedAt, scenario.officers.acknowledge[priority]),
    returnedAt: Math.round(raisedAt + draw.between(...kind.standsMin) * MINUTE * urgent),
    withdrawn: draw.chance(scenario.alarms.withdrawnShare),
  };
}

function prioritiesOf(rules: Scenario['alarms']): readonly (readonly [AlarmPriority, number])[] {
  return Object.entries(rules.priorities) as [AlarmPriority, number][];
}

interface Batch {
  readonly name: 'fast' | 'slow';
  readonly kinds: readonly AlarmKind[];
  readonly perDay: number;
  readonly hours: readonly number[];
  readonly priorities: readonly (readonly [AlarmPriority, number])[];
}

function ofDay(basis: WorldBasis, sites: Sites, day: number, batch: Batch): AlarmPlan[] {
  const { seed, calendar } = basis;
  const mix = draws(seed, 'alarm-day', day, batch.name);
  const count = Math.round(batch.perDay);
  const [times, kinds, priorities] = [strata(mix, count), strata(mix, count), strata(mix, count)];
  return times.map((time, i) => {
    const draw = draws(seed, 'alarm', day, batch.name, i);
    const number = String(i + 1).padStart(3, '0');
    return planOf(basis, sites, draw, {
      id: `GJ${calendar.code(day)}-${batch.name === 'fast' ? 'A' : 'B'}${number}`,
      kind: byWeight(batch.kinds, kinds[i] ?? 0, ({ weight }) => weight),
      priority: byWeight(batch.priorities, priorities[i] ?? 0, ([, weight]) => weight)[0],
      raisedAt: calendar.startOf(day) + timeOfDay(batch.hours, time),
    });
  });
}

/** All alarms that are raised on one local day. */
export function alarmsOfDay(basis: WorldBasis, sites: Sites, day: number): AlarmPlan[] {
  const rules = basis.scenario.alarms;
  const fast = { name: 'fast', kinds: FAST, perDay: rules.fastPerDay, hours: rules.fastHours } as const;
  const slow = { name: 'slow', kinds: SLOW, perDay: rules.slowPerDay, hours: rules.slowHours } as const;
  return [
    ...ofDay(basis, sites, day, { ...fast, priorities: prioritiesOf(rules) }),
    ...ofDay(basis, sites, day, { ...slow, priorities: SLOW_PRIORITIES }),
  ];
}

/** The alarms that the scenario wants soon after the start, so that a newcomer sees how one looks. */
export function openingAlarms(basis: WorldBasis, sites: Sites): AlarmPlan[] {
  const { seed, startMs, scenario } = basis;
  return scenario.alarms.opening.map((wish, i) => {
    const raisedAt = startMs + wish.afterS * SECOND;
    const id = `GJ${basis.calendar.code(basis.calendar.dayOf(startMs))}-C${i + 1}`;
    const raising = { id, kind: kindOf(wish.type), priority: wish.priority, raisedAt };
    const plan = planOf(basis, sites, draws(seed, 'alarm-opening', i), raising);
    return {
      ...plan,
      acknowledgedAt: raisedAt + wish.acknowledgeAfterS * SECOND,
      returnedAt: raisedAt + wish.standsS * SECOND,
      withdrawn: false,
    };
  });
}

/** History that is over by the start was cleared by its source: nobody has to acknowledge yesterday's alarms again. */
export function isOver(plan: AlarmPlan, startMs: number): boolean {
  return Math.max(plan.acknowledgedAt, plan.returnedAt) + HOUR / 60 < startMs;
}
