import type { Hello, SnapshotRef } from '../../../gateway/contract/wire.ts';
import { type Connection, createConnection } from '../../../screen/live/connection.ts';
import { createReplica, type Replica } from '../../../screen/live/replica.ts';
import type { SocketHandlers } from '../../../screen/live/socket.ts';
import { realSurroundings, type Surroundings } from '../../../screen/live/surroundings.ts';

/** What all walls met, those that have left included. */
export interface CrowdCounts {
  joins: number;
  returns: number;
  resumed: number;
  /** Steps of a wall that were neither a frame or beat from exactly where it stood, nor an announced snapshot. */
  gaps: number;
  /** The first gaps in words. */
  readonly notes: string[];
}

/** One wall of the crowd: the page's own connection and replica. */
export interface SoakWall {
  readonly replica: Replica;
  readonly connection: Connection;
}

const NOTES = 20;

/** Opens a wall that takes `dawdleMs` for each message, and counts what happens to it. */
export function startWall(origin: string, dawdleMs: number, counts: CrowdCounts): SoakWall {
  const real = realSurroundings();
  const replica = createReplica();
  const watch = watchSteps(replica, dawdleMs > 0 ? 'a slow wall' : 'a wall', counts);
  const openSocket: Surroundings['openSocket'] = (url, auth, handlers) => {
    const late = createLate(dawdleMs);
    const watched = watch(handlers);
    const socket = real.openSocket(url, auth, {
      ...watched,
      hello: late.each((hello: Hello) => {
        if (auth.resume !== undefined) counts.returns += 1;
        if (auth.resume !== undefined && hello.mode !== 'snapshot') counts.resumed += 1;
        watched.hello(hello);
      }),
      frame: late.each(watched.frame),
      hb: late.each(watched.hb),
      reset: late.each(watched.reset),
    });
    return {
      emit: (name, ...args) => socket.emit(name, ...args),
      close() {
        late.close();
        socket.close();
      },
    };
  };
  const connection = createConnection({ origin, replica, surroundings: { ...real, openSocket } });
  connection.start();
  return { replica, connection };
}

/** Every step must be the one that was just told, from exactly where the wall stood. */
function watchSteps(
  replica: Replica,
  name: string,
  counts: CrowdCounts,
): (handlers: SocketHandlers) => SocketHandlers {
  let stood: number | null = null;
  let told: { readonly b: number; readonly n: number } | null = null;
  let announced: number | null = null;
  replica.onChange(({ reset }) => {
    const stands = replica.place?.n ?? null;
    const right = reset ? stands === announced : told?.b === stood && told?.n === stands;
    if (!right) {
      counts.gaps += 1;
      const words = `${new Date().toISOString()} ${name} went from ${stood} to ${stands}${reset ? ' by a snapshot' : ''}`;
      if (counts.notes.length < NOTES) counts.notes.push(words);
    }
    stood = stands;
  });
  const announce = (snapshot: SnapshotRef | undefined) => {
    announced = snapshot?.n ?? announced;
  };
  const telling =
    <Step extends { readonly b: number; readonly n: number }>(take: (step: Step) => void) =>
    (step: Step) => {
      told = step;
      take(step);
      told = null;
    };
  return (handlers) => ({
    ...handlers,
    hello(message) {
      announce(message.snapshot);
      handlers.hello(message);
    },
    reset(message) {
      announce(message.snapshot);
      handlers.reset(message);
    },
    frame: telling(handlers.frame),
    hb: telling(handlers.hb),
  });
}

/** Hands messages on in their order, each a while after the one before; nothing after the end. */
function createLate(ms: number) {
  const waiting: (() => void)[] = [];
  let timer: NodeJS.Timeout | null = null;
  let open = true;
  const next = () => {
    timer = null;
    waiting.shift()?.();
    if (open && waiting.length > 0) timer = setTimeout(next, ms);
  };
  return {
    each<Message>(take: (message: Message) => void): (message: Message) => void {
      if (ms === 0) return take;
      return (message) => {
        if (!open) return;
        waiting.push(() => take(message));
        timer ??= setTimeout(next, ms);
      };
    },
    close() {
      open = false;
      waiting.length = 0;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
