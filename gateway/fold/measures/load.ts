import type { FigureDefinition } from '../../contract/figures.ts';
import { priorityMeasure } from '../../contract/measure-families.ts';
import type { MeasureId } from '../../contract/measures.ts';
import { ALARM_PRIORITIES } from '../../contract/vocabulary.ts';
import type { Context } from '../context.ts';
import type { Evidence } from './evidence.ts';
import { type Figure, percent, type Span } from './figures.ts';
import type { Groups } from './groups.ts';
import type { Peak } from './raises.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const MINUTES_PER_HOUR = HOUR_MS / MINUTE_MS;
const TEN_MINUTES = 600_000;
const LOUDEST = 10;
/** Minutes on watch of one unit of what stands under the line. */
const MINUTES_IN: Readonly<Record<string, number>> = {
  'seat.tens': 10,
  'seat.hours': MINUTES_PER_HOUR,
  'seat.days': 24 * MINUTES_PER_HOUR,
};

/**
 * What the alarm desk had to bear over some days (ISA-18.2, EEMUA 191; domain §5.3), while the log was watched: the alarms
 * that came then, and the time that they came in. What is told of the time before is nobody's load.
 */
export interface Load {
  raised(span: Span): number;
  /** Alarms in each ten minutes by the clock that had any. */
  tens(span: Span): readonly number[];
  /** Most in any stretch of the length that a flood is told by: what the strip has counted at its fullest. */
  most(span: Span): Peak | null;
  /** Alarms of the ten loudest devices together. */
  loudest(span: Span): number;
  floodMs(span: Span): number;
  /** First instant of the days that was watched, epoch ms. */
  from(span: Span): number;
  /** Whole minutes that were watched; 0 below an hour, of which no rate is told. */
  minutes(span: Span): number;
  /** Ten minutes by the clock that these lie in. */
  watchedTens(span: Span): number;
  readonly seats: number;
  /** More alarms than this in ten minutes are too many. */
  readonly full: number;
  readonly windowMs: number;
}

/** @param groups of all proofs, or of some that are added up again */
export function loadOf(
  { raises }: Pick<Groups, 'raises'>,
  { days, floods, since }: Pick<Evidence, 'days' | 'floods' | 'since'>,
  { now, setting }: Context,
): Load {
  const { seats, enterAbove, windowS } = setting.rules.alarms.flood;
  const windowMs = windowS * 1_000;
  const from = ({ first }: Span) => Math.max(days.startOf(first), since() ?? now);
  const to = ({ last }: Span) => Math.min(days.startOf(last + 1), now);
  const minutes = (span: Span) => {
    const watched = Math.floor((to(span) - from(span)) / MINUTE_MS);
    return watched < MINUTES_PER_HOUR ? 0 : watched;
  };
  return {
    seats,
    full: enterAbove * seats,
    windowMs,
    raised: raises.count,
    tens: raises.tens,
    most: (span) => raises.most(span, windowMs),
    loudest: (span) => largest(raises.names(span).values(), LOUDEST).reduce((sum, count) => sum + count, 0),
    floodMs: (span) => floods.ms(from(span), to(span), now),
    from,
    minutes,
    watchedTens(span) {
      if (minutes(span) === 0) return 0;
      const start = days.startOf(span.first);
      return Math.ceil((to(span) - start) / TEN_MINUTES) - Math.floor((from(span) - start) / TEN_MINUTES);
    },
  };
}

/** A figure of the desk's load over a span of days. */
export function loadFigure({ take, denominator }: FigureDefinition, span: Span, load: Load): Figure {
  if (take === 'MOST') {
    const most = load.most(span)?.count ?? 0;
    return { value: most, part: most, of: most };
  }
  if (take === 'TOP') return shareOf(load.loudest(span), load.raised(span));
  const minutes = load.minutes(span);
  if (minutes === 0) return { value: 0, part: 0, of: 0 };
  if (take === 'FULL') {
    const full = load.tens(span).filter((count) => count > load.full).length;
    return shareOf(full, load.watchedTens(span));
  }
  if (take === 'FLOOD') return shareOf(Math.floor(load.floodMs(span) / MINUTE_MS), minutes);
  const part = load.raised(span);
  const of = (minutes * load.seats) / (MINUTES_IN[denominator ?? ''] ?? 1);
  return { value: hundredths(part / of), part, of: hundredths(of) };
}

/** Numbers of the day, as `alarm.today.<id>`, that are the sum of a measure: what the figure of the day is made of. */
export const SUMMED_TODAY: readonly (readonly [id: string, measure: MeasureId])[] = [
  ...ALARM_PRIORITIES.map((priority) => [priority, priorityMeasure(priority)] as const),
  ['raised', 'alarmsRaised'],
  ['acked', 'alarmsAcked'],
  ['ackedInTime', 'alarmsAckedInTime'],
];

/** The other numbers of the day, as `alarm.today.<id>`. */
export function dayOfDesk(load: Load, today: number): Readonly<Record<string, number>> {
  const span: Span = { first: today, last: today };
  const tens = load.tens(span);
  return {
    most10m: load.most(span)?.count ?? 0,
    fullTens: tens.filter((count) => count > load.full).length,
    topTen: load.loudest(span),
    floodS: Math.floor(load.floodMs(span) / 1_000),
  };
}

/** The `some` largest, without sorting the others: most devices speak once. */
function largest(counts: Iterable<number>, some: number): readonly number[] {
  const found: number[] = [];
  for (const count of counts) {
    if (found.length === some && count <= (found[some - 1] ?? 0)) continue;
    const place = found.findIndex((each) => each < count);
    found.splice(place < 0 ? found.length : place, 0, count);
    if (found.length > some) found.pop();
  }
  return found;
}

function shareOf(part: number, of: number): Figure {
  return { value: percent(part, of), part, of };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
