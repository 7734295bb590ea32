import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessOptions, type KeyAccess, openAccess } from '../../../../gateway/access/keys.ts';

export const HOUR = 3_600_000;
/** Noon of an ordinary day. */
export const NOW = Date.UTC(2027, 4, 12, 4);

/** A data folder of its own. */
export const folder = () => mkdtemp(join(tmpdir(), 'yitu-keys-'));

/** The keys of a data folder as the gateway has them; silent. */
export async function access(options: Partial<AccessOptions> = {}): Promise<KeyAccess> {
  const dataDir = options.dataDir ?? (await folder());
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  return openAccess({ mode: 'keys', presets: {}, presetReality: 'actual', logger, ...options, dataDir });
}

/** Machine time in the hands of a test, and every line that was logged. */
export function watched() {
  const clock = { at: NOW };
  const lines: string[] = [];
  const log = (message: string, ...rest: unknown[]) =>
    void lines.push(`${message} ${rest.map((each) => JSON.stringify(each)).join(' ')}`);
  return { clock, lines, now: () => clock.at, logger: { debug: log, info: log, warn: log, error: log } };
}
