import { isRostered, rosterTurnsAt } from '../contract/roster.ts';
import type { Context } from './context.ts';

/** Whether a unit has duty, and the first instant at which that may change; null for never. */
export interface Duty {
  readonly rostered: boolean;
  readonly turnsAt: number | null;
}

const known = new WeakMap<Context, Map<string | null, Duty>>();

/** Duty of a unit: read from the roster once for each instant, not with every report of every device. */
export function dutyAt(unit: string | null, context: Context): Duty {
  const units = known.get(context) ?? new Map<string | null, Duty>();
  const found = units.get(unit);
  if (found !== undefined) return found;
  const { now, setting } = context;
  const { roster } = setting.rules;
  const duty: Duty = {
    rostered: isRostered(roster, unit, now, setting.days),
    turnsAt: rosterTurnsAt(roster, unit, now, setting.days),
  };
  known.set(context, units.set(unit, duty));
  return duty;
}
