import { AGE_PREFIX } from '../contract/ages.ts';
import type { EntityOf } from '../contract/entities.ts';
import { FIGURE_PREFIX } from '../contract/figures.ts';
import {
  ASTRAY_MERGES,
  CATALOGUE_RETURNED_PREFIX,
  HAZARD_CATEGORY_PREFIX,
  KPI_DEFINITIONS,
  kpiId,
} from '../contract/kpi.ts';
import { CASE_PREFIXES } from '../contract/kpi-case.ts';
import { ALGORITHM_PREFIXES } from '../contract/kpi-video.ts';
import { createAges } from './ages.ts';
import { type Contribution, contributesAlike, contributions } from './kpi.ts';
import type { CountedKind } from './model.ts';
import type { Store } from './store.ts';
import type { Ledger } from './table.ts';

/** The numbers of the wall. Changes gather here and become entities when `flush` finds that a value differs. */
export interface Counters {
  /** One entity changed from `before` to `after`. */
  changed<Kind extends CountedKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  /** One entity has left. */
  left<Kind extends CountedKind>(kind: Kind, before: EntityOf[Kind]): void;
  /**
   * One entity leaves the live state at entry `n`; what it has added to the counts of the day stays until the day ends.
   * What counts a terminal, a wrong merge, or the hand-backs of a row of the duty catalogue, is of the moment.
   */
  gone<Kind extends CountedKind>(kind: Kind, last: EntityOf[Kind], n: number): void;
  /** One that had left is there again, as it was. */
  back<Kind extends CountedKind>(kind: Kind, entity: EntityOf[Kind]): void;
  /** What such entities have added, by `kind:id#n`. */
  leavings(): IterableIterator<[string, readonly Contribution[]]>;
  /** A number that is not a sum over entities is what it was last set to, until the day changes. */
  set(id: string, value: number, area?: string): void;
  quarantined(): void;
  /** The day that began at `today` (epoch ms); on another day everything is counted anew from the live entities. */
  enter(today: number): void;
  flush(n: number): void;
  /** Takes the values of the store's entities, on day `today`. */
  load(today: number, leavings: LeavingsImage): void;
}

export type LeavingsImage = readonly (readonly [string, readonly Contribution[]])[];

/** Counts with a word of a source in their id: once a day those at 0 leave, or words would gather for ever. */
const OPEN_ENDED = [
  HAZARD_CATEGORY_PREFIX,
  ...Object.values(CASE_PREFIXES),
  ...Object.values(ALGORITHM_PREFIXES),
  CATALOGUE_RETURNED_PREFIX,
];
const QUARANTINED = 'quarantined';
const COUNTED_KINDS = ['case', 'alarm', 'terminal', 'video', 'warning', 'instruction'] as const;

export function createCounters(store: Store, ledger: Ledger): Counters {
  const leavings = ledger.table<readonly Contribution[]>('gone today');
  const tally = createTally(store);
  const ages = createAges(store);
  let today = 0;
  let isNewDay = false;
  const contribute = (kind: CountedKind, entity: EntityOf[CountedKind], sign: 1 | -1) => {
    for (const { id, by, areas } of contributions(kind, entity, today)) tally.add(id, by * sign, areas);
  };
  for (const { id } of KPI_DEFINITIONS) tally.add(id, 0);
  return {
    changed(kind, before, after) {
      if (contributesAlike(kind, before, after)) return;
      if (before !== undefined) contribute(kind, before, -1);
      contribute(kind, after, 1);
      ages.changed(kind, before, after);
    },
    left: (kind, before) => contribute(kind, before, -1),
    gone(kind, last, n) {
      const list = contributions(kind, last, today);
      const ofMoment = list.filter(
        ({ id }) => kind === 'terminal' || id === ASTRAY_MERGES || id.startsWith(CATALOGUE_RETURNED_PREFIX),
      );
      for (const { id, by, areas } of ofMoment) tally.add(id, -by, areas);
      const ofDay = list.filter((each) => !ofMoment.includes(each));
      if (ofDay.length > 0) leavings.put(`${kind}:${last.id}#${n}`, ofDay);
    },
    back(kind, entity) {
      const left = `${kind}:${entity.id}#`;
      for (const [name, list] of [...leavings.entries()].filter(([name]) => name.startsWith(left))) {
        for (const { id, by, areas } of list) tally.add(id, -by, areas);
        leavings.delete(name);
      }
      contribute(kind, entity, 1);
    },
    leavings: () => leavings.entries(),
    set: tally.set,
    quarantined: () => tally.add(QUARANTINED, 1),
    enter(day) {
      if (day === today) return;
      today = day;
      isNewDay = true;
      tally.clear();
      for (const name of [...leavings.ids()]) leavings.delete(name);
      for (const kind of COUNTED_KINDS) for (const entity of store.all(kind)) contribute(kind, entity, 1);
    },
    flush(n) {
      tally.flush(n);
      ages.flush(n);
      if (!isNewDay) return;
      isNewDay = false;
      tally.sweep(n);
      ages.sweep(n);
    },
    load(day, gone) {
      today = day;
      for (const [name, list] of gone) leavings.put(name, list);
      tally.load();
      ages.load();
    },
  };
}

