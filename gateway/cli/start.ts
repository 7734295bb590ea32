import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Environment, isLoopback, readEnvironment } from '../../config/runtime/environment.ts';
import { ConfigurationError } from '../../config/runtime/problems.ts';
import { hasActualProducer } from '../access/key-store.ts';
import type { HealthReply } from '../contract/http.ts';
import { ensureDataFolder } from '../ops/data-folder.ts';
import { runningInstance } from '../ops/instance.ts';
import { urlOf } from '../ops/listen.ts';
import { type Supervised, supervise } from './children.ts';
import { linksOf } from './links.ts';
import { GATEWAY_NODE_OPTIONS } from './node-options.ts';
import { type OwnKeys, openOwnKeys } from './own-keys.ts';
import { ensurePage } from './page-build.ts';
import { fail, say } from './say.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_WITHIN_MS = 60_000;
const GRACE_MS = 8_000;

function readArguments() {
  try {
    return parseArgs({
      options: {
        engine: { type: 'string' },
        secure: { type: 'boolean' },
        'no-feeds': { type: 'boolean' },
        'no-operators': { type: 'boolean' },
        scenario: { type: 'string' },
        seed: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return fail(
      `${(error as Error).message}\n可用 · known: --engine redis|sqlite  --secure  --no-feeds  --no-operators  --scenario NAME  --seed N`,
    );
  }
}

type Arguments = ReturnType<typeof readArguments>;

function environmentOrFail(values: Arguments): Environment {
  if (values.engine !== undefined && values.engine !== 'redis' && values.engine !== 'sqlite') {
    fail(`--engine ${values.engine}: redis 或 sqlite · must be redis or sqlite`);
  }
  try {
    const environment = readEnvironment(process.env);
    if (environment.PORT === 0)
      fail('PORT=0: 请写明端口，大屏要有不变的地址 · name a port: walls need an address that stays');
    ensureDataFolder(environment.dataDir);
    return environment;
  } catch (error) {
    return fail(error instanceof ConfigurationError ? error.message : String(error));
  }
}

function keysOf({ dataDir, YITU_PRODUCER_KEY, YITU_READ_KEY }: Environment): OwnKeys {
  const own = openOwnKeys(dataDir);
  return { producer: YITU_PRODUCER_KEY ?? own.producer, read: YITU_READ_KEY ?? own.read };
}

/** Ready is our gateway only: another one may answer on a port that ours could not take. */
async function untilReady(url: string, dataDir: string, alive: () => boolean): Promise<HealthReply> {
  const deadline = Date.now() + READY_WITHIN_MS;
  let said = Date.now();
  while (Date.now() < deadline) {
    if (!alive()) fail('网关未能启动，原因见上 · the gateway did not start, see above');
    const ready =
      runningInstance(dataDir)?.url === url &&
      (await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      ));
    if (ready) return (await fetch(`${url}/healthz`)).json() as Promise<HealthReply>;
    if (Date.now() - said > 4_000) {
      said = Date.now();
      say('  … 网关启动中 · gateway starting');
    }
    await sleep(150);
  }
  return fail(
    `网关 ${READY_WITHIN_MS / 1000} s 内未就绪 · the gateway is not ready; see its log in the data folder`,
  );
}

/** The simulated world has rules of its own: from which of its sources something must come, and its shifts. */
const WORLD_RULES = join('mock-feeds', 'rules');

const gatewayArguments = ({ engine, 'no-feeds': alone = false }: Arguments): string[] => [
  ...GATEWAY_NODE_OPTIONS,
  'gateway/main.ts',
  '--simulated',
  ...(alone ? [] : ['--rules', WORLD_RULES]),
  ...(engine === undefined ? [] : ['--engine', engine]),
];

/** Which rules are not the shipped ones; null when all of them are. */
function rulesLine({ ownRules }: HealthReply): string | null {
  const told = ownRules
    .filter(({ files }) => files.length > 0)
    .map(({ from, files }) => `${RULES_OF[from]} ${files.join(' ')}`);
  return told.length === 0 ? null : `规则 · rules: config/rules; ${told.join('; ')}`;
}

const RULES_OF = { simulated: `模拟世界 · simulated (${WORLD_RULES})`, site: 'YITU_RULES' } as const;

async function main(): Promise<void> {
  const values = readArguments();
  const environment = environmentOrFail(values);
  const { dataDir } = environment;
  const running = runningInstance(dataDir);
  if (running !== null) {
    say(
      `一图统览已在运行 · already running: ${running.url}/ (pid ${running.pid})\n另起一个 · for a second one: PORT=8081 YITU_DATA_DIR=.yitu-2 npm start`,
    );
    return;
  }
  await ensurePage(ROOT, say).catch((error: Error) => fail(error.message));
  const actual = await hasActualProducer(dataDir).catch((error: Error) => fail(error.message));
  if (actual) say('已登记真实数据来源，需要密钥 · a source of actual data is registered: keys are needed');
  const secure = values.secure === true || !isLoopback(environment.HOST) || actual;
  const keys = keysOf(environment);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    YITU_ACCESS: secure ? 'keys' : 'demo',
    YITU_PRODUCER_KEY: keys.producer,
    YITU_READ_KEY: keys.read,
  };
  const url = urlOf(environment.HOST, environment.PORT);
  const children: Supervised[] = [];
  const ending = new AbortController();
  let alive = true;
  let served = false;
  const gateway = supervise({
    args: gatewayArguments(values),
    cwd: ROOT,
    env,
    logFile: join(dataDir, 'logs', 'gateway.log'),
    show: (line) => (line.startsWith('{') ? null : line),
    print: say,
    ending: ending.signal,
    onExit: (code, runs) => {
      // What cannot start will not start a second later; what was killed, or has served, will.
      alive = code !== 2 && (served || code === null) && runs < 1_000;
      if (alive) say('网关意外退出，正在重启 · the gateway ended, starting it again');
      return alive;
    },
  });
  children.push(gateway);
  stopOnSignal(children, ending);
  const health = await untilReady(url, dataDir, () => alive);
  served = true;
  say(health.engineLine);
  const rules = rulesLine(health);
  if (rules !== null) say(rules);
  if (values['no-feeds'] !== true)
    children.push(startFeeds(values, { url, env, dataDir, ending: ending.signal }));
  say(linksOf({ url, dataDir, health, keys: secure ? keys : null }));
}

interface FeedSurroundings {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly dataDir: string;
  readonly ending: AbortSignal;
}

function startFeeds(values: Arguments, { url, env, dataDir, ending }: FeedSurroundings): Supervised {
  const passed = ['scenario', 'seed'].flatMap((name) => {
    const value = values[name as 'scenario' | 'seed'];
    return value === undefined ? [] : [`--${name}`, value];
  });
  if (values['no-operators'] === true) passed.push('--no-operators');
  return supervise({
    args: ['mock-feeds/main.ts', '--gateway', url, ...passed],
    cwd: ROOT,
    env,
    logFile: join(dataDir, 'logs', 'feeds.log'),
    show: (line) => `  ${line}`,
    print: say,
    ending,
    onExit: (code, runs) => {
      if (code === 2 || runs > 20) {
        say(
          '模拟数据已停止，原因见上；大屏照常，改正后请 Ctrl-C 再启动 · the simulated feeds ended, see above; the wall goes on: mend it, then Ctrl-C and start again',
        );
        return false;
      }
      return true;
    },
  });
}

function stopOnSignal(children: readonly Supervised[], ending: AbortController): void {
  const stop = async () => {
    if (ending.signal.aborted) return;
    ending.abort();
    say('\n正在停止 · stopping …');
    for (const child of [...children].reverse()) await child.stop(GRACE_MS);
    say('已停止 · stopped');
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

await main();
