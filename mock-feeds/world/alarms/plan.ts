import type { AlarmPriority } from '../../../gateway/contract/index.ts';
import { moved } from '../geo.ts';
import { attendedAt } from '../officer-delay.ts';
import { byWeight, type Draw, draws, strata } from '../rng.ts';
import type { Scenario } from '../scenario.ts';
import type { Site, Sites } from '../sites.ts';
import type { WorldBasis } from '../stream.ts';
import { MINUTE, SECOND, timeOfDay } from '../time.ts';
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
  /**
   * How the condition ends: back to normal · taken back by its source · by the update that stands for it from then on · by
   * a cancel with a number of its own · its time runs out and nobody says anything.
   */
  readonly ending: 'RETURN' | 'WITHDRAWAL' | 'UPDATE' | 'CANCEL' | 'EXPIRY';
  readonly expiresAt?: number;
  /** The alarm that this one is the update of. */
  readonly replaces?: string;
  /** The condition goes and comes again, right after it was raised: the instants in turn. */
  readonly flutters?: readonly number[];
  /** The device has reported a fault of its own by then, and is sound again at `mendedAt`. */
  readonly fault?: { readonly at: number; readonly mendedAt: number };
  /** The platform tells the same a second time then, under another number. */
  readonly twinAt?: number;
}

/** Did its source end it, one way or another, before anybody had seen it? Then nobody has to. */
export function endedUnseen({ ending, returnedAt, acknowledgedAt }: AlarmPlan): boolean {
  return ending !== 'RETURN' && ending !== 'EXPIRY' && returnedAt <= acknowledgedAt;
}

/** How long the longest alarm stands, days: how far back a day's alarms may reach. */
export const LONGEST_ALARM_DAYS = 2;

function siteOf(draw: Draw, sites: Sites, kind: AlarmKind): Site {
  if (kind.places.length === 0) return sites.onRoad(draw);
  const site = sites.atPlace(draw, kind.places);
  return site.category === '小区' ? { ...site, address: `${site.address}${draw.int(1, 18)}幢` } : site;
}

export interface Raising {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly priority: AlarmPriority;
  readonly raisedAt: number;
}

/** Draws device, place and life of an alarm. */
export function planOf(basis: WorldBasis, sites: Sites, draw: Draw, raising: Raising): AlarmPlan {
  const { calendar, scenario, arrival } = basis;
  const { kind, priority, raisedAt } = raising;
  const heardAt = arrival('alarm', raisedAt);
  const urgent = priority === 'P1' ? 0.6 : 1;
  return {
    ...raising,
    device: `${kind.code}-${String(draw.int(1, 320)).padStart(4, '0')}`,
    site: siteOf(draw, sites, kind),
    acknowledgedAt: attendedAt(draw, calendar, heardAt, scenario.officers.acknowledge[priority]),
    returnedAt: Math.round(raisedAt + draw.between(...kind.standsMin) * MINUTE * urgent),
    ending: draw.chance(scenario.alarms.withdrawnShare) ? 'WITHDRAWAL' : 'RETURN',
    ...twinOf(basis, raising),
  };
}

/** Graver alarms are told once: two officers must not run for one fire. */
function twinOf({ seed, scenario }: WorldBasis, { id, priority, raisedAt }: Raising) {
  const draw = draws(seed, 'alarm-twin', id);
  if (priority <= 'P2' || !draw.chance(scenario.alarms.toldTwiceShare)) return {};
  return { twinAt: Math.round(raisedAt + draw.between(3, 25) * SECOND) };
}

type Priorities = Scenario['alarms']['floods'][number]['priorities'];

function shares(priorities: Priorities): readonly (readonly [AlarmPriority, number])[] {
  return Object.entries(priorities) as [AlarmPriority, number][];
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
    const priority = byWeight(batch.priorities, priorities[i] ?? 0, ([, weight]) => weight)[0];
    const able = batch.kinds.filter(({ gravest }) => gravest <= priority);
    return planOf(basis, sites, draw, {
      id: `GJ${calendar.code(day)}-${batch.name === 'fast' ? 'A' : 'B'}${number}`,
      kind: byWeight(able, kinds[i] ?? 0, ({ weight }) => weight),
      priority,
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
    ...ofDay(basis, sites, day, { ...fast, priorities: shares(rules.fastPriorities) }),
    ...ofDay(basis, sites, day, { ...slow, priorities: shares(rules.slowPriorities) }),
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
      ending: 'RETURN',
    };
  });
}

/** One flood: alarms of one cause at one place, spread evenly over its time. */
function floodAlarms(basis: WorldBasis, sites: Sites, index: number): AlarmPlan[] {
  const { seed, startMs, scenario, calendar } = basis;
  const flood = scenario.alarms.floods[index];
  if (flood === undefined) return [];
  const place = sites.atPlace(draws(seed, 'flood', index), flood.places);
  const mix = draws(seed, 'flood-mix', index);
  const priorities = strata(mix, flood.count);
  return strata(mix, flood.count).map((time, i) => {
    const draw = draws(seed, 'flood', index, i);
    const raisedAt = Math.round(startMs + (flood.afterS + time * flood.lastsS) * SECOND);
    const number = String(i + 1).padStart(3, '0');
    const id = `GJ${calendar.code(calendar.dayOf(startMs))}-F${index + 1}${number}`;
    const priority = byWeight(shares(flood.priorities), priorities[i] ?? 0, ([, weight]) => weight)[0];
    const plan = planOf(basis, sites, draw, { id, kind: kindOf(draw.pick(flood.types)), priority, raisedAt });
    const address = place.category === '小区' ? `${place.address}${draw.int(1, 18)}幢` : place.address;
    return {
      ...plan,
      site: { ...place, at: moved(place.at, draw.between(-90, 90), draw.between(-90, 90)), address },
    };
  });
}

/** All floods of the scenario. */
export function floodsOf(basis: WorldBasis, sites: Sites): AlarmPlan[] {
  return basis.scenario.alarms.floods.flatMap((_, index) => floodAlarms(basis, sites, index));
}

/** Longest that an alarm of the history may have waited for an officer when the world begins. */
const WAITED_AT_START = 15 * MINUTE;

/** Nobody begins a shift with alarms that were forgotten for hours: those are left out of the history. */
export function wasForgotten({ raisedAt, acknowledgedAt }: AlarmPlan, startMs: number): boolean {
  return raisedAt < startMs - WAITED_AT_START && acknowledgedAt >= startMs;
}

/** History that is over by the start was cleared by its source: nobody has to acknowledge yesterday's alarms again. */
export function isOver(
  { acknowledgedAt, returnedAt }: Pick<AlarmPlan, 'acknowledgedAt' | 'returnedAt'>,
  startMs: number,
): boolean {
  return Math.max(acknowledgedAt, returnedAt) + MINUTE < startMs;
}
