import type { EventType } from '../../../gateway/contract/index.ts';
import { rounded } from '../geo.ts';
import { type Draw, draws } from '../rng.ts';
import type { WorldBasis } from '../stream.ts';
import { MINUTE, SECOND } from '../time.ts';
import { type AlarmPlan, isOver } from './plan.ts';

/** One event of the feed with its place in its own line. */
export interface Numbered {
  readonly at: number;
  readonly type: EventType;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subject: string;
  readonly sequence: number;
}

/** One before it is numbered. */
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
  const standsFrom = plan.flutters?.at(-1) ?? plan.raisedAt;
  for (let at = standsFrom + draw.between(least, most) * SECOND; at < plan.returnedAt; ) {
    const data: Record<string, unknown> =
      plan.kind.reading === null ? { note: '设备仍在报警' } : readingOf(draw, plan, height);
    if (at >= startMs) out.push({ at: Math.round(at), type: 'alarm.updated', data });
    at += draw.between(least, most) * SECOND;
  }
  return out;
}

/** What is told of the condition when it is raised, and word for word when it comes again. */
function raisingOf(basis: WorldBasis, plan: AlarmPlan): Readonly<Record<string, unknown>> {
  const { kind, site, expiresAt } = plan;
  return {
    type: kind.type,
    priority: plan.priority,
    title: kind.title,
    device: plan.device,
    location: rounded(site.at),
    address: site.address,
    ...readingOf(draws(basis.seed, 'alarm-first', plan.id), plan, 0.5),
    ...(expiresAt === undefined ? {} : { expiresAt: basis.calendar.iso(expiresAt) }),
  };
}

/** How the condition ends under a number that tells of it; an update or a cancel has another number. */
function endingOf(basis: WorldBasis, { ending, returnedAt, acknowledgedAt }: AlarmPlan, at: number): Bare[] {
  if (ending === 'UPDATE' || ending === 'CANCEL') return [];
  if (ending === 'WITHDRAWAL') return [{ at, type: 'alarm.cleared', data: { note: '设备自检，撤回告警' } }];
  const returned: Bare[] =
    ending === 'EXPIRY' ? [] : [{ at, type: 'alarm.returned', data: { note: '恢复正常' } }];
  if (!isOver({ returnedAt, acknowledgedAt }, basis.startMs)) return returned;
  const closing = Math.max(acknowledgedAt, at) + MINUTE / 2;
  return [...returned, { at: closing, type: 'alarm.cleared', data: { note: '已处置' } }];
}

/** A condition that goes and comes again, and the word of the device about itself. */
function unrestOf(plan: AlarmPlan, raising: Bare['data']): Bare[] {
  const flutters = (plan.flutters ?? []).map((at, i): Bare => {
    return i % 2 === 0
      ? { at, type: 'alarm.returned', data: { note: '恢复正常' } }
      : { at, type: 'alarm.raised', data: raising };
  });
  if (plan.fault === undefined) return flutters;
  const { at, mendedAt } = plan.fault;
  const health = (when: number, word: 'FAULT' | 'OK'): Bare => ({
    at: when,
    type: 'alarm.health_changed',
    data: { health: word, device: plan.device },
  });
  return [...flutters, health(at, 'FAULT'), health(mendedAt, 'OK')];
}

/** In the order of their instants, with the numbers that the platform gives them. */
function numbered(subject: string, told: readonly Bare[]): Numbered[] {
  const inOrder = [...told].sort((a, b) => a.at - b.at);
  return inOrder.map((event, i) => ({ ...event, subject, sequence: i + 1 }));
}

/** The same under another number: the platform heard the device twice, and hears its end twice. */
function twinOf(basis: WorldBasis, plan: AlarmPlan, raising: Bare['data']): Numbered[] {
  if (plan.twinAt === undefined) return [];
  const told: Bare = { at: plan.twinAt, type: 'alarm.raised', data: raising };
  return numbered(`${plan.id}-2`, [told, ...endingOf(basis, plan, plan.returnedAt + SECOND)]);
}

function cancelOf({ id, ending, returnedAt: at }: AlarmPlan): Numbered[] {
  if (ending !== 'CANCEL') return [];
  const data = { withdraws: [id], note: '水情解除，取消告警' };
  return numbered(`${id}-Q`, [{ at, type: 'alarm.cleared', data }]);
}

/** All that the platform ever tells of one alarm, under its own number and others. */
export function eventsOf(basis: WorldBasis, plan: AlarmPlan): Numbered[] {
  const raising = raisingOf(basis, plan);
  const { id, replaces } = plan;
  const data = replaces === undefined ? raising : { ...raising, replaces: [replaces] };
  const raised: Bare = { at: plan.raisedAt, type: 'alarm.raised', data };
  const ended = endingOf(basis, plan, plan.returnedAt);
  const own = [raised, ...unrestOf(plan, raising), ...updatesOf(basis, plan), ...ended];
  return [...numbered(id, own), ...twinOf(basis, plan, raising), ...cancelOf(plan)];
}
