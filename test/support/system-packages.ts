import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface SystemPackage {
  readonly debian: string;
  readonly why: string;
  readonly present: () => boolean;
}

/** Is a program on PATH? */
export function onPath(name: string): string | null {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

const FONT_FOLDERS = ['/usr/share/fonts', '/usr/local/share/fonts', '/System/Library/Fonts'];

function hasCjkFont(): boolean {
  return FONT_FOLDERS.filter((folder) => existsSync(folder)).some((folder) =>
    readdirSync(folder, { recursive: true }).some((name) => /CJK|PingFang|SourceHan|wqy/i.test(String(name))),
  );
}

const PACKAGES: readonly SystemPackage[] = [
  {
    debian: 'redis-server',
    why: 'the log suite runs on a real Redis server',
    present: () => onPath('redis-server') !== null || onPath('valkey-server') !== null,
  },
  {
    debian: 'chromium',
    why: 'the journeys run in a real browser',
    present: () => chromiumPath() !== null,
  },
  {
    debian: 'curl',
    why: 'every command line of the documents is run as it stands',
    present: () => onPath('curl') !== null,
  },
  {
    debian: 'python3',
    why: 'the example program in Python is run',
    present: () => onPath('python3') !== null,
  },
  { debian: 'fonts-noto-cjk', why: 'Chinese on the pictures', present: hasCjkFont },
];

/** The browser that the journeys drive. */
export function chromiumPath(): string | null {
  return onPath('chromium') ?? onPath('chromium-browser') ?? onPath('google-chrome');
}

/**
 * Makes sure that everything the full suite needs of the system is there: installs it where that is allowed
 * (`CI=true`, or root with apt-get, unless `--no-install`), else says which one command does. False: stop.
 */
export function ensureSystemPackages(mayInstall: boolean, say: (text: string) => void): boolean {
  const missing = PACKAGES.filter((entry) => !entry.present());
  if (missing.length === 0) return true;
  for (const entry of missing) say(`missing: ${entry.debian} (${entry.why})`);
  const names = missing.map((entry) => entry.debian);
  const command = `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const allowed =
    mayInstall && onPath('apt-get') !== null && (process.env.CI === 'true' || process.getuid?.() === 0);
  if (!allowed) {
    say(
      `install them, then run the same command again:\n  sudo sh -c '${command}'\nor run npm run test:fast, which needs none of them`,
    );
    return false;
  }
  say(`installing: ${names.join(' ')} …`);
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const [program = 'sh', ...args] = [...sudo, 'sh', '-c', command];
  const done = spawnSync(program, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  const still = PACKAGES.filter((entry) => !entry.present());
  if (done.status === 0 && still.length === 0) return true;
  say(`could not install ${still.map((entry) => entry.debian).join(' ')}; run this by hand:\n  ${command}`);
  return false;
}
