import type { Days } from './days.ts';
import type { Span } from './figures.ts';

const TEN_MINUTES = 600_000;

/** One alarm that came before the seats, epoch ms; `by`: its device, where that was told. */
interface Raise {
  readonly at: number;
  readonly by: string | undefined;
}

/** The fullest stretch of time, which ends with the alarm that came at `to`, epoch ms. */
export interface Peak {
  readonly count: number;
  readonly to: number;
}

/**
 * Alarms by when they came before the seats, on the days of a span. Only those that came while the log was watched: a
 * history that was told to it later was nobody's load.
 */
export interface Raises {
  add(raise: Raise, sign: 1 | -1): void;
  count(span: Span): number;
  /** Alarms in each ten minutes by the clock that had any. */
  tens(span: Span): readonly number[];
  /** Alarms by device. */
  names(span: Span): ReadonlyMap<string, number>;
  /**
   * Most within any `windowMs`, as the strip counts those of the last minutes: a stretch that ends on a day of the span, with
   * an alarm that came while the log was watched, may have begun before. Null without such an alarm.
   */
  most(span: Span, windowMs: number): Peak | null;
}

/** What a day adds up to; goes along with what is raised last, and is looked at anew after any other change. */
interface Seen {
  /** Those that came before the log was watched, and the others; each in ascending order. */
  readonly unwatched: readonly number[];
  readonly ats: number[];
  readonly names: Map<string, number>;
  /** By the ten minutes since the day began. */
  readonly tens: Map<number, number>;
}

/** @param since when the log was first watched, epoch ms; null before */
export function createRaises(
  { dayOf, startOf }: Pick<Days, 'dayOf' | 'startOf'>,
  since: () => number | null,
): Raises {
  const byDay = new Map<number, Raise[]>();
  const seen = new Map<number, Seen>();
  const peaks = new Map<number, { readonly windowMs: number; readonly peak: Peak | null }>();
  let seenSince: number | null = null;
  const look = (day: number): Seen => {
    const [known, from] = [seen.get(day), since()];
    if (known !== undefined) return known;
    const fresh = seenOf(byDay.get(day) ?? [], from ?? Number.POSITIVE_INFINITY, startOf(day));
    seen.set(day, fresh);
    return fresh;
  };
  const peakOf = (day: number, windowMs: number): Peak | null => {
    const known = peaks.get(day);
    if (known?.windowMs === windowMs) return known.peak;
    const [former, own] = [look(day - 1), look(day)];
    const peak = fullest([...former.unwatched, ...former.ats, ...own.unwatched], own.ats, windowMs);
    peaks.set(day, { windowMs, peak });
    return peak;
  };
  const daysOf = ({ first, last }: Span): readonly number[] => {
    if (since() !== seenSince) {
      seen.clear();
      peaks.clear();
      seenSince = since();
    }
    return [...byDay.keys()].filter((day) => day >= first && day <= last).sort((a, b) => a - b);
  };
  return {
    add(raise, sign) {
      const day = dayOf(raise.at);
      const raises = byDay.get(day) ?? [];
      if (sign === 1) raises.push(raise);
      else
        raises.splice(
          raises.findIndex(({ at, by }) => at === raise.at && by === raise.by),
          1,
        );
      if (raises.length > 0) byDay.set(day, raises);
      else byDay.delete(day);
      for (const each of [day, day + 1]) peaks.delete(each);
      const known = seen.get(day);
      if (known === undefined) return;
      const from = since();
      const isLast = from !== null && raise.at >= from && raise.at >= (known.ats.at(-1) ?? raise.at);
      if (sign === 1 && isLast) see(known, raise, startOf(day));
      else seen.delete(day);
    },
    count: (span) => daysOf(span).reduce((sum, day) => sum + look(day).ats.length, 0),
    tens: (span) => daysOf(span).flatMap((day) => [...look(day).tens.values()]),
    names(span) {
      const all = daysOf(span);
      const [only] = all;
      if (only !== undefined && all.length === 1) return look(only).names;
      const sums = new Map<string, number>();
      for (const day of all)
        for (const [name, count] of look(day).names) sums.set(name, (sums.get(name) ?? 0) + count);
      return sums;
    },
    most(span, windowMs) {
      let most: Peak | null = null;
      for (const day of daysOf(span)) {
        const peak = peakOf(day, windowMs);
        if (peak !== null && peak.count > (most?.count ?? 0)) most = peak;
      }
      return most;
    },
  };
}

function seenOf(raises: readonly Raise[], from: number, start: number): Seen {
  const inOrder = raises.toSorted((a, b) => a.at - b.at);
  const unwatched = inOrder.flatMap(({ at }) => (at < from ? [at] : []));
  const day: Seen = { unwatched, ats: [], names: new Map(), tens: new Map() };
  for (const raise of inOrder.slice(unwatched.length)) see(day, raise, start);
  return day;
}

/** One more, not before any other. */
function see({ ats, names, tens }: Seen, { at, by }: Raise, start: number): void {
  ats.push(at);
  if (by !== undefined) names.set(by, (names.get(by) ?? 0) + 1);
  const slot = Math.floor((at - start) / TEN_MINUTES);
  tens.set(slot, (tens.get(slot) ?? 0) + 1);
}

/** The first of the fullest stretches that end with one of `own`; `before` came earlier than all of them. */
function fullest(before: readonly number[], own: readonly number[], windowMs: number): Peak | null {
  const all = [...before, ...own];
  let [oldest, most]: [number, Peak | null] = [0, null];
  for (let latest = before.length; latest < all.length; latest += 1) {
    const to = all[latest] ?? 0;
    while ((all[oldest] ?? to) <= to - windowMs) oldest += 1;
    const count = latest - oldest + 1;
    if (count > (most?.count ?? 0)) most = { count, to };
  }
  return most;
}
