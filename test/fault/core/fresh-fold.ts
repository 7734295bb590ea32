import type { Project } from '../../../gateway/access/port.ts';
import { createProject } from '../../../gateway/access/projections.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../gateway/contract/entry.ts';
import { add64, entityHash, hex64 } from '../../../gateway/contract/hash.ts';
import type { RegionArea } from '../../../gateway/contract/region.ts';
import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import { createFold } from '../../../gateway/fold/index.ts';
import type { Fold } from '../../../gateway/fold/port.ts';
import type { RawEntry } from './raw-log.ts';

/** What the walls of one projection see. */
export interface View {
  readonly viewHash: string;
  /** `kind:id` → entity. */
  readonly entities: ReadonlyMap<string, Entity>;
}

/** What a wall or a gateway must hold at one place of the final log: a fold that has seen nothing but that log. */
export interface Expected {
  readonly n: number;
  readonly stateHash: string;
  readonly views: Readonly<Record<Projection, View>>;
}

/** Folds the raw log from its first entry; answers for any place, ascending or not. Ascending is the quicker way. */
export function foldAnew(log: readonly RawEntry[]): (n: number) => Expected {
  const known = new Map<number, Expected>();
  const project = createProject(areasIn(log));
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
    const expected = whatIsIn(fold, project, n);
    known.set(n, expected);
    return expected;
  };
}

/** The areas that the log's rules name last; gateways take them from the same files. */
function areasIn(log: readonly RawEntry[]): readonly RegionArea[] {
  for (const { type, data } of log.toReversed()) {
    const areas = type === 'system.configured' ? (objectIn(data) as { areas?: unknown } | null)?.areas : null;
    if (Array.isArray(areas)) return areas as readonly RegionArea[];
  }
  return [];
}

function whatIsIn(fold: Fold, project: Project, n: number): Expected {
  const views = { operator: viewOf(fold, project, 'operator'), visitor: viewOf(fold, project, 'visitor') };
  return { n, stateHash: fold.stateHash(), views };
}

function viewOf(fold: Fold, project: Project, projection: Projection): View {
  const entities = new Map<string, Entity>();
  const sum = { hi: 0, lo: 0 };
  for (const kind of ENTITY_KINDS) {
    for (const entity of fold.all(kind)) {
      const seen = project(kind as EntityKind, entity as never, projection);
      if (seen === null) continue;
      entities.set(`${kind}:${entity.id}`, seen);
      add64(sum, entityHash(kind, entity.id, seen));
    }
  }
  return { viewHash: hex64(sum), entities };
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
