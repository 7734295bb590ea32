import type { Entity } from '../../../gateway/contract/entities.ts';
import { ENTITY_KINDS } from '../../../gateway/contract/entities.ts';
import type { Position } from '../../../gateway/contract/position.ts';
import type { Projection } from '../../../gateway/contract/vocabulary.ts';
import type { DistinctEvent, Hello, Reset, ResumeToken } from '../../../gateway/contract/wire.ts';
import { type Connection, createConnection } from '../../../screen/live/connection.ts';
import { createReplica, type Replica } from '../../../screen/live/replica.ts';
import type { SocketHandlers } from '../../../screen/live/socket.ts';
import { realSurroundings, type Surroundings } from '../../../screen/live/surroundings.ts';
import { KEYS } from '../../support/gateway.ts';

/** One thing that happened to a wall, in order. `place` is where it stood afterwards, read from its own token. */
export type WallStep =
  | {
      readonly what: 'hello' | 'reset';
      readonly at: number;
      /** Whose projection it sees from here on. */
      readonly projection: Projection;
      readonly mode: Hello['mode'];
      readonly reason: string | null;
      /** Place of the snapshot that was announced; null when none was. */
      readonly snapshotN: number | null;
    }
  | {
      readonly what: 'frame' | 'beat';
      readonly at: number;
      readonly from: number | null;
      readonly b: number;
      readonly applied: boolean;
      readonly place: Position | null;
      /** Distinct events that a frame told. */
      readonly events: readonly DistinctEvent[];
    }
  | { readonly what: 'swap'; readonly at: number; readonly place: Position | null }
  | { readonly what: 'link'; readonly at: number; readonly state: string; readonly logOk: boolean }
  | { readonly what: 'bye'; readonly at: number; readonly code: string };

/** What a wall shows at one instant, and how it got there. */
export interface WallEvidence {
  readonly name: string;
  readonly place: Position | null;
  /** Positions of terminals are complete only up to here; null: as far as everything else. */
  readonly behind: number | null;
  /** Frames that showed that an event before them had never come. */
  readonly eventGaps: number;
  readonly viewHash: string;
  /** `kind:id` → entity. */
  readonly entities: ReadonlyMap<string, Entity>;
  readonly steps: readonly WallStep[];
}

/** A wall without a screen: the page's own replica and connection, going on to the next gateway when one is lost. */
export interface FaultWall {
  readonly name: string;
  readonly replica: Replica;
  readonly connection: Connection;
  readonly steps: readonly WallStep[];
  /** Everything it shows now. */
  evidence(): WallEvidence;
  stop(): void;
}

export interface FaultWallOptions {
  readonly name: string;
  /** Gateways that it may go to; asked with every connection. */
  readonly origins: () => readonly string[];
  /** Where it begins. @default 0 */
  readonly first?: number;
  readonly key?: string;
  readonly as?: 'visitor';
  readonly surroundings?: Partial<Surroundings>;
}

/** The place that a token names; the client never looks into it, a test may. */
export function placeOf(token: ResumeToken): Position {
  const [body = ''] = token.split('.');
  const { e, n, h } = JSON.parse(Buffer.from(body, 'base64url').toString()) as Position;
  return { e, n, h };
}

/** Opens the wall and begins at once. */
export function openWall(options: FaultWallOptions): FaultWall {
  const { name, origins, key = KEYS.read, as } = options;
  const steps: WallStep[] = [];
  const inner = createReplica();
  const replica = watchReplica(inner, steps);
  const real = { ...realSurroundings(), ...options.surroundings };
  let at = options.first ?? 0;
  const origin = () => {
    const known = origins();
    return known[at % known.length] ?? '';
  };
  const connection = createConnection({
    origin: '',
    replica,
    key,
    as,
    surroundings: {
      ...real,
      openSocket: (_, auth, handlers) =>
        real.openSocket(
          origin(),
          auth,
          watchHandlers(handlers, steps, () => (at += 1)),
        ),
      fetch: (path, init) => real.fetch(origin() + path, init),
    },
    onLink: ({ state, logOk }) => void steps.push({ what: 'link', at: Date.now(), state, logOk }),
  });
  connection.start();
  return {
    name,
    replica: inner,
    connection,
    steps,
    evidence: () => ({
      name,
      place: standing(inner),
      behind: inner.place?.behind ?? null,
      eventGaps: inner.events.counts.gaps,
      viewHash: inner.viewHash(),
      entities: contentOf(inner),
      steps: [...steps],
    }),
    stop: () => connection.stop(),
  };
}

const standing = (replica: Replica) => (replica.place === null ? null : placeOf(replica.place.token));

function contentOf(replica: Replica): Map<string, Entity> {
  const entities = new Map<string, Entity>();
  for (const kind of ENTITY_KINDS) {
    for (const [id, entity] of replica.collection(kind)) entities.set(`${kind}:${id}`, entity);
  }
  return entities;
}

/** The same replica, with every step written down. */
function watchReplica(replica: Replica, steps: WallStep[]): Replica {
  const moving = (what: 'frame' | 'beat', b: number, events: readonly DistinctEvent[], go: () => string) => {
    const from = replica.place?.n ?? null;
    const result = go();
    const applied = result === 'applied';
    steps.push({ what, at: Date.now(), from, b, applied, place: standing(replica), events });
    return result;
  };
  const watched: Partial<Replica> = {
    frame: (frame) => moving('frame', frame.b, frame.a ?? [], () => replica.frame(frame)) as never,
    heartbeat: (beat) => moving('beat', beat.b, [], () => replica.heartbeat(beat)) as never,
    stage(snapshot, epoch) {
      const staging = replica.stage(snapshot, epoch);
      return {
        add: staging.add,
        commit() {
          const done = staging.commit();
          if (done) steps.push({ what: 'swap', at: Date.now(), place: standing(replica) });
          return done;
        },
      };
    },
  };
  return new Proxy(replica, {
    get: (target, name: keyof Replica) => watched[name] ?? target[name],
  });
}

function watchHandlers(handlers: SocketHandlers, steps: WallStep[], moveOn: () => void): SocketHandlers {
  let projection: Projection = 'operator';
  const announce = (what: 'hello' | 'reset', message: Hello | Reset) => {
    if ('projection' in message) projection = message.projection;
    const mode = 'mode' in message ? message.mode : 'snapshot';
    const snapshotN = message.snapshot?.n ?? null;
    steps.push({ what, at: Date.now(), projection, mode, reason: message.reason ?? null, snapshotN });
  };
  return {
    ...handlers,
    hello(message) {
      announce('hello', message);
      handlers.hello(message);
    },
    reset(message) {
      announce('reset', message);
      handlers.reset(message);
    },
    bye(message) {
      steps.push({ what: 'bye', at: Date.now(), code: message.code });
      moveOn();
      handlers.bye(message);
    },
    refused(problem) {
      moveOn();
      handlers.refused(problem);
    },
    closed() {
      moveOn();
      handlers.closed();
    },
  };
}
