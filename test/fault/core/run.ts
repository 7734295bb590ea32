import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KEYS } from '../../support/gateway.ts';
import { freePort } from '../../support/ports.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait.ts';
import { startCommanding } from './commanding.ts';
import type { Limits, RunEvidence } from './evidence.ts';
import { finishRun } from './finish.ts';
import { createGatewayProcess, type GatewayProcess, type GatewayProcessOptions } from './gateway-process.ts';
import type { Verdict } from './invariants.ts';
import { createLedger, type Ledger } from './ledger.ts';
import { type Production, type ProductionOptions, startProduction } from './production.ts';
import { startProxy, type TcpProxy } from './proxy.ts';
import { createRandom, type Random, seedFromEnvironment } from './random.ts';
import type { RawLog } from './raw-log.ts';
import { type FaultWall, type FaultWallOptions, openWall } from './wall.ts';
import { wallWay } from './ways.ts';

/** Site of every run: the region that ships with the product. */
export const SITE = 'demo';

export interface FaultRunOptions {
  /** Number and name, such as `03 power loss`. */
  readonly fault: string;
  readonly engine: 'redis' | 'sqlite';
  /** @default 2 on redis; sqlite has one */
  readonly gateways?: number;
  /** @default 3 */
  readonly walls?: number;
  /** Puts a proxy between each gateway and Redis, or between the walls and each gateway. */
  readonly proxied?: { readonly redis?: boolean; readonly walls?: boolean };
  /** `--name value` pairs for redis-server, after the shipped settings. */
  readonly redisSettings?: readonly string[];
  /** A server of the test's own making, in place of the one that the run would start; the run disposes of it. */
  readonly redis?: TestRedis;
  readonly env?: Readonly<Record<string, string>>;
  /** What one gateway has of its own, such as an address in a network namespace. */
  readonly gateway?: (index: number, redisPort: number | null) => Partial<GatewayProcessOptions>;
  /** @default SEED of the environment, else a fresh one */
  readonly seed?: number;
  readonly limits?: Partial<Limits>;
}

export interface FinishOptions {
  /** How long walls and gateways may take to agree after everything is quiet, ms. @default 30 000 */
  readonly settleWithinMs?: number;
  /** How long the producers may take to get the rest acknowledged, ms. @default 60 000 */
  readonly drainWithinMs?: number;
  readonly figures?: Readonly<Record<string, number | string>>;
  /** Invariants that this fault may break, each with the reason in a few words. */
  readonly allows?: RunEvidence['allows'];
  /** The log as it was before a part of it was trimmed on purpose: the verdict is made of both. */
  readonly before?: RawLog;
  /** What the log means where it is not this version's fold that tells, at the given places. @default `foldAnew` */
  readonly expected?: (log: RawLog, places: readonly number[]) => Promise<RunEvidence['expectedAt']>;
}

/** One fault under test: everything that takes part, and the verdict at the end. */
export interface FaultRun {
  readonly options: FaultRunOptions;
  readonly seed: number;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly gateways: readonly GatewayProcess[];
  readonly walls: readonly FaultWall[];
  /** The server that holds the log now. @throws {Error} on the embedded engine */
  readonly redis: TestRedis;
  /** Another server holds the log from now on: the final log is read there. Both are disposed of in the end. */
  promote(redis: TestRedis): void;
  readonly proxies: { readonly redis: readonly TcpProxy[]; readonly walls: readonly TcpProxy[] };
  readonly productions: readonly Production[];
  /** Data folder of the first gateway. */
  readonly dataDir: string;
  /** Largest resident memory of each gateway so far, bytes. */
  readonly peaks: ReadonlyMap<string, number>;
  /** Starts producers; those of the whole town come with officers who look at the walls and send commands. */
  produce(options?: Partial<ProductionOptions>): Production;
  /** Officers who send over the connection of the wall that they look at, one seat a wall. */
  command(walls: readonly FaultWall[]): Production;
  /** One more wall, which counts in the verdict like the others. */
  addWall(options?: Partial<FaultWallOptions>): FaultWall;
  /** This wall leaves for good: it shows nothing any more on purpose, and counts in no verdict. */
  dismiss(wall: FaultWall): void;
  /** Waits until at least `count` events were acknowledged since the start of the run. */
  acknowledged(count: number, withinMs?: number): Promise<void>;
  /** Waits until every wall is live. */
  wallsLive(withinMs?: number): Promise<void>;
  /** Drains the producers, waits for quiet, reads the final log and judges. Prints the line, keeps the verdict. */
  finish(options?: FinishOptions): Promise<Verdict>;
  dispose(): Promise<void>;
}

interface Parts {
  /** The last one holds the log. */
  readonly servers: TestRedis[];
  readonly gateways: GatewayProcess[];
  readonly redisProxies: TcpProxy[];
  readonly wallProxies: TcpProxy[];
  readonly folder: string;
}

const WATCH_MS = 500;

/** Starts servers, gateways and walls, all well and live; the fault is the test's to bring. */
export async function startRun(options: FaultRunOptions): Promise<FaultRun> {
  const seed = options.seed ?? seedFromEnvironment();
  process.stdout.write(`fault ${options.fault} · ${options.engine} · SEED=${seed}\n`);
  const parts = await startParts(options, createRandom(seed).fork('roads'));
  const run = createRun(options, seed, parts);
  try {
    await Promise.all(parts.gateways.map((gateway) => gateway.start()));
    for (let i = 0; i < (options.walls ?? 3); i += 1) run.addWall();
    await run.wallsLive();
    return run;
  } catch (error) {
    await run.dispose();
    throw error;
  }
}

