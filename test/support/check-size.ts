import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './budgets/tree.ts';

/** Ratchet: gzip KiB that the built page may weigh. Lower a figure when the page gets lighter; raise it only with a reason. */
const LIMITS = { firstPaint: 420, allScripts: 1_700 } as const;

const assets = join(ROOT, 'dist', 'assets');
const gzipKib = (name: string) => gzipSync(readFileSync(join(assets, name))).length / 1024;

const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
const entry = readFileSync(join(ROOT, 'dist', 'index.html'), 'utf8');
const first = scripts.filter((name) => entry.includes(name));
const sizes = {
  firstPaint: Math.round(first.reduce((total, name) => total + gzipKib(name), 0)),
  allScripts: Math.round(scripts.reduce((total, name) => total + gzipKib(name), 0)),
};
for (const [name, limit] of Object.entries(LIMITS)) {
  const size = sizes[name as keyof typeof sizes];
  process.stdout.write(`  ${name}: ${size} KiB gzip, at most ${limit}\n`);
  if (size > limit) process.exitCode = 1;
}
