import { type HoursRule, liesIn, passedBy, type Stretch } from '../contract/roster.ts';
import type { Context, Setting } from './context.ts';

/** When something must be heard. Null: at any time; none: never. */
export type Awaited = readonly Stretch[] | null;

/**
 * The hours of a rule. By the roster a source is awaited while anybody has duty, a street while everybody has or a unit
 * whose area lies in it: at night the streets without a patrol of their own owe no position.
 */
export function awaitedBy(hours: HoursRule | undefined, street: string | null, setting: Setting): Awaited {
  if (hours !== 'ROSTER') return hours ?? null;
  const { shifts } = setting.rules.roster;
  if (shifts.length === 0) return null;
  return street === null ? shifts : rosteredIn(street, setting);
}

const streets = new WeakMap<Setting, Map<string, readonly Stretch[]>>();

function rosteredIn(street: string, setting: Setting): readonly Stretch[] {
  const known = streets.get(setting) ?? new Map<string, readonly Stretch[]>();
  const { areas, units, unitIds } = setting;
  const liesThere = (unit: string) =>
    areas.get(units.get(unitIds.get(unit) ?? '')?.area ?? '')?.street === street;
  const found =
    known.get(street) ??
    setting.rules.roster.shifts.filter((shift) => shift.units === undefined || shift.units.some(liesThere));
  streets.set(setting, known.set(street, found));
  return found;
}

/** Is it awaited at this very time? */
export function isAwaited(awaited: Awaited, { now, setting }: Context): boolean {
  return awaited === null || liesIn(awaited, now, setting.days);
}

/**
 * Since when, epoch ms, it is overdue: `afterS` seconds of its hours have passed since it was heard. Null: it is not. What
 * fell silent within its hours stays so after them.
 */
export function overdueSince(
  heardAt: number,
  afterS: number,
  awaited: Awaited,
  { now, setting }: Context,
): number | null {
  const ms = afterS * 1_000;
  if (now <= heardAt + ms) return null;
  if (awaited === null) return heardAt + ms;
  const at = passedBy(awaited, { since: heardAt, ms, until: now }, setting.days);
  return at === now ? null : at;
}
