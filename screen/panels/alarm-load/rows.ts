import type { FigureUnit } from '../../../gateway/contract/figures.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { fractionWords, groupDigits, NO_VALUE, sampleWords } from '../../locale/numbers.ts';
import { shortDuration } from '../../locale/time.ts';
import { isMessageKey, type Say } from '../../locale/words.ts';

/** Periods that stand side by side: the norms are read over thirty days. */
export const LOAD_PERIODS = ['TODAY', 'D30'] as const;

const MINUTES_PER_HOUR = 60;
const MINUTE_MS = 60_000;
const TENTHS_BELOW = 10;

/** What each seat has to bear (domain §5.3, after ISA-18.2 and EEMUA 191), what matters most first. */
const BORNE = ['alarmsPerHour', 'alarmsMost10m', 'alarmFlood', 'alarmTopTen', 'alarmFullTens'] as const;
/** How it answers, then the legs of the response one after the other: no norm names a number for these. */
const ANSWERED = [
  'alarmAckInTime',
  'ackTime',
  'alarmVerifyTime',
  'alarmDispatchTime',
  'alarmOnSiteTime',
] as const;
/** Of all alarms: how many were answered, how they spread over the priorities, and those that ought not to be. */
const SHARES = [
  'alarmAcked',
  'alarms.P1',
  'alarms.P2',
  'alarms.P3',
  'alarms.P4',
  'alarmFleeting',
  'alarmChattering',
  'alarmOverShelved',
  'alarmsStale',
] as const;
/** All alarms of a period. */
export const RAISED = 'figure.alarmsRaised';

type Load = (typeof BORNE | typeof ANSWERED | typeof SHARES)[number];
type Read = (id: string, unit?: FigureUnit) => ReadFigure;

/** One measure of the desk's load. */
export interface LoadRow {
  readonly word: string;
  /** What the norms call acceptable; '' where they name no number. */
  readonly aim: string;
  readonly cells: readonly LoadCell[];
}

export interface LoadCell extends ReadFigure {
  /** Numerator and denominator, or the one that the head does not tell; why there is no number (decisions D8). */
  readonly base: string;
}

/** Measures that are read alike, under their heads. */
export interface LoadSheet {
  readonly heads: readonly string[];
  /** Whether the last column tells what the norms call acceptable. */
  readonly aimed: boolean;
  readonly rows: readonly LoadRow[];
}

/** The measures in words, each in every period. */
export function loadSheets(read: Read, say: Say): readonly LoadSheet[] {
  const periods = LOAD_PERIODS.map((period) => say(`load.${period}`));
  const raised = LOAD_PERIODS.map((period) => {
    const { value } = read(`${RAISED}.${period}`);
    return value === null ? say(`load.${period}`) : say(`load.all.${period}`, { n: groupDigits(value) });
  });
  const rowsOf = (loads: readonly Load[], cellOf: (load: Load, period: string) => LoadCell) =>
    loads.map((load) => ({
      word: say(`load.${load}`),
      aim: aimOf(load, say),
      cells: LOAD_PERIODS.map((period) => cellOf(load, period)),
    }));
  const aim = say('load.aim');
  return [
    {
      heads: [say('load.borneBySeat'), ...periods, aim],
      aimed: true,
      rows: rowsOf(BORNE, (load, period) => borne(load, { read, say, period })),
    },
    {
      heads: [say('load.answered'), ...periods],
      aimed: false,
      rows: rowsOf(ANSWERED, (load, period) => answered(load, { read, say, period })),
    },
    {
      heads: [say('load.ofAll'), ...raised, aim],
      aimed: true,
      rows: rowsOf(SHARES, (load, period) => shareOfAll(load, { read, say, period })),
    },
  ];
}

function aimOf(load: Load, say: Say): string {
  const key = `load.aim.${load}`;
  return isMessageKey(key) ? say(key) : '';
}

interface Reading {
  readonly read: Read;
  readonly say: Say;
  readonly period: string;
}

/** Of the hours on watch, or of the alarms that came in them; the peak is of any ten minutes. */
function borne(load: Load, { read, say, period }: Reading): LoadCell {
  const id = `figure.${load}.${period}`;
  if (load === 'alarmsMost10m') return peak(read(id), say);
  if (load === 'alarmTopTen') return fraction(read(id, 'PERCENT'));
  const cell = load === 'alarmsPerHour' ? perHour(read(id)) : read(id, 'PERCENT');
  if (cell.of === null) return { ...cell, base: '' };
  if (cell.of === 0) return { ...cell, base: say('load.unwatched') };
  if (load === 'alarmFullTens') return fraction(cell);
  const hours = load === 'alarmFlood' ? cell.of / MINUTES_PER_HOUR : cell.of;
  const part = load === 'alarmFlood' ? hoursOf((cell.part ?? 0) / MINUTES_PER_HOUR) : groupDigits(cell.part);
  return { ...cell, base: say('load.inHours', { part, of: hoursOf(hours) }) };
}

function answered(load: Load, { read, say, period }: Reading): LoadCell {
  const id = `figure.${load}.${period}`;
  return load === 'alarmAckInTime' ? fraction(read(id, 'PERCENT')) : middleOf(read(id, 'MINUTES'), say);
}

/** All alarms stand in the head; those that stood too long are a count. */
function shareOfAll(load: Load, { read, say, period }: Reading): LoadCell {
  const id = `figure.${load}.${period}`;
  if (load === 'alarmsStale') return { ...read(id), base: '' };
  const cell = read(id, 'PERCENT');
  if (cell.of === null || cell.of === 0) return fraction(cell);
  return { ...cell, base: say('load.some', { n: groupDigits(cell.part) }) };
}

function peak(cell: ReadFigure, say: Say): LoadCell {
  return { ...cell, base: cell.value === null ? '' : say('load.inTen') };
}

/** So many in an hour is a rate: `7.5`; of no hour on watch there is none. */
function perHour(cell: ReadFigure): ReadFigure {
  if (cell.value === null) return cell;
  return { ...cell, words: cell.of === 0 ? NO_VALUE : cell.value.toFixed(1) };
}

/** A median in few words, and how many it is the middle of. */
function middleOf(cell: ReadFigure, say: Say): LoadCell {
  if (cell.value === null || cell.of === null) return { ...cell, words: NO_VALUE, base: '' };
  const words = cell.of === 0 ? NO_VALUE : shortDuration(cell.value * MINUTE_MS, say);
  return { ...cell, words, base: sampleWords(cell.of) };
}

function fraction(cell: ReadFigure): LoadCell {
  return { ...cell, base: fractionWords(cell.part, cell.of) };
}

/** Hours on watch: `1.5`, of ten and more whole ones. */
function hoursOf(hours: number): string {
  return hours < TENTHS_BELOW && !Number.isInteger(hours) ? hours.toFixed(1) : groupDigits(hours);
}
