import { type MeasureId, SPREAD_MEASURES } from '../../contract/measures.ts';
import type { Ledger } from '../table.ts';
import type { Moment } from './moments.ts';

const DAY_MS = 86_400_000;
/** Days that are kept apart; what is older is one sum. */
export const DAYS_KEPT = 400;

/** Sums of measures by site-local day (days since 1970-01-01) and area; `''` is the whole site. */
export interface Days {
  dayOf(at: number): number;
  /** First instant of a day, epoch ms. */
  startOf(day: number): number;
  add(moment: Moment, areas: readonly string[], by: 1 | -1): void;
  /** First day that is kept apart; all before it are one sum. */
  oldest(): number;
  /** Goes to `today`; what has grown too old joins the sum of everything before. */
  moveTo(today: number): void;
  /** From then on days are cut by this offset. The caller takes out what it has put in, and puts it in again. */
  cutAt(utcOffsetMs: number): void;
  /** Sum over the days `[from, to]`; from −∞ with everything before. */
  sum(measure: MeasureId, area: string, from: number, to: number): number;
  /** How often each value came on the days `[from, to]`, in ascending order of the values. */
  spread(measure: MeasureId, area: string, from: number, to: number): readonly (readonly [number, number])[];
  /** Measures by area (as `sumKey` names them) whose sums changed since this was last asked. */
  touched(): ReadonlySet<string>;
  /** Areas that the measure was ever counted in, the site left out. */
  areas(): Iterable<string>;
  image(): DaysImage;
  load(image: DaysImage, utcOffsetMs: number): void;
}

export interface DaysImage {
  readonly oldest: number;
  readonly areas: readonly string[];
  readonly cells: readonly (readonly [string, number])[];
}

/** Stands for every day before the oldest that is kept. */
const BEFORE = -1_000_000;
type Cells = Map<number, Map<number, number>>;

/** What one sum is of; `bucket`: of a measure that is spread, which value was counted, else 0. */
interface Cell {
  readonly measure: MeasureId;
  readonly day: number;
  readonly bucket: number;
  readonly area: string;
}

/** Measures of which each value is kept apart, for medians. */
export const SPREAD: ReadonlySet<MeasureId> = new Set(SPREAD_MEASURES);

/** @param name of its rows under the state hash */
export function createDays(ledger: Ledger, name = 'day'): Days {
  const table = ledger.table<number>(name);
  const index = new Map<string, Cells>();
  const areas = new Set<string>();
  let touched = new Set<string>();
  let offset = 0;
  let oldest = BEFORE + 1;
  const cellsOf = (key: string): Cells => {
    const known = index.get(key);
    if (known !== undefined) return known;
    const fresh: Cells = new Map();
    index.set(key, fresh);
    return fresh;
  };
  const change = (cell: Cell, valueAfter: (before: number) => number) => {
    const { measure, day, bucket, area } = cell;
    const key = sumKey(measure, area);
    const cells = cellsOf(key);
    const buckets = cells.get(day) ?? new Map<number, number>();
    const value = valueAfter(buckets.get(bucket) ?? 0);
    if (area !== '') areas.add(area);
    touched.add(key);
    if (value !== 0) {
      cells.set(day, buckets.set(bucket, value));
      table.put(nameOf(cell), value);
      return;
    }
    table.delete(nameOf(cell));
    buckets.delete(bucket);
    if (buckets.size === 0) cells.delete(day);
  };
  const raise = (cell: Cell, by: number) => change(cell, (before) => before + by);
  const put = ([measure, , value]: Moment, day: number, area: string, by: number) => {
    const kept = day >= oldest;
    if (!SPREAD.has(measure)) raise({ measure, day: kept ? day : BEFORE, bucket: 0, area }, by * value);
    else if (kept) raise({ measure, day, bucket: value, area }, by);
  };
  const dayOf = (at: number) => Math.floor((at + offset) / DAY_MS);
  const between = (measure: MeasureId, area: string, from: number, to: number) =>
    daysIn(index.get(sumKey(measure, area)) ?? NO_CELLS, from, to);
  return {
    dayOf,
    startOf: (day) => day * DAY_MS - offset,
    oldest: () => oldest,
    add(moment, where, by) {
      const day = dayOf(moment[1]);
      for (const area of where) put(moment, day, area, by);
    },
    moveTo(today) {
      if (today - DAYS_KEPT <= oldest) return;
      oldest = today - DAYS_KEPT;
      for (const [name, value] of [...table.entries()]) {
        const cell = read(name);
        if (cell.day >= oldest || cell.day === BEFORE) continue;
        change(cell, () => 0);
        if (!SPREAD.has(cell.measure)) raise({ ...cell, day: BEFORE, bucket: 0 }, value);
      }
    },
    cutAt(utcOffsetMs) {
      offset = utcOffsetMs;
    },
    sum(measure, area, from, to) {
      let sum = 0;
      for (const buckets of between(measure, area, from, to)) sum += buckets.get(0) ?? 0;
      return sum;
    },
    spread(measure, area, from, to) {
      const values = new Map<number, number>();
      for (const buckets of between(measure, area, from, to)) {
        for (const [value, count] of buckets) values.set(value, (values.get(value) ?? 0) + count);
      }
      return [...values].sort(([a], [b]) => a - b);
    },
    touched() {
      const changed = touched;
      touched = new Set();
      return changed;
    },
    areas: () => areas,
    image: () => ({ oldest, areas: [...areas], cells: [...table.entries()] }),
    load(image, utcOffsetMs) {
      offset = utcOffsetMs;
      oldest = image.oldest;
      for (const area of image.areas) areas.add(area);
      for (const [name, value] of image.cells) change(read(name), () => value);
    },
  };
}

const NO_CELLS: Cells = new Map();

/** What there is of the days `[from, to]`: a few days are looked up, many are gone through. */
function daysIn(cells: Cells, from: number, to: number): Map<number, number>[] {
  const found: Map<number, number>[] = [];
  if (to - from >= cells.size) {
    for (const [day, buckets] of cells) if (day >= from && day <= to) found.push(buckets);
    return found;
  }
  for (let day = from; day <= to; day += 1) {
    const buckets = cells.get(day);
    if (buckets !== undefined) found.push(buckets);
  }
  return found;
}

/** A measure in an area. */
export function sumKey(measure: MeasureId, area: string): string {
  return `${measure} ${area}`;
}

/** `<measure> <day> <bucket> <area>`; an area id may hold spaces. */
function nameOf({ measure, day, bucket, area }: Cell): string {
  return `${measure} ${day} ${bucket} ${area}`;
}

function read(name: string): Cell {
  const [measure = '', day = '', bucket = ''] = name.split(' ', 3);
  const area = name.slice(measure.length + day.length + bucket.length + 3);
  return { measure: measure as MeasureId, day: Number(day), bucket: Number(bucket), area };
}
