import type { EntityOf } from '../contract/entities.ts';
import { KPI_DEFINITIONS, kpiId } from '../contract/kpi.ts';
import { type Contribution, contributesAlike, contributions } from './kpi.ts';
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
  quarantined(): void;
  /** The day that began at `today` (epoch ms); on another day everything is counted anew from the live entities. */
  enter(today: number): void;
  flush(n: number): void;
  /** Takes the values of the store's entities, on day `today`. */
  load(today: number): void;
}

const COUNTED_KINDS = ['case', 'alarm', 'terminal', 'video'] as const;

interface Count {
  value: number;
  readonly area: string | null;
}

export function createCounters(store: Store): Counters {
  const values = new Map<string, Count>();
  const dirty = new Set<string>();
  let today = 0;

  const add = (id: string, by: number, area: string | null) => {
    const count = values.get(id);
    if (count === undefined) values.set(id, { value: by, area });
    else count.value += by;
    dirty.add(id);
  };
  const contribute = ({ id, by, areas = [] }: Contribution, sign: 1 | -1) => {
    add(id, by * sign, null);
    for (const area of areas) if (area !== null) add(kpiId(id, area), by * sign, area);
  };
  const contributeAll = (kind: ModelKind, entity: EntityOf[ModelKind], sign: 1 | -1) => {
    for (const each of contributions(kind, entity, today)) contribute(each, sign);
  };
  for (const { id } of KPI_DEFINITIONS) add(id, 0, null);

  return {
    changed(kind, before, after) {
      if (contributesAlike(kind, before, after)) return;
      if (before !== undefined) contributeAll(kind, before, -1);
      contributeAll(kind, after, 1);
    },
    quarantined: () => add('quarantined', 1, null),
    enter(day) {
      if (day === today) return;
      today = day;
      for (const [id, count] of values) {
        if (id === 'quarantined') continue;
        count.value = 0;
        dirty.add(id);
      }
      for (const kind of COUNTED_KINDS) {
        for (const entity of store.all(kind)) contributeAll(kind, entity, 1);
      }
    },
    flush(n) {
      for (const id of dirty) {
        const { value, area } = values.get(id) as Count;
        if (store.get('kpi', id)?.value !== value) store.put('kpi', { id, value, area }, n);
      }
      dirty.clear();
    },
    load(day) {
      today = day;
      for (const { id, value, area } of store.all('kpi')) values.set(id, { value, area });
      dirty.clear();
    },
  };
}
