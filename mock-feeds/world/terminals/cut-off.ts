import { draws } from '../rng.ts';
import type { WorldBasis } from '../stream.ts';
import { HOUR, MINUTE, SECOND } from '../time.ts';
import type { Terminal } from './fleet.ts';

/** Share of the pause between two cuts by which a later one may come later still. */
const JITTER = 0.25;
/** Changes of duty fall into these hours of the day; nothing is cut off then, so that none is missed. */
const CHANGES = [7, 8, 19, 20];

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly cuts: (terminal: Terminal) => boolean;
}

/**
 * Which terminals are cut off when: in turns the platform of the e-bikes and the line to one town. The rest of the fleet
 * speaks on, so that a wall shows one source, or one street, as overdue and nothing else.
 */
export function cutOffsOf({ seed, startMs, calendar, pack, scenario }: WorldBasis) {
  const { cutOff } = scenario.terminals;
  if (cutOff === undefined) return () => false;
  const [after, every, lasts] = [cutOff.afterS, cutOff.everyS, cutOff.lastsS].map((s) => s * SECOND) as [
    number,
    number,
    number,
  ];
  const turn = (k: number): Cut => {
    const draw = draws(seed, 'cut-off', k);
    const from = startMs + after + k * every + (k === 0 ? 0 : Math.floor(draw.next() * JITTER * every));
    const town = k % 2 === 1 && pack.towns.length > 0 ? draw.pick(pack.towns).id : null;
    return {
      from,
      to: from + lasts,
      cuts: ({ bike, home }) => (town === null ? bike : !bike && home.townId === town),
    };
  };
  const known = new Map<number, Cut>();
  return (terminal: Terminal, at: number): boolean => {
    const k = Math.floor((at - startMs - after) / every);
    if (k < 0) return false;
    const cut = known.get(k) ?? turn(k);
    known.set(k, cut);
    if (at < cut.from || at >= cut.to || !cut.cuts(terminal)) return false;
    return !CHANGES.includes(Math.floor((calendar.minuteOf(cut.from) * MINUTE) / HOUR));
  };
}
