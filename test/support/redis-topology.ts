import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { freePort } from './ports.ts';
import { startTestRedis, type TestRedis } from './redis.ts';
import { waitFor } from './wait.ts';

const GROUP = 'hall';
const SENTINEL = fileURLToPath(new URL('../../config/redis/sentinel.conf', import.meta.url));
/** A master that keeps to the shipped replicated settings. */
const DEMANDING = ['--min-replicas-to-write', '1', '--min-replicas-max-lag', '5'];

/** A master waits 5 s for more replicas before it copies everything to the first. */
const AT_ONCE = ['--repl-diskless-sync-delay', '0'];

export interface Replicated {
  readonly master: TestRedis;
  readonly replica: TestRedis;
  dispose(): Promise<void>;
}

/** Follows its master, and its file does too: it is written anew after a sync, and until then holds what was before. */
const isInStep = async ({ client }: TestRedis) => {
  const info = await client.info();
  return ['master_link_status:up', 'aof_rewrite_in_progress:0', 'aof_rewrite_scheduled:0'].every((line) =>
    info.includes(line),
  );
};

/** One master that demands its one replica, in step. */
export async function startReplicated(settings: readonly string[] = DEMANDING): Promise<Replicated> {
  const common = [...settings, ...AT_ONCE];
  const master = await startTestRedis(common);
  const replica = await startTestRedis([...common, '--replicaof', '127.0.0.1', String(master.port)]);
  await waitFor('a replica in step', () => isInStep(replica));
  await waitFor('a master that counts it', async () =>
    /state=online/.test(await master.client.info('replication')),
  );
  return {
    master,
    replica,
    async dispose() {
      await Promise.all([master.dispose(), replica.dispose()]);
    },
  };
}

interface Sentinel {
  readonly port: number;
  readonly child: ChildProcess;
  readonly dir: string;
}

async function startSentinel(masterPort: number): Promise<Sentinel> {
  const port = await freePort();
  const dir = await mkdtemp(join(tmpdir(), 'yitu-sentinel-'));
  const file = join(dir, 'sentinel.conf');
  const shipped = await readFile(SENTINEL, 'utf8');
  const here = shipped
    .replace(/^port .*$/m, `port ${port}`)
    .replace(/^bind .*$/m, 'bind 127.0.0.1')
    .replace(/^dir .*$/m, `dir ${dir}`)
    .replace(/^sentinel monitor .*$/m, `sentinel monitor ${GROUP} 127.0.0.1 ${masterPort} 2`);
  const hurry = [`sentinel down-after-milliseconds ${GROUP} 1000`, `sentinel failover-timeout ${GROUP} 4000`];
  await writeFile(file, [here, ...hurry, ''].join('\n'));
  const child = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' });
  await once(child, 'spawn');
  return { port, child, dir };
}

async function endSentinel({ child, dir }: Sentinel): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  await rm(dir, { recursive: true, force: true });
}

