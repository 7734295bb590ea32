/** What one local day brought forth, sorted by `at`, with the instant after its last item. */
interface DayOf<T extends { readonly at: number }> {
  readonly items: readonly T[];
  readonly endAt: number;
}

/** Days kept at most; the oldest are made again when asked for. */
const KEPT = 120;

function firstAtOrAfter(items: readonly { readonly at: number }[], from: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.at ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `make` for each day once, as long as no more than `KEPT` others were asked for since. */
export function onceADay<T>(make: (day: number) => readonly T[]): (day: number) => readonly T[] {
  const days = new Map<number, readonly T[]>();
  return (day) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const made = make(day);
    days.set(day, made);
    const oldest = days.keys().next();
    if (days.size > KEPT && !oldest.done) days.delete(oldest.value);
    return made;
  };
}

/**
 * Items of many days, each day made once when first needed. `reach` is how many days an item of one day may last.
 * Memory is bounded: at most `KEPT` days are held.
 */
export function dayCache<T extends { readonly at: number }>(
  reach: number,
  make: (day: number) => readonly T[],
) {
  const days = new Map<number, DayOf<T>>();
  const get = (day: number): DayOf<T> => {
    const known = days.get(day);
    if (known) return known;
    const items = [...make(day)].sort((a, b) => a.at - b.at);
    const made = { items, endAt: (items.at(-1)?.at ?? Number.NEGATIVE_INFINITY) + 1 };
    days.set(day, made);
    const oldest = days.keys().next();
    if (days.size > KEPT && !oldest.done) days.delete(oldest.value);
    return made;
  };
  return {
    /** Items with `from ≤ at < to` of the days `first − reach` to `last`. */
    between(first: number, last: number, span: { from: number; to: number }): T[] {
      const out: T[] = [];
      for (let day = first - reach; day <= last; day += 1) {
        const { items, endAt } = get(day);
        if (endAt <= span.from) continue;
        for (let i = firstAtOrAfter(items, span.from); i < items.length; i += 1) {
          const item = items[i] as T;
          if (item.at >= span.to) break;
          out.push(item);
        }
      }
      return out;
    },
  };
}