async function startParts(options: FaultRunOptions, random: Random): Promise<Parts> {
  const { engine, proxied = {}, redisSettings = [], env } = options;
  const folder = mkdtempSync(join(tmpdir(), 'yitu-fault-'));
  const redis = engine === 'redis' ? (options.redis ?? (await startTestRedis(redisSettings))) : null;
  const parts: Parts = {
    servers: redis === null ? [] : [redis],
    gateways: [],
    redisProxies: [],
    wallProxies: [],
    folder,
  };
  const count = engine === 'sqlite' ? 1 : (options.gateways ?? 2);
  for (let i = 0; i < count; i += 1) {
    const port = await freePort();
    const road = async (to: number, roads: TcpProxy[]) => {
      const proxy = await startProxy(to, random.fork(`${i}`));
      roads.push(proxy);
      return proxy.port;
    };
    const direct = redis?.port ?? null;
    const redisPort =
      direct !== null && proxied.redis === true ? await road(direct, parts.redisProxies) : direct;
    if (proxied.walls === true) await road(port, parts.wallProxies);
    parts.gateways.push(
      createGatewayProcess({
        name: `gateway ${i}`,
        port,
        engine,
        dataDir: join(folder, `gateway-${i}`),
        ...(redisPort === null ? {} : { redisUrl: `redis://127.0.0.1:${redisPort}` }),
        ...(env === undefined ? {} : { env }),
        ...options.gateway?.(i, redisPort),
      }),
    );
  }
  return parts;
}

function createRun(options: FaultRunOptions, seed: number, parts: Parts): FaultRun {
  const { gateways, servers, redisProxies, wallProxies, folder } = parts;
  const random = createRandom(seed);
  const ledger = createLedger();
  const walls: FaultWall[] = [];
  const productions: Production[] = [];
  const { peaks, stopWatching } = watchMemory(gateways);
  const origins = () =>
    wallProxies.length > 0
      ? wallProxies.map(({ port }) => `http://127.0.0.1:${port}`)
      : gateways.map(({ origin }) => origin);
  const run: FaultRun = {
    options,
    seed,
    random,
    ledger,
    gateways,
    walls,
    productions,
    peaks,
    dataDir: join(folder, 'gateway-0'),
    proxies: { redis: redisProxies, walls: wallProxies },
    get redis() {
      const redis = servers.at(-1);
      if (redis === undefined) throw new Error('the embedded engine has no server');
      return redis;
    },
    promote: (server) => void servers.push(server),
    produce(changes = {}) {
      const { targets = () => gateways } = changes;
      const standard = { random: random.fork('production'), ledger, targets };
      const started = [startProduction({ ...standard, key: KEYS.producer, ...changes })];
      if (changes.event === undefined && walls.length > 0) {
        const screens = () => walls.map(({ replica }) => replica);
        const name = `${changes.name ?? 'p'}-desk`;
        started.push(startCommanding({ ...standard, key: KEYS.read, name, screens }));
      }
      const production = together(started);
      productions.push(production);
      return production;
    },
    command(desks) {
      const way = (seat: number) => wallWay((desks[seat % desks.length] as FaultWall).connection);
      const screens = () => desks.map(({ replica }) => replica);
      const targets = () => [{ name: 'wall', origin: '' }];
      const common = { random: random.fork('commands'), ledger, key: KEYS.read };
      const commanding = startCommanding({ ...common, targets, name: 'wall-desk', screens, way, resend: 0 });
      productions.push(commanding);
      return commanding;
    },
    addWall(changes = {}) {
      const wall = openWall({ name: `wall ${walls.length}`, first: walls.length, origins, ...changes });
      walls.push(wall);
      return wall;
    },
    dismiss(wall) {
      wall.stop();
      walls.splice(walls.indexOf(wall), 1);
    },
    async acknowledged(count, withinMs = 60_000) {
      await waitFor(`${count} acknowledged`, () => ledger.acknowledged().size >= count, withinMs);
    },
    async wallsLive(withinMs = 60_000) {
      const live = ({ connection, replica }: FaultWall) =>
        connection.link.state === 'live' && replica.place !== null;
      await waitFor('every wall to be live', () => walls.every(live), withinMs);
    },
    finish: (finishing = {}) => finishRun(run, finishing),
    async dispose() {
      stopWatching();
      await Promise.all(productions.map((production) => production.abandon()));
      for (const wall of walls) wall.stop();
      await Promise.all(gateways.map((gateway) => gateway.kill()));
      await Promise.all([...redisProxies, ...wallProxies].map((proxy) => proxy.stop()));
      await Promise.all([...new Set(servers)].map((server) => server.dispose()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return run;
}

function together(started: readonly Production[]): Production {
  return {
    drain: async (withinMs) => void (await Promise.all(started.map((one) => one.drain(withinMs)))),
    abandon: async () => void (await Promise.all(started.map((one) => one.abandon()))),
  };
}

function watchMemory(gateways: readonly GatewayProcess[]) {
  const peaks = new Map<string, number>();
  const watch = setInterval(() => {
    for (const gateway of gateways) {
      peaks.set(gateway.name, Math.max(peaks.get(gateway.name) ?? 0, gateway.residentBytes()));
    }
  }, WATCH_MS);
  return { peaks, stopWatching: () => clearInterval(watch) };
}
