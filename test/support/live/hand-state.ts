import type { Entity, EntityKind } from '../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../gateway/contract/entry.ts';
import type { StateView } from '../../../gateway/fold/port.ts';
import { createEventRing } from '../../../gateway/live/event-ring.ts';
import type { Wire } from '../../../gateway/live/viewer.ts';
import { draft } from './gateway.ts';

/** An entry of the log at `n`. */
export function entryOf(type: LogEntry['type'], subject: string, n: number, healedFrom?: number): LogEntry {
  const healed = healedFrom === undefined ? {} : { healedFrom };
  return { ...draft({ type, subject, receivedAt: n * 1_000 }), e: 'E', n, h: `h${n}`, ...healed };
}

/** A connection that takes everything. */
export const freeWire: Wire = { backlog: () => 0, cut: () => undefined };

/** A state of plain maps that remembers what changed at which entry. */
export function handState(oldestKnown = 0) {
  const entities = new Map<string, { kind: EntityKind; entity: Entity; n: number }>();
  const gone = new Map<string, { kind: EntityKind; id: string; n: number }>();
  let n = 0;
  const ring = createEventRing(1_000);
  const view = {
    get position() {
      return { e: 'E', n, h: `h${n}` };
    },
    get at() {
      return n * 1_000;
    },
    get: (kind: EntityKind, id: string) => entities.get(`${kind}:${id}`)?.entity,
    all: (kind: EntityKind) =>
      [...entities.values()].filter((one) => one.kind === kind).map((one) => one.entity),
    changedAt: (kind: EntityKind, id: string) => entities.get(`${kind}:${id}`)?.n,
    since: (from: number) =>
      from < oldestKnown
        ? null
        : {
            changed: [...entities.values()]
              .filter((one) => one.n > from)
              .map(({ kind, entity }) => ({ kind, id: entity.id })),
            removed: [...gone.values()].filter((one) => one.n > from),
          },
  } as unknown as StateView;
  return {
    view,
    ring,
    /** A distinct fact about an entity, which may change nothing that is seen. */
    fact(type: 'case.progressed' | 'alarm.updated', subject: string) {
      n += 1;
      ring.add(entryOf(type, subject, n));
    },
    put(kind: EntityKind, entity: { readonly id: string; readonly [field: string]: unknown }) {
      n += 1;
      entities.set(`${kind}:${entity.id}`, { kind, entity: entity as unknown as Entity, n });
      gone.delete(`${kind}:${entity.id}`);
      return { changed: [{ kind, entity: entity as unknown as Entity }], removed: [] };
    },
    remove(kind: EntityKind, id: string) {
      n += 1;
      entities.delete(`${kind}:${id}`);
      gone.set(`${kind}:${id}`, { kind, id, n });
      return { changed: [], removed: [{ kind, id }] };
    },
  };
}
