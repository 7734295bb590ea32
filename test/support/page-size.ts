import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from './budgets/tree.ts';

/** Weight of the built page's scripts, gzip KiB. */
export interface PageSizes {
  /** What `index.html` itself asks for. */
  readonly firstPaint: number;
  readonly allScripts: number;
}

/** Weighs `dist`. */
export function pageSizes(): PageSizes {
  const assets = join(ROOT, 'dist', 'assets');
  const gzipKib = (name: string) => gzipSync(readFileSync(join(assets, name))).length / 1024;
  const scripts = readdirSync(assets).filter((name) => name.endsWith('.js'));
  const entry = readFileSync(join(ROOT, 'dist', 'index.html'), 'utf8');
  const total = (names: readonly string[]) => Math.round(names.reduce((sum, name) => sum + gzipKib(name), 0));
  return { firstPaint: total(scripts.filter((name) => entry.includes(name))), allScripts: total(scripts) };
}
