import type { DeviceHealth } from '../../../gateway/contract/index.ts';
import { draws } from '../rng.ts';
import type { Sites } from '../sites.ts';
import type { WorldBasis } from '../stream.ts';
import { HOUR, MINUTE, SECOND } from '../time.ts';
import { kindOf } from './kinds.ts';
import { type AlarmPlan, planOf } from './plan.ts';
import type { Numbered } from './telling.ts';

/** Instants after the raise at which the condition of the bad sensor goes and comes again: three raises in a minute. */
const FLUTTERS_S = [11, 20, 33, 47] as const;
const FAULT_AFTER = 80 * SECOND;

/** Devices a day that tell of themselves, and never of a condition. */
const AILING = 3;
const AILMENTS: readonly DeviceHealth[] = ['LOW_BATTERY', 'OFFLINE'];
const CODES = ['JG', 'SW', 'YG', 'XH'] as const;

/** Hours after a bulletin until the water is taken to be down again, if nobody says more. */
const BULLETIN_HOLDS = 5 * HOUR;
/** Share of the bulletins that are cancelled; the others run out. */
const CANCELLED_SHARE = 0.7;

/**
 * What plagues every platform of devices, a little of it each day: one sensor that chatters until it is mended, a bulletin
 * that is brought up to date and cancelled under other numbers, devices with an empty battery or no line.
 */
export function troublesOf(basis: WorldBasis, sites: Sites) {
  const { seed, startMs, calendar, scenario } = basis;
  const { badSensor, bulletin } = scenario.alarms;
  const today = calendar.dayOf(startMs);
  const since = startMs - scenario.history.alarmHours * HOUR;
  /** So long after the start on the first day, so that a newcomer sees it; on the others some time in the morning. */
  const beginning = (day: number, afterS: number, what: string) =>
    day === today
      ? startMs + afterS * SECOND
      : Math.round(calendar.startOf(day) + draws(seed, what, day).between(8.6, 11) * HOUR);

  const chattering = (day: number, afterS: number): AlarmPlan => {
    const raisedAt = beginning(day, afterS, 'bad-sensor');
    const draw = draws(seed, 'bad-sensor-life', day);
    const raising = {
      id: `GJ${calendar.code(day)}-D1`,
      kind: kindOf('HYDRANT'),
      priority: 'P4',
      raisedAt,
    } as const;
    // Always the same device at the same place: a bad actor, whatever the day.
    const { device, site } = planOf(basis, sites, draws(seed, 'bad-sensor-device'), raising);
    const mendedAt = Math.round(raisedAt + draw.between(2, 3.2) * HOUR);
    return {
      ...raising,
      device,
      site,
      acknowledgedAt: Math.round(raisedAt + draw.between(3, 6) * MINUTE),
      returnedAt: mendedAt - 2 * MINUTE,
      ending: 'RETURN',
      flutters: FLUTTERS_S.map((after) => raisedAt + after * SECOND),
      fault: { at: raisedAt + FAULT_AFTER, mendedAt },
    };
  };

  const bulletins = (day: number, afterS: number): AlarmPlan[] => {
    const draw = draws(seed, 'bulletin-life', day);
    const firstAt = beginning(day, afterS, 'bulletin');
    const updatedAt = Math.round(firstAt + draw.between(35, 60) * MINUTE);
    const cancelledAt = Math.round(updatedAt + draw.between(1.5, 3) * HOUR);
    const cancelled = draw.chance(CANCELLED_SHARE);
    const expiresAt = updatedAt + BULLETIN_HOLDS;
    const place = draws(seed, 'bulletin-place', day);
    const id = `GJ${calendar.code(day)}-E`;
    const common = { kind: kindOf('WATER_LEVEL') };
    const first = planOf(basis, sites, place, { ...common, id: `${id}1`, priority: 'P4', raisedAt: firstAt });
    const { device, site } = first;
    const second = { ...common, id: `${id}2`, priority: 'P3', raisedAt: updatedAt } as const;
    return [
      { ...untwinned(first), ending: 'UPDATE', returnedAt: updatedAt, expiresAt: firstAt + BULLETIN_HOLDS },
      {
        ...untwinned(planOf(basis, sites, draw, second)),
        device,
        site,
        replaces: first.id,
        expiresAt,
        ending: cancelled ? 'CANCEL' : 'EXPIRY',
        returnedAt: cancelled ? cancelledAt : expiresAt,
      },
    ];
  };

  return {
    ofDay: (day: number): AlarmPlan[] => [
      ...(badSensor === undefined ? [] : [chattering(day, badSensor.afterS)]),
      ...(bulletin === undefined ? [] : bulletins(day, bulletin.afterS)),
    ],
    /** The lane of the devices themselves: no alarm, nobody has to acknowledge anything. */
    healthOf: (day: number): Numbered[] =>
      Array.from({ length: AILING }, (_, i) => {
        const draw = draws(seed, 'ailing', day, i);
        const device = `${draw.pick(CODES)}-${String(draw.int(1, 320)).padStart(4, '0')}`;
        const subject = `SB${calendar.code(day)}-${i + 1}`;
        const at = Math.round(calendar.startOf(day) + draw.between(1, 15) * HOUR);
        const mendedAt = Math.round(at + draw.between(3, 8) * HOUR);
        if (at < since) return [];
        const said = (when: number, health: DeviceHealth, sequence: number): Numbered => {
          return { at: when, type: 'alarm.health_changed', data: { health, device }, subject, sequence };
        };
        return [said(at, draw.pick(AILMENTS), 1), said(mendedAt, 'OK', 2)];
      }).flat(),
  };
}

function untwinned({ twinAt: _, ...plan }: AlarmPlan): AlarmPlan {
  return plan;
}
