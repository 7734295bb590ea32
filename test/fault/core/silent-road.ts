import { openNamespace } from './namespace.ts';
import { type FaultRun, type FaultRunOptions, startRun } from './run.ts';

/** The roads of the first gateway, on which everything can vanish without a word. */
export interface SilentRoads {
  /** How it is done here: by dropping packets, or by a proxy that stops passing bytes. */
  readonly by: 'namespace' | 'proxy';
  /** Between the gateway and Redis. */
  toRedis(): void;
  /** Between the gateway and its walls. */
  toWalls(): void;
  restore(): void;
}

/**
 * A run whose first gateway lives in a network namespace, so that packets are dropped as a dead switch drops them;
 * where that is not permitted, and for the embedded engine's walls, our own proxies go silent in its place.
 */
export async function withSilentRoads(
  options: FaultRunOptions,
  work: (run: FaultRun, roads: SilentRoads) => Promise<void>,
): Promise<void> {
  const space = options.engine === 'redis' ? openNamespace() : null;
  if (space === null) {
    const run = await startRun({ ...options, proxied: { redis: options.engine === 'redis', walls: true } });
    return andDispose(run, () => work(run, byProxy(run)));
  }
  try {
    const run = await startRun({
      ...options,
      redisSettings: ['--bind', '127.0.0.1', space.outside, '--protected-mode', 'no'],
      gateway: (index, redisPort) =>
        index === 0
          ? { prefix: space.prefix, host: space.inside, redisUrl: `redis://${space.outside}:${redisPort}` }
          : {},
    });
    const roads: SilentRoads = {
      by: 'namespace',
      toRedis: () => space.drop(run.redis.port),
      toWalls: () => space.drop(run.gateways[0]?.port ?? 0),
      restore: space.restore,
    };
    await andDispose(run, () => work(run, roads));
  } finally {
    space.remove();
  }
}

async function andDispose(run: FaultRun, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } finally {
    await run.dispose();
  }
}

function byProxy({ proxies }: FaultRun): SilentRoads {
  return {
    by: 'proxy',
    toRedis: () => proxies.redis[0]?.freeze(),
    toWalls: () => proxies.walls[0]?.freeze(),
    restore() {
      for (const proxy of [...proxies.redis, ...proxies.walls]) proxy.restore();
    },
  };
}
