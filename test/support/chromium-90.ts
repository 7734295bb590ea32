import { spawnSync } from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, COMMON_FLAGS } from './browser.ts';
import { ROOT } from './budgets/tree.ts';

/**
 * The browser of domestic kiosks as it really was (decisions D3), with software WebGL 2. It comes in a package of its own,
 * whose lock file stands beside this one: 46 MB that nobody needs who only runs the wall.
 */
const HOME = join(ROOT, 'test', 'support', 'chromium-90');
const PACKED = join(HOME, 'node_modules', 'chrome-aws-lambda', 'bin');
const UNPACKED = join(HOME, 'node_modules', '.unpacked');
const PROGRAM = 'chromium';
/** Where this version looks for the libraries of `--use-gl=swiftshader`. */
const GL = 'swiftshader';
const COMMAND = 'npm ci --prefix test/support/chromium-90';

/** Fetches the package if it is not there. False: it could not be had, and why has been said. */
export function ensureChromium90(mayInstall: boolean, say: (text: string) => void): boolean {
  if (existsSync(PACKED)) return true;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    say(
      `missing: Chromium 90, which there is for Linux on x64 only, not for ${process.platform} ${process.arch}`,
    );
    return false;
  }
  say('missing: Chromium 90 (the journey on the browser of domestic kiosks)');
  if (mayInstall) {
    say(`installing: ${COMMAND} …`);
    const args = ['ci', '--prefix', HOME, '--loglevel=error', '--no-audit', '--no-fund'];
    spawnSync('npm', args, { cwd: HOME, stdio: ['ignore', 'inherit', 'inherit'] });
    if (existsSync(PACKED)) return true;
  }
  say(`install it, then run the same command again:\n  ${COMMAND}`);
  return false;
}

/** Chromium 90, unpacked where that was not done yet. @throws {Error} when its package is not installed */
export async function chromium90(): Promise<Browser> {
  if (!existsSync(PACKED)) throw new Error(`Chromium 90 is missing: npm test installs it, or ${COMMAND}`);
  if (!existsSync(UNPACKED)) await unpack();
  return {
    path: join(UNPACKED, PROGRAM),
    flags: [...COMMON_FLAGS, '--use-gl=swiftshader', '--ignore-gpu-blocklist'],
    old: true,
  };
}

/** Into a folder of its own, which gets its name when all is there. */
async function unpack(): Promise<void> {
  const folder = mkdtempSync(`${UNPACKED}-`);
  const libraries = join(folder, GL);
  mkdirSync(libraries);
  await inflate(PROGRAM, join(folder, PROGRAM));
  await chmod(join(folder, PROGRAM), 0o755);
  const archive = join(folder, `${GL}.tar`);
  await inflate(`${GL}.tar`, archive);
  const { status, stderr } = spawnSync('tar', ['-xf', archive, '-C', libraries], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${archive} could not be unpacked: ${stderr}`);
  rmSync(archive);
  renameSync(folder, UNPACKED);
}

async function inflate(name: string, file: string): Promise<void> {
  await pipeline(
    createReadStream(join(PACKED, `${name}.br`)),
    createBrotliDecompress(),
    createWriteStream(file),
  );
}