/** Of an open-ended family, and not the member that stands for “not told”. */
function hasWord(id: string): boolean {
  return OPEN_ENDED.some((prefix) => id.length > prefix.length && id.startsWith(prefix));
}

interface Count {
  readonly id: string;
  readonly area: string | null;
  /** The same number of an area, so that its id is put together once. */
  readonly areas: Map<string, Count>;
  value: number;
  /** As the entity has it; null before there is one. */
  shown: number | null;
  touched: boolean;
}

/** Values by KPI id; those that were touched become entities at `flush`, if they differ from what is shown. */
function createTally(store: Store) {
  const counts = new Map<string, Count>();
  const touched: Count[] = [];
  const countOf = (id: string, area: string | null): Count => {
    const known = counts.get(id);
    if (known !== undefined) return known;
    const count: Count = { id, area, areas: new Map(), value: 0, shown: null, touched: false };
    counts.set(id, count);
    return count;
  };
  const countIn = ({ id, areas }: Count, area: string): Count => {
    const known = areas.get(area);
    if (known !== undefined) return known;
    const count = countOf(kpiId(id, area), area);
    areas.set(area, count);
    return count;
  };
  const change = (count: Count, value: number) => {
    count.value = value;
    if (count.touched) return;
    count.touched = true;
    touched.push(count);
  };
  return {
    /** Also to the number of each of the areas. */
    add(id: string, by: number, areas?: readonly (string | null)[]) {
      const whole = countOf(id, null);
      change(whole, whole.value + by);
      if (areas === undefined) return;
      for (const area of areas) {
        if (area === null) continue;
        const part = countIn(whole, area);
        change(part, part.value + by);
      }
    },
    set: (id: string, value: number, area: string | null = null) => change(countOf(id, area), value),
    /** All to 0 but the entries in quarantine, which no entity could give back. */
    clear() {
      for (const count of counts.values()) if (count.id !== QUARANTINED) change(count, 0);
    },
    flush(n: number) {
      for (const count of touched) {
        const { id, value, area, shown } = count;
        count.touched = false;
        if (shown === value) continue;
        store.put('kpi', { id, value, area }, n);
        count.shown = value;
      }
      touched.length = 0;
    },
    /** Right after a flush: what counts nothing and has a word in its id goes. */
    sweep(n: number) {
      for (const { id, value } of [...counts.values()]) {
        if (value !== 0 || !hasWord(id)) continue;
        counts.delete(id);
        store.remove('kpi', id, n);
      }
    },
    load() {
      for (const count of touched) count.touched = false;
      touched.length = 0;
      for (const { id, value, area } of store.all('kpi')) {
        if (id.startsWith(FIGURE_PREFIX) || id.startsWith(AGE_PREFIX)) continue;
        counts.set(id, { id, area, areas: new Map(), value, shown: value, touched: false });
      }
    },
  };
}
