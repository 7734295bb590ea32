import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { groupDigits, NO_VALUE } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';

/** Periods that stand side by side: the norms are read over thirty days. */
export const LOAD_PERIODS = ['TODAY', 'D30'] as const;

const MINUTES_PER_HOUR = 60;
const TENTHS_BELOW = 10;

interface Load {
  readonly figure: 'alarmAckInTime' | 'alarmsPerHour' | 'alarmsMost10m' | 'alarmFlood' | 'alarmTopTen';
  readonly unit: FigureUnit;
}

/** What each seat has to bear and how it answers (domain §5.3, after ISA-18.2 and EEMUA 191), what matters most first. */
const LOADS: readonly Load[] = [
  { figure: 'alarmAckInTime', unit: 'PERCENT' },
  { figure: 'alarmsPerHour', unit: 'COUNT' },
  { figure: 'alarmsMost10m', unit: 'COUNT' },
  { figure: 'alarmFlood', unit: 'PERCENT' },
  { figure: 'alarmTopTen', unit: 'PERCENT' },
];

/** One measure of the desk's load. */
export interface LoadRow {
  readonly word: string;
  /** What the norms call acceptable; '' where they name no number. */
  readonly aim: string;
  readonly cells: readonly LoadCell[];
}

export interface LoadCell extends ReadFigure {
  /** Numerator and denominator: no rate stands without them (decisions D8). */
  readonly base: string;
}

/** The measures in words, each in every period. */
export function loadRows(read: (id: string, unit?: FigureUnit) => ReadFigure, say: Say): readonly LoadRow[] {
  return LOADS.map(({ figure, unit }) => ({
    word: say(`load.${figure}`),
    aim: figure === 'alarmAckInTime' ? '' : say(`load.aim.${figure}`),
    cells: LOAD_PERIODS.map((period) => {
      const cell = rateIn(read(`figure.${figure}.${period}`, unit), figure);
      return { ...cell, base: baseOf(cell, figure, say) };
    }),
  }));
}

/** So many in an hour is a rate: `7.5`; of no hour on watch there is none. */
function rateIn(cell: ReadFigure, figure: Load['figure']): ReadFigure {
  if (figure !== 'alarmsPerHour' || cell.value === null) return cell;
  return { ...cell, words: cell.of === 0 ? NO_VALUE : cell.value.toFixed(1) };
}

/** The most in ten minutes is a count, and of nothing. */
function baseOf({ part, of }: ReadFigure, figure: Load['figure'], say: Say): string {
  if (of === null || of === 0 || figure === 'alarmsMost10m') return '';
  if (figure === 'alarmFlood')
    return say('load.flooded', { part: groupDigits(part), of: hoursOf(of / MINUTES_PER_HOUR) });
  if (figure === 'alarmsPerHour') return say('load.borne', { part: groupDigits(part), of: hoursOf(of) });
  return `${groupDigits(part)}/${groupDigits(of)}`;
}

/** Hours on watch: `1.5`, of ten and more whole ones. */
function hoursOf(hours: number): string {
  return hours < TENTHS_BELOW && !Number.isInteger(hours) ? hours.toFixed(1) : groupDigits(hours);
}
