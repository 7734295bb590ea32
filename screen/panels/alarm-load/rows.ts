import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { groupDigits, NO_VALUE } from '../../locale/numbers.ts';
import { shortDuration } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';

/** Periods that stand side by side: the norms are read over thirty days. */
export const LOAD_PERIODS = ['TODAY', 'D30'] as const;

const MINUTES_PER_HOUR = 60;
const MINUTE_MS = 60_000;
const TENTHS_BELOW = 10;

/**
 * What each seat has to bear and how it answers (domain §5.3, after ISA-18.2 and EEMUA 191), what matters most first: the load,
 * the legs of the response one after the other, how alarms spread over the priorities, and alarms that ought not to be.
 */
const LOADS = [
  ['alarmAckInTime', 'PERCENT'],
  ['alarmsPerHour', 'COUNT'],
  ['alarmsMost10m', 'COUNT'],
  ['alarmFlood', 'PERCENT'],
  ['alarmTopTen', 'PERCENT'],
  ['alarmFullTens', 'PERCENT'],
  ['alarmAcked', 'PERCENT'],
  ['ackTime', 'MINUTES'],
  ['alarmVerifyTime', 'MINUTES'],
  ['alarmDispatchTime', 'MINUTES'],
  ['alarmOnSiteTime', 'MINUTES'],
  ['alarms.P1', 'PERCENT'],
  ['alarms.P2', 'PERCENT'],
  ['alarms.P3', 'PERCENT'],
  ['alarms.P4', 'PERCENT'],
  ['alarmFleeting', 'PERCENT'],
  ['alarmChattering', 'PERCENT'],
  ['alarmOverShelved', 'PERCENT'],
  ['alarmsStale', 'COUNT'],
] as const;
type Load = (typeof LOADS)[number][0];

/** Of these no norm names a number: how soon each priority must be answered is the hall's rule. */
const AIMLESS = [
  'alarmAckInTime',
  'alarmAcked',
  'ackTime',
  'alarmVerifyTime',
  'alarmDispatchTime',
  'alarmOnSiteTime',
] as const;

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
  return LOADS.map(([figure, unit]) => ({
    word: say(`load.${figure}`),
    aim: isAimless(figure) ? '' : say(`load.aim.${figure}`),
    cells: LOAD_PERIODS.map((period) => {
      const told = read(`figure.${figure}.${period}`, unit);
      return unit === 'MINUTES' ? middleOf(told, say) : loadOf(told, figure, say);
    }),
  }));
}

function isAimless(figure: Load): figure is (typeof AIMLESS)[number] {
  return AIMLESS.some((one) => one === figure);
}

/** A median in few words, and how many it is the middle of. */
function middleOf(cell: ReadFigure, say: Say): LoadCell {
  if (cell.value === null || cell.of === null || cell.of === 0) return { ...cell, words: NO_VALUE, base: '' };
  const words = shortDuration(cell.value * MINUTE_MS, say);
  return { ...cell, words, base: `n=${groupDigits(cell.of)}` };
}

function loadOf(told: ReadFigure, figure: Load, say: Say): LoadCell {
  const cell = rateIn(told, figure);
  return { ...cell, base: baseOf(cell, figure, say) };
}

/** So many in an hour is a rate: `7.5`; of no hour on watch there is none. */
function rateIn(cell: ReadFigure, figure: Load): ReadFigure {
  if (figure !== 'alarmsPerHour' || cell.value === null) return cell;
  return { ...cell, words: cell.of === 0 ? NO_VALUE : cell.value.toFixed(1) };
}

/** The most in ten minutes, and how many stood too long, are counts, and of nothing. */
function baseOf({ part, of }: ReadFigure, figure: Load, say: Say): string {
  if (of === null || of === 0 || figure === 'alarmsMost10m' || figure === 'alarmsStale') return '';
  if (figure === 'alarmFlood')
    return say('load.flooded', { part: groupDigits(part), of: hoursOf(of / MINUTES_PER_HOUR) });
  if (figure === 'alarmsPerHour') return say('load.borne', { part: groupDigits(part), of: hoursOf(of) });
  return `${groupDigits(part)}/${groupDigits(of)}`;
}

/** Hours on watch: `1.5`, of ten and more whole ones. */
function hoursOf(hours: number): string {
  return hours < TENTHS_BELOW && !Number.isInteger(hours) ? hours.toFixed(1) : groupDigits(hours);
}
