import type { Hello } from '../../../gateway/contract/wire.ts';
import { draws } from '../../../mock-feeds/world/rng.ts';
import { type Connection, createConnection } from '../../../screen/live/connection.ts';
import { createReplica, type Replica } from '../../../screen/live/replica.ts';
import type { SocketHandlers } from '../../../screen/live/socket.ts';
import { realSurroundings, type Surroundings } from '../../../screen/live/surroundings.ts';

/** What all walls met, those that have left included. */
export interface CrowdCounts {
  joins: number;
  returns: number;
  resumed: number;
  gaps: number;
  diverged: number;
  /** The first gaps in words. */
  readonly notes: string[];
}

/** Walls that come, go, dawdle and come back. */
export interface Crowd {
  readonly counts: Readonly<CrowdCounts>;
  /** No more coming and going; those that are away come back now. */
  settle(): void;
  /** How many hold exactly this content. */
  equalTo(viewHash: string): number;
  stop(): void;
}

export interface CrowdOptions {
  readonly origin: string;
  readonly walls: number;
  readonly seed: number;
  /** Share of the walls that leave within a minute; half of them come back by their token, half are replaced. */
  readonly churn: number;
}

interface Wall {
  readonly replica: Replica;
  readonly connection: Connection;
  away: boolean;
}

const STEP_MS = 3_000;
const AWAY_MS = [1_000, 20_000] as const;
/** Every tenth wall takes this long for each message. */
const DAWDLE_MS = 400;
const SLOW_SHARE = 0.1;
const NOTES = 20;

export function startCrowd({ origin, walls: size, seed, churn }: CrowdOptions): Crowd {
  const draw = draws('crowd', seed);
  const counts: CrowdCounts = { joins: 0, returns: 0, resumed: 0, gaps: 0, diverged: 0, notes: [] };
  const timers = new Set<NodeJS.Timeout>();
  const join = (): Wall => {
    counts.joins += 1;
    return startWall(origin, draw.chance(SLOW_SHARE) ? DAWDLE_MS : 0, counts);
  };
  const walls = Array.from({ length: size }, join);
  const comeBack = (wall: Wall) => {
    if (!wall.away) return;
    wall.away = false;
    wall.connection.start();
  };
  const leave = (wall: Wall, index: number) => {
    wall.connection.stop();
    if (draw.chance(0.5)) {
      counts.diverged += wall.connection.counts.diverged;
      walls[index] = join();
      return;
    }
    wall.away = true;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        comeBack(wall);
      },
      draw.between(...AWAY_MS),
    );
    timers.add(timer);
  };
  const step = setInterval(() => {
    walls.forEach((wall, index) => {
      if (!wall.away && draw.chance((churn * STEP_MS) / 60_000)) leave(wall, index);
    });
  }, STEP_MS);
  const settle = () => {
    clearInterval(step);
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
    for (const wall of walls) comeBack(wall);
  };
  return {
    get counts() {
      const now = walls.reduce((sum, { connection }) => sum + connection.counts.diverged, 0);
      return { ...counts, diverged: counts.diverged + now };
    },
    settle,
    equalTo: (viewHash) => walls.filter(({ replica }) => replica.viewHash() === viewHash).length,
    stop() {
      settle();
      for (const wall of walls) wall.connection.stop();
    },
  };
}

function startWall(origin: string, dawdleMs: number, counts: CrowdCounts): Wall {
  const real = realSurroundings();
  const replica = createReplica();
  const openSocket: Surroundings['openSocket'] = (url, auth, handlers) => {
    const late = createLate(dawdleMs);
    const observed = observe({
      name: dawdleMs > 0 ? 'a slow wall' : 'a wall',
      handlers,
      replica,
      counts,
      live: () => connection.link.state === 'live',
    });
    const socket = real.openSocket(url, auth, {
      ...observed,
      hello: late.each((hello: Hello) => {
        if (auth.resume !== undefined) counts.returns += 1;
        if (auth.resume !== undefined && hello.mode !== 'snapshot') counts.resumed += 1;
        observed.hello(hello);
      }),
      frame: late.each(observed.frame),
      hb: late.each(observed.hb),
      reset: late.each(observed.reset),
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
  return { replica, connection, away: false };
}

interface Observed {
  readonly name: string;
  readonly handlers: SocketHandlers;
  readonly replica: Replica;
  readonly counts: CrowdCounts;
  readonly live: () => boolean;
}

/** Counts how often frames do not begin where the wall stands, unless a reset was told and its snapshot is on its way. */
function observe({ name, handlers, replica, counts, live }: Observed): SocketHandlers {
  let resetting = false;
  return {
    ...handlers,
    hello(message) {
      resetting = message.mode === 'snapshot';
      handlers.hello(message);
    },
    reset(message) {
      resetting = true;
      handlers.reset(message);
    },
    frame(frame) {
      const stands = replica.place?.n;
      if (stands === frame.b) resetting = false;
      else if (live() && !resetting) {
        resetting = true;
        counts.gaps += 1;
        if (counts.notes.length < NOTES)
          counts.notes.push(
            `${new Date().toISOString()} ${name} at ${stands} was told ${frame.b} to ${frame.n}`,
          );
      }
      handlers.frame(frame);
    },
  };
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