async function asked<Answer>(port: number, ask: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis({ port, host: '127.0.0.1', lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => {});
  try {
    await client.connect();
    return await ask(client);
  } finally {
    client.disconnect();
  }
}

export interface Watched extends Replicated {
  readonly url: string;
  /** The server that the sentinels call the master. */
  leader(): Promise<TestRedis>;
}

/** One master, one replica, three sentinels of which two decide. */
export async function startWatched(settings?: readonly string[]): Promise<Watched> {
  const pair = await startReplicated(settings);
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(pair.master.port)));
  const dispose = async () => {
    await Promise.all(sentinels.map(endSentinel));
    await pair.dispose();
  };
  const masterPort = (port: number) =>
    asked(port, async (client) => {
      const found = (await client.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', GROUP)) as string[];
      return Number(found[1]);
    });
  const isComplete = (port: number) =>
    asked(port, async (client) => {
      const quorum = String(await client.call('SENTINEL', 'CKQUORUM', GROUP));
      const replicas = (await client.call('SENTINEL', 'REPLICAS', GROUP)) as unknown[];
      return /3 usable/.test(quorum) && replicas.length === 1;
    });
  try {
    await waitFor('sentinels that know one another', async () =>
      (await Promise.all(sentinels.map(({ port }) => isComplete(port)))).every(Boolean),
    );
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    ...pair,
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${GROUP}`,
    async leader() {
      const ports = await Promise.all(sentinels.map(({ port }) => masterPort(port)));
      return ports.every((port) => port === pair.master.port) ? pair.master : pair.replica;
    },
    dispose,
  };
}

export interface TestCluster {
  readonly url: string;
  readonly masters: readonly TestRedis[];
  /** Resolves when all nodes know one another and serve. */
  whole(): Promise<void>;
  /** The master that serves this key's slot. */
  ownerOf(key: string): Promise<TestRedis>;
  /** Adds a replica to a master and waits until it is in step. */
  addReplica(master: TestRedis): Promise<TestRedis>;
  dispose(): Promise<void>;
}

const SLOTS = 16_384;
const CLUSTERED = ['--cluster-enabled', 'yes', '--cluster-node-timeout', '1500', ...AT_ONCE];
/** A replica that was restarted may take over as well. */
const EAGER = ['--cluster-replica-validity-factor', '0'];

/** The bus of a node is usually 10,000 above its port, where a high free port leaves no room. */
async function meet(newcomer: TestRedis, member: TestRedis): Promise<void> {
  const [, busPort = ''] = (await member.client.config('GET', 'cluster-port')) as string[];
  await newcomer.client.call('CLUSTER', 'MEET', '127.0.0.1', member.port, busPort);
}

const isWhole = async ({ client }: TestRedis, nodes: number) => {
  const info = await client.cluster('INFO');
  return /cluster_state:ok/.test(info) && info.includes(`cluster_known_nodes:${nodes}`);
};

/** A Cluster of so many masters on loopback; one is a Cluster too. Settings apply to every node. */
export async function startTestCluster(
  count: number,
  settings: readonly string[] = [],
): Promise<TestCluster> {
  const start = async () =>
    startTestRedis([...CLUSTERED, ...EAGER, '--cluster-port', String(await freePort()), ...settings]);
  const masters = await Promise.all(Array.from({ length: count }, start));
  const nodes = [...masters];
  const [first] = masters;
  if (first === undefined) throw new RangeError('A Cluster has one node at least.');
  const dispose = async () => {
    await Promise.all(nodes.map((node) => node.dispose()));
  };
  const firstSlot = (i: number) => Math.floor((i * SLOTS) / count);
  const isComplete = async () =>
    (await Promise.all(nodes.map((node) => isWhole(node, nodes.length)))).every(Boolean);
  const whole = async () => void (await waitFor('a whole Cluster', isComplete));
  try {
    for (const [i, { client }] of masters.entries()) {
      await client.cluster('ADDSLOTSRANGE', firstSlot(i), firstSlot(i + 1) - 1);
      await client.call('CLUSTER', 'SET-CONFIG-EPOCH', i + 1);
    }
    for (const node of masters.slice(1)) await meet(node, first);
    await whole();
  } catch (error) {
    await dispose();
    throw error;
  }
  return {
    url: `redis+cluster://${masters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    masters,
    whole,
    async ownerOf(key) {
      const slot = await first.client.cluster('KEYSLOT', key);
      return masters.findLast((_, i) => firstSlot(i) <= slot) ?? first;
    },
    async addReplica(master) {
      const replica = await start();
      nodes.push(replica);
      await meet(replica, master);
      await whole();
      const id = String(await master.client.cluster('MYID'));
      await replica.client.cluster('REPLICATE', id);
      await waitFor('a replica in step', () => isInStep(replica));
      return replica;
    },
    dispose,
  };
}
