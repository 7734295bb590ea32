import { draws } from '../rng.ts';
import type { WorldBasis } from '../stream.ts';
import { HOUR, MINUTE } from '../time.ts';
import type { Terminal } from './fleet.ts';

/** An emergency key that was pressed, and when the officers end the call. Instants are epoch milliseconds. */
export interface HelpCall {
  readonly id: string;
  readonly terminal: Terminal;
  readonly at: number;
  readonly endsAt: number;
}

/** Chance of a day to bring one; a world that has just begun has none yet. */
const SHARE = 0.6;
const NOT_BEFORE = 20 * MINUTE;

/** Calls for help of one local day: at most one, of a terminal on duty. */
export function helpCallsOf(
  { seed, calendar, startMs, arrival }: WorldBasis,
  fleet: readonly Terminal[],
  onDuty: (terminal: number, at: number) => boolean,
) {
  const ofDay = (day: number): readonly HelpCall[] => {
    const draw = draws(seed, 'sos', day);
    if (fleet.length === 0 || !draw.chance(SHARE)) return [];
    const terminal = draw.pick(fleet);
    const wished = Math.round(calendar.startOf(day) + draw.between(9, 18) * HOUR);
    // Of an odd millisecond, as all that is no position.
    const at = Math.floor(wished / 2) * 2 + 1;
    if (at < startMs + NOT_BEFORE || !onDuty(terminal.n, at)) return [];
    const endsAt = Math.round(arrival('terminal', at) + draw.between(2, 8) * MINUTE);
    return [{ id: `SOS${calendar.code(day)}`, terminal, at, endsAt }];
  };
  return {
    ofDay,
    /** Calls with `from ≤ at < to`. */
    between(from: number, to: number): readonly HelpCall[] {
      const first = calendar.dayOf(from);
      const days = Math.max(0, calendar.dayOf(to) - first + 1);
      return Array.from({ length: days }, (_, i) => ofDay(first + i))
        .flat()
        .filter(({ at }) => at >= from && at < to);
    },
  };
}
