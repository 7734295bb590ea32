import { createProject } from '../../../gateway/access/projections.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { add64, entityHash, hex64 } from '../../../gateway/contract/hash.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import type { Fold } from '../../../gateway/fold/port.ts';
import type { RawEntry } from './raw-log.ts';

/** What a wall or a gateway must hold at one place of the final log: a fold that has seen nothing but that log. */
export interface Expected {
  readonly n: number;
  readonly stateHash: string;
  readonly viewHash: string;
  /** What an operator's wall sees, `kind:id` → entity. */
  readonly entities: ReadonlyMap<string, Entity>;
}

/** Folds the raw log from its first entry; answers for any place, ascending or not. Ascending is the quicker way. */
export function foldAnew(log: readonly RawEntry[]): (n: number) => Expected {
  const known = new Map<number, Expected>();
  let fold = createFold();
  let applied = 0;
  return (n) => {
    const found = known.get(n);
    if (found !== undefined) return found;
    if ((log[applied - 1]?.n ?? 0) > n) {
      fold = createFold();
      applied = 0;
    }
    for (let entry = log[applied]; entry !== undefined && entry.n <= n; entry = log[applied]) {
      fold.apply(entryOf(entry));
      applied += 1;
    }
    const expected = whatIsIn(fold, n);
    known.set(n, expected);
    return expected;
  };
}

function whatIsIn(fold: Fold, n: number): Expected {
  const project = createProject([]);
  const entities = new Map<string, Entity>();
  const sum = { hi: 0, lo: 0 };
  for (const kind of ENTITY_KINDS) {
    for (const entity of fold.all(kind)) {
      const seen = project(kind as EntityKind, entity as never, 'operator');
      if (seen === null) continue;
      entities.set(`${kind}:${entity.id}`, seen);
      add64(sum, entityHash(kind, entity.id, seen));
    }
  }
  return { n, stateHash: fold.stateHash(), viewHash: hex64(sum), entities };
}

/** Counters of the entries that a fold of the log could not apply. */
export function untoldIn(log: readonly RawEntry[]): ReadonlySet<number> {
  const fold = createFold();
  const untold = new Set<number>();
  for (const entry of log) {
    fold.apply(entryOf(entry));
    if (fold.quarantine().at(-1)?.n === entry.n) untold.add(entry.n);
  }
  return untold;
}

/** Version of an entry whose data is no JSON object: newer than any, so that the fold quarantines it. */
const UNREADABLE = Number.MAX_SAFE_INTEGER;

function entryOf(raw: RawEntry): LogEntry {
  const { received, epoch, flags, data, healedFrom, v, ...same } = raw;
  const read = objectIn(data);
  return {
    ...same,
    v: read === null ? UNREADABLE : v,
    receivedAt: received,
    producerEpoch: epoch,
    flags: flags === '' ? [] : flags.split(','),
    data: read ?? {},
    ...(healedFrom === null ? {} : { healedFrom }),
  } as unknown as LogEntry;
}

function objectIn(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}
