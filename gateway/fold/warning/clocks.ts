import type { ClockSpan } from '../../contract/warning-rules.ts';
import type { Setting } from '../context.ts';
import { type Reckoned, reckon } from '../deadline/reckon.ts';
import { unitIdOf } from '../life/units.ts';

/** When a clock that starts at `startAt` runs out, by the working calendar. */
export function clockEnds(span: ClockSpan, startAt: number, { deadlines }: Setting): Reckoned {
  const run = { startAt, pauses: [], extensions: [] };
  return reckon({ ...span, firstDay: 'EXCLUDED' }, run, deadlines.calendar);
}

/** A unit as it is shown: by its short name whichever of its names it was given by, any other name as it was given. */
export function unitBy(told: string, setting: Setting): { unit: string; unitId: string | null } {
  const unit = setting.units.get(unitIdOf(told, setting));
  return { unit: unit?.shortName ?? told, unitId: unit?.id ?? null };
}
