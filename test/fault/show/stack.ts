import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../../support/budgets/tree.ts';
import { freePort } from '../../support/ports.ts';
import { waitFor } from '../../support/wait.ts';
import { type Program, startProgram } from './process.ts';
import type { Engine } from './settings.ts';

/** The feed of terminals is silent after this long in the show, s; an installation waits 180. */
export const SILENT_AFTER_S = 6;
export const SITE = 'demo';
export const PRODUCER_KEY = 'show-producer-key';
const READY_MS = 60_000;

/** One gateway of the show. */
export interface GatewayProgram {
  readonly name: string;
  readonly url: string;
  readonly program: Program;
}

/** Everything that the show may harm. */
export interface Stack {
  readonly engine: Engine;
  /** The first one serves the visitor's wall. With sqlite there is but one. */
  readonly gateways: readonly GatewayProgram[];
  readonly feeds: Program;
  /** Null with sqlite. */
  readonly redis: { readonly program: Program; readonly port: number; readonly folder: string } | null;
  /** Data folder of the first gateway; sqlite keeps the log in it. */
  readonly dataDir: string;
  /** Ends everything. What the programs have said is kept in that folder. */
  stop(keptIn: string): Promise<void>;
}

/** Starts the engine, the gateways and the simulated world in a folder of their own, on free loopback ports. */
export async function startStack(engine: Engine): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-show-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  const root = installation(folder);
  const redis = engine === 'redis' ? await startRedis(folder) : null;
  const names = engine === 'redis' ? ['甲', '乙'] : ['甲'];
  const gateways: GatewayProgram[] = [];
  for (const [i, name] of names.entries()) {
    const port = await freePort();
    const dataDir = join(folder, `gateway-${i + 1}`);
    mkdirSync(dataDir);
    const env = {
      ...plainEnvironment(),
      PORT: String(port),
      YITU_DATA_DIR: dataDir,
      YITU_ACCESS: 'demo',
      YITU_PRODUCER_KEY: PRODUCER_KEY,
      ...(redis === null ? {} : { REDIS_URL: `redis://127.0.0.1:${redis.port}` }),
    };
    const args = ['test/fault/show/gateway.ts', root, engine];
    const program = startNode(args, env, join(folder, `gateway-${i + 1}.log`));
    gateways.push({ name, url: `http://127.0.0.1:${port}`, program });
  }
  for (const { url, program } of gateways) await untilReady(url, program);
  const feeds = startFeeds(folder, gateways[0]?.url ?? '');
  return {
    engine,
    gateways,
    feeds,
    redis,
    dataDir: join(folder, 'gateway-1'),
    async stop(keptIn) {
      await feeds.stop();
      await Promise.all(gateways.map(({ program }) => program.stop()));
      await redis?.program.stop();
      mkdirSync(keptIn, { recursive: true });
      for (const name of readdirSync(folder).filter((file) => file.endsWith('.log')))
        copyFileSync(join(folder, name), join(keptIn, name));
      remove();
      process.off('exit', remove);
    },
  };
}

async function untilReady(url: string, program: Program): Promise<void> {
  await waitFor(
    `网关 ${url} 就绪`,
    async () => {
      if (!program.running()) throw new Error('it ended');
      return (await fetch(`${url}/readyz`)).ok;
    },
    READY_MS,
  );
}

/** The shipped configuration with one change: a terminal feed is silent sooner, so that a visitor need not wait. */
function installation(folder: string): string {
  const root = join(folder, 'installation');
  const config = join(root, 'config');
  mkdirSync(config, { recursive: true });
  for (const name of readdirSync(join(ROOT, 'config')).filter((each) => each !== 'rules'))
    symlinkSync(join(ROOT, 'config', name), join(config, name));
  symlinkSync(join(ROOT, 'package.json'), join(root, 'package.json'));
  cpSync(join(ROOT, 'config', 'rules'), join(config, 'rules'), { recursive: true });
  const quiet = { silentAfterS: 3_600 };
  const feeds = { case: quiet, alarm: quiet, video: quiet, indicator: { silentAfterS: 93_600 } };
  writeFileSync(
    join(config, 'rules', 'feeds.json'),
    JSON.stringify({ ...feeds, terminal: { silentAfterS: SILENT_AFTER_S } }),
  );
  return root;
}

/** The show's own settings alone: nothing of the surroundings leads it to another installation. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const foreign = (name: string) => name.startsWith('YITU_') || ['PORT', 'HOST', 'REDIS_URL'].includes(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign(name)));
}

function startNode(args: readonly string[], env: NodeJS.ProcessEnv, logFile: string): Program {
  return startProgram({ command: process.execPath, args, cwd: ROOT, env, logFile });
}

function startFeeds(folder: string, url: string): Program {
  const state = join(folder, 'world');
  mkdirSync(state);
  const args = ['mock-feeds/main.ts', '--gateway', url, '--state', state];
  return startNode(
    [...args, '--scenario', 'test/fault/show/scenario.json'],
    { ...plainEnvironment(), YITU_PRODUCER_KEY: PRODUCER_KEY },
    join(folder, 'feeds.log'),
  );
}

async function startRedis(folder: string) {
  const port = await freePort();
  const home = join(folder, 'redis');
  mkdirSync(home);
  const settings = join(ROOT, 'config/redis/single.conf');
  const program = startProgram({
    command: 'redis-server',
    args: [settings, '--port', String(port), '--dir', home],
    cwd: ROOT,
    env: plainEnvironment(),
    logFile: join(folder, 'redis.log'),
  });
  return { program, port, folder: home };
}
