import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = 'engine.json';

/** The engine this data folder was started with before, or null. */
export function rememberedEngine(dataDir: string): 'redis' | 'sqlite' | null {
  try {
    const { engine } = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as { engine?: unknown };
    return engine === 'redis' || engine === 'sqlite' ? engine : null;
  } catch {
    return null;
  }
}

/** Later starts of this data folder go on with the same engine. */
export function rememberEngine(dataDir: string, engine: 'redis' | 'sqlite'): void {
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(join(dataDir, FILE), `${JSON.stringify({ engine })}\n`);
}
