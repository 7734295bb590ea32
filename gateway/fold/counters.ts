import { AGE_PREFIX } from '../contract/ages.ts';
import type { EntityOf } from '../contract/entities.ts';
import { FIGURE_PREFIX } from '../contract/figures.ts';
import { KPI_DEFINITIONS, kpiId } from '../contract/kpi.ts';
import { createAges } from './ages.ts';
import { contributesAlike, contributions } from './kpi.ts';
import type { ModelKind } from './model.ts';
import type { Store } from './store.ts';

/** The numbers of the wall. Changes gather here and become entities when `flush` finds that a value differs. */
export interface Counters {
  /** One entity changed from `before` to `after`. */
  changed<Kind extends ModelKind>(
    kind: Kind,
    before: EntityOf[Kind] | undefined,
    after: EntityOf[Kind],
  ): void;
  /** A number that is not a sum over entities is what it was last set to, until the day changes. */
  set(id: string, value: number, area?: string): void;
  quarantined(): void;
  /** The day that began at `today` (epoch ms); on another day everything is counted anew from the live entities. */
  enter(today: number): void;
  flush(n: number): void;
  /** Takes the values of the store's entities, on day `today`. */
  load(today: number): void;
}

const QUARANTINED = 'quarantined';
const COUNTED_KINDS = ['case', 'alarm', 'terminal', 'video'] as const;

export function createCounters(store: Store): Counters {
  const tally = createTally(store);
  const ages = createAges(store);
  let today = 0;
  const contribute = (kind: ModelKind, entity: EntityOf[ModelKind], sign: 1 | -1) => {
    for (const { id, by, areas = [] } of contributions(kind, entity, today)) {
      tally.add(id, by * sign, null);
      for (const area of areas) if (area !== null) tally.add(kpiId(id, area), by * sign, area);
    }
  };
  for (const { id } of KPI_DEFINITIONS) tally.add(id, 0, null);
  return {
    changed(kind, before, after) {
      if (contributesAlike(kind, before, after)) return;
      if (before !== undefined) contribute(kind, before, -1);
      contribute(kind, after, 1);
      ages.changed(kind, before, after);
    },
    set: tally.set,
    quarantined: () => tally.add(QUARANTINED, 1, null),
    enter(day) {
      if (day === today) return;
      today = day;
      tally.clear();
      for (const kind of COUNTED_KINDS) for (const entity of store.all(kind)) contribute(kind, entity, 1);
    },
    flush(n) {
      tally.flush(n);
      ages.flush(n);
    },
    load(day) {
      today = day;
      tally.load();
      ages.load();
    },
  };
}

interface Count {
  value: number;
  readonly area: string | null;
}

/** Values by KPI id; those that were touched become entities at `flush`, if they differ from what is shown. */
function createTally(store: Store) {
  const counts = new Map<string, Count>();
  const touched = new Set<string>();
  return {
    add(id: string, by: number, area: string | null) {
      const count = counts.get(id);
      if (count === undefined) counts.set(id, { value: by, area });
      else count.value += by;
      touched.add(id);
    },
    set(id: string, value: number, area: string | null = null) {
      const count = counts.get(id);
      if (count === undefined) counts.set(id, { value, area });
      else count.value = value;
      touched.add(id);
    },
    /** All to 0 but the entries in quarantine, which no entity could give back. */
    clear() {
      for (const [id, count] of counts) {
        if (id === QUARANTINED) continue;
        count.value = 0;
        touched.add(id);
      }
    },
    flush(n: number) {
      for (const id of touched) {
        const value = counts.get(id)?.value ?? 0;
        const area = counts.get(id)?.area ?? null;
        if (store.get('kpi', id)?.value !== value) store.put('kpi', { id, value, area }, n);
      }
      touched.clear();
    },
    load() {
      for (const { id, value, area } of store.all('kpi')) {
        if (!id.startsWith(FIGURE_PREFIX) && !id.startsWith(AGE_PREFIX)) counts.set(id, { value, area });
      }
      touched.clear();
    },
  };
}
