/**
 * Installs the dependencies when `node_modules` does not match the lock file, before anything else runs.
 * Plain JavaScript on purpose: a machine that has only an older Node must be able to run it. It is a script of its own
 * (`npm run setup`), because a shell that has looked up `node` once does not look for the one that was just installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const NODE_MAJOR = 24;
const PROGRESS_MS = 4_000;

const say = (text) => process.stdout.write(`${text}\n`);

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/** Every package that the lock file wants on this machine is there in its version. Optional ones depend on the platform. */
export function isInstalled(wanted, present) {
  if (wanted === null || present === null) return false;
  return Object.entries(wanted.packages).every(([path, entry]) => {
    if (path === '' || entry.optional) return true;
    return present.packages[path]?.version === entry.version;
  });
}

/** True where installing would empty a folder that other programs use: the package manager clears what the link leads to. */
export function isLinked(folder) {
  return lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function runningGateway() {
  const record = readJson(join(process.env.YITU_DATA_DIR ?? join(root, '.yitu'), 'gateway.json'));
  if (record === null) return null;
  try {
    process.kill(record.pid, 0);
    return record;
  } catch {
    return null;
  }
}

function refuseLinked() {
  if (!isLinked(join(root, 'node_modules'))) return;
  say(
    '依赖与锁文件不符，而 node_modules 是一个链接，重装会清空别处的目录：请删除该链接后重试 · node_modules does not match the lock file and is a symbolic link; ' +
      'reinstalling would empty the folder that it leads to. Remove the link, or install where it leads to, then run the same command again',
  );
  process.exit(1);
}

async function install() {
  refuseLinked();
  say('安装依赖 · installing dependencies (npm ci) …');
  const started = Date.now();
  const progress = setInterval(() => say(`  … ${Math.round((Date.now() - started) / 1000)} s`), PROGRESS_MS);
  const child = spawn('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  });
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(1));
    child.once('exit', (status) => resolve(status ?? 1));
  });
  clearInterval(progress);
  if (code !== 0) {
    say(
      '依赖安装失败，原因见上 · the dependencies could not be installed, see above; then run the same command again',
    );
    process.exit(1);
  }
  say(`依赖就绪 · dependencies ready (${Math.round((Date.now() - started) / 1000)} s)`);
}

/** The bundled runtime may be missing: scripts switched off, a proxy in the way, or a processor it is not built for. */
function requireRuntime() {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  const command = existsSync(bundled) ? bundled : process.execPath;
  const version = spawnSync(command, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  if (Number(version.slice(1).split('.')[0]) >= NODE_MAJOR) return;
  say(
    `需要 Node ${NODE_MAJOR} 或更新版本，现为 ${version || '无'} · Node ${NODE_MAJOR} or newer is needed and the bundled one did not arrive: ` +
      `install Node ${NODE_MAJOR} on this machine, or run "npm ci" with install scripts allowed`,
  );
  process.exit(1);
}

async function main() {
  const wanted = readJson(join(root, 'package-lock.json'));
  if (!isInstalled(wanted, readJson(join(root, 'node_modules', '.package-lock.json')))) {
    const running = runningGateway();
    if (running === null) await install();
    else
      say(
        `依赖与锁文件不符，但一图统览正在运行 (${running.url})：先停止它再更新 · not reinstalling under a running instance`,
      );
  }
  requireRuntime();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
