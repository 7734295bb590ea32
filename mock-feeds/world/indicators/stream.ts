import { draws } from '../rng.ts';
import { bySending, eventOf, type Stream, type Timed, type WorldBasis } from '../stream.ts';
import { type Calendar, HOUR, MINUTE } from '../time.ts';
import { countyReports, type Report, TOWN_REPORTS } from './reports.ts';

/** Days of a month, near enough to tell how much of it has passed. */
const MONTH_DAYS = 30;

interface Series {
  readonly report: Report;
  readonly area: string;
  readonly slot: number;
}

/** The first day of the month so far, and how much of it has passed when `day` begins. On the first it is all of the month before. */
function monthUntil(calendar: Calendar, day: number): { first: number; share: number } {
  const before = Number(calendar.code(day - 1).slice(4));
  return { first: day - before, share: Math.min(1, before / MONTH_DAYS) };
}

function periodOf({ period }: Report, calendar: Calendar, day: number, hour: number) {
  const midnight = calendar.startOf(day);
  if (period === 'hour') return { from: midnight + (hour - 1) * HOUR, to: midnight + hour * HOUR };
  const first = period === 'day' ? day - 1 : monthUntil(calendar, day).first;
  return { from: calendar.startOf(first), to: midnight };
}

/** Does the report speak of a day on which its department works? */
function isAbout({ workdays, period }: Report, calendar: Calendar, day: number): boolean {
  return !workdays || calendar.isWorkday(period === 'hour' ? day : day - 1);
}

/** Numbers of departments for the county, and for each town; never about a person. */
export function indicatorStream(basis: WorldBasis): Stream {
  const { seed, calendar, pack, startMs, scenario } = basis;
  const since = startMs - scenario.history.indicatorHours * HOUR;
  const estates = pack.places.filter(({ category }) => category === '小区').length;
  const series: Series[] = [
    ...countyReports(estates).map((report) => ({ report, area: pack.countyId })),
    ...pack.towns.flatMap(({ id }) => TOWN_REPORTS.map((report) => ({ report, area: id }))),
  ].map((one, slot) => ({ ...one, slot }));

  const told = ({ report, area, slot }: Series, day: number, hour: number): Timed => {
    const { kind, unit, by, network, group } = report;
    const jitter = draws(seed, 'indicator', slot, day, hour).int(0, 9_000);
    const at = calendar.startOf(day) + hour * HOUR + 2 * MINUTE + (slot % 45) * 11_000 + jitter;
    const { from, to } = periodOf(report, calendar, day, hour);
    const value = report.value({
      draw: draws(seed, 'indicator', group, area, day, hour),
      size: draws(seed, 'indicator-size', group, area),
      month: monthUntil(calendar, day).share,
    });
    const subject = `${kind}:${area}${by === null ? '' : `:${by}`}`;
    const period = { from: calendar.iso(from), to: calendar.iso(to) };
    const data = { kind, unit, area, period, ...value, network, ...(by === null ? {} : { by }) };
    const sequence = Math.round((at - since) / MINUTE) + 1;
    const id = `IN${slot}-${calendar.code(day)}${String(hour).padStart(2, '0')}`;
    const said = { feed: 'indicator', type: 'indicator.reported', id, subject, at, sequence, data } as const;
    return { at, event: eventOf(basis, said) };
  };

  const onDay = (one: Series, day: number, from: number, to: number): Timed[] => {
    if (!isAbout(one.report, calendar, day)) return [];
    const hours = one.report.hours.filter((hour) => {
      const earliest = calendar.startOf(day) + hour * HOUR;
      return earliest < to && earliest + HOUR >= from;
    });
    return hours.map((hour) => told(one, day, hour)).filter(({ at }) => at >= from && at < to);
  };

  return {
    since,
    events: (from, to) => {
      const begin = Math.max(from, since);
      const out: Timed[] = [];
      for (let day = calendar.dayOf(begin - HOUR); day <= calendar.dayOf(to); day += 1) {
        for (const one of series) out.push(...onDay(one, day, begin, to));
      }
      return out.sort(bySending);
    },
  };
}
