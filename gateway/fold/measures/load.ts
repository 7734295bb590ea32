import type { FigureDefinition } from '../../contract/figures.ts';
import { priorityMeasure } from '../../contract/measure-families.ts';
import type { MeasureId } from '../../contract/measures.ts';
import { ALARM_PRIORITIES } from '../../contract/vocabulary.ts';
import type { Context } from '../context.ts';
import type { Evidence } from './evidence.ts';
import { type Figure, percent, type Span } from './figures.ts';
import type { Groups } from './groups.ts';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const TENS_PER_HOUR = 6;
const LOUDEST = 10;
/** Units of the time on watch in an hour, by what stands under the line. */
const IN_AN_HOUR: Readonly<Record<string, number>> = {
  'seat.tens': TENS_PER_HOUR,
  'seat.hours': 1,
  'seat.days': 1 / 24,
};

/** What the alarm desk had to bear over some days (ISA-18.2, EEMUA 191; domain §5.3). */
export interface Load {
  raised(span: Span): number;
  /** Alarms in each ten minutes that had any. */
  tens(span: Span): readonly number[];
  /** Alarms of the ten loudest devices together. */
  loudest(span: Span): number;
  floodMs(span: Span): number;
  /** Whole hours that the log was watched: of the days so far, since there is a log. At least one. */
  hours(span: Span): number;
  readonly seats: number;
  /** More alarms than this in ten minutes are too many. */
  readonly full: number;
}

/** @param groups of all proofs, or of some that are added up again */
export function loadOf(
  groups: Groups,
  { days, floods, since }: Pick<Evidence, 'days' | 'floods' | 'since'>,
  { now, setting }: Context,
): Load {
  const { seats, enterAbove } = setting.rules.alarms.flood;
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  const from = ({ first }: Span) => Math.max(days.startOf(first), since() ?? now);
  const to = ({ last }: Span) => Math.min(days.startOf(last + 1), now);
  return {
    seats,
    full: enterAbove * seats,
    raised: ({ first, last }) => sum(groups.tens(first, last)),
    tens: ({ first, last }) => groups.tens(first, last),
    loudest({ first, last }) {
      return sum(largest(groups.of('alarmsRaised', first, last).values(), LOUDEST));
    },
    floodMs: (span) => floods.ms(days.startOf(span.first), to(span), now),
    hours: (span) => Math.max(1, Math.floor((to(span) - from(span)) / HOUR_MS)),
  };
}

/** A figure of the desk's load over a span of days. */
export function loadFigure({ take, denominator }: FigureDefinition, span: Span, load: Load): Figure {
  const hours = load.hours(span);
  if (take === 'MOST') {
    const most = Math.max(0, ...load.tens(span));
    return { value: most, part: most, of: most };
  }
  if (take === 'FULL') {
    const full = load.tens(span).filter((count) => count > load.full).length;
    return shareOf(full, hours * TENS_PER_HOUR);
  }
  if (take === 'TOP') return shareOf(load.loudest(span), load.raised(span));
  if (take === 'FLOOD')
    return shareOf(Math.floor(load.floodMs(span) / MINUTE_MS), (hours * HOUR_MS) / MINUTE_MS);
  const part = load.raised(span);
  const of = hundredths(hours * load.seats * (IN_AN_HOUR[denominator ?? ''] ?? 1));
  return { value: hundredths(part / of), part, of };
}

/** Numbers of the day, as `alarm.today.<id>`, that are the sum of a measure: what the figure of the day is made of. */
export const SUMMED_TODAY: readonly (readonly [id: string, measure: MeasureId])[] = [
  ...ALARM_PRIORITIES.map((priority) => [priority, priorityMeasure(priority)] as const),
  ['acked', 'alarmsAcked'],
  ['ackedInTime', 'alarmsAckedInTime'],
];

/** The other numbers of the day, as `alarm.today.<id>`. */
export function dayOfDesk(load: Load, today: number): Readonly<Record<string, number>> {
  const span: Span = { first: today, last: today };
  const tens = load.tens(span);
  return {
    raised: load.raised(span),
    most10m: Math.max(0, ...tens),
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
