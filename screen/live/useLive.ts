import { type ShallowRef, shallowReadonly, shallowRef } from 'vue';
import type { Command } from '../../gateway/contract/commands.ts';
import { ENTITY_KINDS, type EntityKind } from '../../gateway/contract/entities.ts';
import type { Problem } from '../../gateway/contract/errors.ts';
import type { CommandReply } from '../../gateway/contract/http.ts';
import type { ClockState } from '../../gateway/contract/wire.ts';
import type { Collection, Collections, LinkHealth, LivePort, Place } from '../state/port.ts';
import { createCommits, pacedFrames, type Scheduler } from './commits.ts';
import { type ConnectionCounts, type ConnectionOptions, createConnection } from './connection.ts';
import { createReplica, type Replica, type ReplicaChange } from './replica.ts';
import { realSurroundings } from './surroundings.ts';

export interface LiveStoreOptions
  extends Partial<Pick<ConnectionOptions, 'origin' | 'surroundings' | 'key' | 'as' | 'client'>> {
  /** When changes reach the panels. @default once per animation frame, once a second while hidden */
  readonly schedule?: Scheduler;
}

/** The page's live state: what panels read, and the two switches and the one way to speak that the shell needs. */
export interface LiveStore extends LivePort {
  /** Place with the epoch, which only the ops page shows. */
  readonly place: Readonly<ShallowRef<(Place & { readonly epoch: string }) | null>>;
  readonly counts: Readonly<ConnectionCounts>;
  collection<Kind extends EntityKind>(kind: Kind): Collection<Kind>;
  start(): void;
  stop(): void;
  /** @throws Error when there is no connection or no answer; the same command may be sent again */
  send(command: Command): Promise<CommandReply | Problem>;
}

/**
 * The one store of the page. All kinds and the place change together, in one commit: a panel never sees half a frame.
 */
export function createLiveStore(options: LiveStoreOptions = {}): LiveStore {
  const replica = createReplica();
  const surroundings = options.surroundings ?? realSurroundings();
  const openedAt = surroundings.monotonic();
  const committed = createCommitted(replica);
  const link = shallowRef<LinkHealth>({ state: 'connecting', since: null, reason: null, logOk: true });
  const clock = shallowRef<ClockState>({ simulated: false, rate: 1 });
  const commits = createCommits(committed.commit, options.schedule ?? pacedFrames());
  const connection = createConnection({
    origin: options.origin ?? window.location.origin,
    replica,
    surroundings,
    key: options.key,
    as: options.as,
    client: options.client,
    onLink(health) {
      link.value = health;
    },
    onClock(state) {
      clock.value = state;
    },
  });
  replica.onChange((change) => {
    committed.note(change);
    commits.request();
  });
  return {
    collections: committed.collections,
    collection: (kind) => committed.collections[kind],
    link: shallowReadonly(link),
    place: shallowReadonly(committed.place),
    clock: shallowReadonly(clock),
    counts: connection.counts,
    serverNow: () => connection.clock.now(),
    upMs: () => surroundings.monotonic() - openedAt,
    start: () => connection.start(),
    stop() {
      connection.stop();
      commits.cancel();
    },
    send: (command) => connection.send(command),
  };
}

/** What the panels see: one map per kind, copied from the replica at a commit and never changed in between. */
function createCommitted(replica: Replica) {
  const refs = Object.fromEntries(
    ENTITY_KINDS.map((kind) => [kind, shallowRef(replica.collection(kind))]),
  ) as unknown as Record<EntityKind, ShallowRef<ReadonlyMap<string, unknown>>>;
  const place: LiveStore['place'] & { value: unknown } = shallowRef(null);
  const dirty = new Set<EntityKind>();
  return {
    collections: refs as unknown as Collections,
    place,
    note({ touched }: ReplicaChange): void {
      for (const kind of touched.keys()) dirty.add(kind);
    },
    commit(): void {
      for (const kind of dirty) refs[kind].value = new Map(replica.collection(kind));
      dirty.clear();
      place.value = replica.place;
    },
  };
}
