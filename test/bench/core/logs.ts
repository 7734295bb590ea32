import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog } from '../../../gateway/log/open.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import type { Clock, Logger } from '../../../gateway/ops/port.ts';

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const clock: Clock = { now: () => Date.now(), simulated: false, rate: 1 };

/** The log as the gateway opens it, in this process. */
export function openBenchLog(where: {
  readonly site: string;
  readonly dataDir: string;
  readonly redisUrl?: string;
}): Promise<EventLog> {
  const engine = where.redisUrl === undefined ? 'sqlite' : 'redis';
  return openLog({ ...where, engine, clock, logger: silent });
}

export interface Folder {
  readonly path: string;
  remove(): void;
}

/** A folder of its own on the disk that is measured. */
export function temporaryFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'yitu-bench-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
