import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { createRandom, type Random } from './random.ts';

/**
 * A TCP proxy of our own between any two parts: it can cut, reset, freeze without a word (half-open), delay, limit the
 * rate, and lose the reply of every k-th request. One proxy stands before one address.
 */
export interface TcpProxy {
  readonly port: number;
  /** Connections that stand now. */
  connections(): number;
  /** Everything that has passed so far, bytes from the server. */
  readonly bytesDown: number;
  /** Another address behind it, for connections to come. */
  aim(port: number): void;
  /** Resets what stands and refuses what comes, until `restore`. */
  cut(): void;
  /** Resets what stands; new connections are taken. */
  reset(): void;
  /** Nothing passes any more in either direction and nobody is told, until `restore`; new connections hang as well. */
  freeze(): void;
  /** Back to plain passing; connections that were frozen are reset. */
  restore(): void;
  /** Every chunk waits this long, ms; up to `jitterMs` more, by seeded chance. */
  delay(ms: number, jitterMs?: number): void;
  /** Bytes per second from server to client; null for no limit. */
  limit(bytesPerSecond: number | null): void;
  /** The reply to every k-th request that `counts` recognises is lost and its connection reset; null ends it. */
  loseReplies(every: number | null, counts?: (chunk: Buffer) => boolean): void;
  /** Replies that were lost so far. */
  readonly lost: number;
  stop(): Promise<void>;
}

interface Weather {
  readonly random: Random;
  refused: boolean;
  frozen: boolean;
  delayMs: number;
  jitterMs: number;
  rate: number | null;
  loseEvery: number | null;
  counts: (chunk: Buffer) => boolean;
  requests: number;
  lost: number;
  bytesDown: number;
}

interface Pair {
  readonly client: Socket;
  readonly server: Socket;
  loseNext: boolean;
}

/**
 * Opens a proxy on a free loopback port before `port` of this machine.
 * @param random where its jitter comes from. @default the same with every proxy
 */
export async function startProxy(port: number, random: Random = createRandom(0)): Promise<TcpProxy> {
  const weather: Weather = {
    random,
    refused: false,
    frozen: false,
    delayMs: 0,
    jitterMs: 0,
    rate: null,
    loseEvery: null,
    counts: () => true,
    requests: 0,
    lost: 0,
    bytesDown: 0,
  };
  const pairs = new Set<Pair>();
  let aimed = port;
  const server = createServer({ noDelay: true }, (client) => {
    if (weather.refused) return void client.resetAndDestroy();
    join(client, createConnection({ port: aimed, host: '127.0.0.1', noDelay: true }), weather, pairs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return proxyOf(server, weather, pairs, (next) => {
    aimed = next;
  });
}

function proxyOf(server: Server, weather: Weather, pairs: Set<Pair>, aim: (port: number) => void): TcpProxy {
  const address = server.address();
  const reset = () => {
    for (const pair of [...pairs]) end(pair, pairs);
  };
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    connections: () => pairs.size,
    get bytesDown() {
      return weather.bytesDown;
    },
    get lost() {
      return weather.lost;
    },
    aim,
    reset,
    cut() {
      weather.refused = true;
      reset();
    },
    freeze() {
      weather.frozen = true;
    },
    restore() {
      if (weather.frozen) reset();
      Object.assign(weather, { refused: false, frozen: false, delayMs: 0, jitterMs: 0, rate: null });
    },
    delay(ms, jitterMs = 0) {
      Object.assign(weather, { delayMs: ms, jitterMs });
    },
    limit(bytesPerSecond) {
      weather.rate = bytesPerSecond;
    },
    loseReplies(every, counts = () => true) {
      Object.assign(weather, { loseEvery: every, counts, requests: 0 });
    },
    stop() {
      reset();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function join(client: Socket, server: Socket, weather: Weather, pairs: Set<Pair>): void {
  const pair: Pair = { client, server, loseNext: false };
  pairs.add(pair);
  for (const socket of [client, server]) {
    socket.on('error', () => end(pair, pairs));
    socket.on('close', () => {
      if (!weather.frozen) end(pair, pairs);
    });
  }
  pass({ from: client, to: server, weather, limited: false }, (chunk) => {
    if (weather.loseEvery === null || !weather.counts(chunk)) return true;
    weather.requests += 1;
    if (weather.requests % weather.loseEvery === 0) pair.loseNext = true;
    return true;
  });
  pass({ from: server, to: client, weather, limited: true }, (chunk) => {
    weather.bytesDown += chunk.length;
    if (!pair.loseNext) return true;
    weather.lost += 1;
    end(pair, pairs);
    return false;
  });
}

interface Direction {
  readonly from: Socket;
  readonly to: Socket;
  readonly weather: Weather;
  readonly limited: boolean;
}

/** One direction, in order: what is delayed, limited or not taken holds up what follows, and the sender feels it. */
function pass({ from, to, weather, limited }: Direction, passes: (chunk: Buffer) => boolean): void {
  let turn = Promise.resolve();
  from.on('data', (chunk: Buffer) => {
    if (weather.frozen || !passes(chunk)) return;
    const since = performance.now();
    const { delayMs, jitterMs } = weather;
    const delay = delayMs + weather.random.next() * jitterMs;
    const late = () => delay + (limited && weather.rate !== null ? (chunk.length / weather.rate) * 1_000 : 0);
    from.pause();
    turn = turn.then(async () => {
      // In short steps, so that a limit that was lifted ends the wait.
      for (;;) {
        const leftMs = late() - (performance.now() - since);
        if (leftMs <= 0 || to.destroyed) break;
        await pauseFor(Math.min(leftMs, STEP_MS));
      }
      if (!weather.frozen && !to.destroyed && !to.write(chunk)) await taken(to);
      from.resume();
    });
  });
}

const STEP_MS = 50;
const pauseFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Resolves when the receiver takes bytes again, or is gone. */
function taken(to: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      to.off('drain', done).off('close', done);
      resolve();
    };
    to.on('drain', done).on('close', done);
  });
}

function end(pair: Pair, pairs: Set<Pair>): void {
  if (!pairs.delete(pair)) return;
  for (const socket of [pair.client, pair.server]) {
    if (!socket.destroyed) socket.resetAndDestroy();
  }
}
