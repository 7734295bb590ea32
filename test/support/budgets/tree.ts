import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder. */
export const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Files that git tracks or would track, below the root, `/`-separated. */
export function projectFiles(): string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return [...new Set(list.split('\n').filter((name) => name !== ''))].sort();
}

export function readProjectFile(name: string): string {
  return readFileSync(join(ROOT, name), 'utf8');
}

/** The script block of a single-file component, or an empty text. */
export function scriptOf(component: string): string {
  return /<script[^>]*>([\s\S]*?)<\/script>/.exec(component)?.[1] ?? '';
}
