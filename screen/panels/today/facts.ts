import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { groupDigits, NO_VALUE } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';

/** One comparison of 今日: a number, and what it stands against. */
export interface Fact {
  readonly id: string;
  readonly word: string;
  readonly value: number | null;
  readonly words: string;
  /** Period, numerator and denominator: no share stands without them (decisions D8). */
  readonly base: string;
}

/** What the facts are read from. */
export interface FactSources {
  readonly kpi: (id: string) => number | null;
  readonly figure: (id: string, unit?: FigureUnit) => ReadFigure;
  readonly say: Say;
}

const ON_TIME = 'figure.onTimeRate.D30';
export const SATISFIED = 'figure.satisfaction.D30';
const WEEK = 'figure.change.D7';
const ONLINE = 'terminal.online';

/** The comparisons, those that matter most first. */
export function factsOf({ kpi, figure, say }: FactSources): Fact[] {
  const onTime = figure(ON_TIME, 'PERCENT');
  const satisfied = figure(SATISFIED, 'PERCENT');
  const week = figure(WEEK);
  const online = kpi(ONLINE);
  return [
    { ...onTime, word: say('today.onTime'), base: say('today.onTimeOf', parts(onTime)) },
    { ...satisfied, word: say('today.satisfied'), base: say('today.satisfiedOf', parts(satisfied)) },
    { ...week, word: say('today.week'), base: say('today.weekOf', parts(week)) },
    {
      id: ONLINE,
      word: say('today.online'),
      value: online,
      words: groupDigits(online),
      base: say('today.onlineOf', { of: groupDigits(kpi('terminal.onDuty')) }),
    },
  ];
}

function parts({ part, of }: ReadFigure): { readonly part: string; readonly of: string } {
  return { part: groupDigits(part), of: of === null ? NO_VALUE : halves(of) };
}

/** A median of four may end in a half, which is told. */
function halves(of: number): string {
  return Number.isInteger(of) ? groupDigits(of) : `${groupDigits(Math.floor(of))}.5`;
}
