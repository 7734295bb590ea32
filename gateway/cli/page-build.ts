import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['screen', 'gateway/contract', 'vite.config.ts', 'package-lock.json'];
const MARK = 'source.sha256';

/** Hash over the names, sizes and times of everything the page is built from. */
function sourceHash(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .sort()
          .map((name) => join(path, name))
      : [path];
    for (const file of files) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\n${size}\n${Math.round(mtimeMs)}\n`);
    }
  }
  return hash.digest('hex');
}

function isBuilt(root: string, hash: string): boolean {
  const mark = join(root, 'dist', MARK);
  return (
    existsSync(join(root, 'dist', 'index.html')) && existsSync(mark) && readFileSync(mark, 'utf8') === hash
  );
}

/** Builds the page unless the last build is of the same sources. @throws {Error} with the builder's words when it fails. */
export async function ensurePage(root: string, onProgress: (text: string) => void): Promise<void> {
  const hash = sourceHash(root);
  if (isBuilt(root, hash)) return;
  onProgress('构建页面 · building the page …');
  const started = Date.now();
  const progress = setInterval(() => onProgress(`  … ${Math.round((Date.now() - started) / 1000)} s`), 4_000);
  try {
    await build(root);
  } finally {
    clearInterval(progress);
  }
  writeFileSync(join(root, 'dist', MARK), hash);
  onProgress(`页面就绪 · page ready (${Math.round((Date.now() - started) / 1000)} s)`);
}

function build(root: string): Promise<void> {
  const child = spawn('npm', ['run', '--silent', 'build', '--', '--logLevel', 'error'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`the page could not be built:\n${output}`)),
    );
  });
}
