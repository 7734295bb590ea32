import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Which gateway runs on a data folder. */
export interface Instance {
  readonly pid: number;
  readonly url: string;
  readonly startedAt: string;
}

const FILE = 'gateway.json';

/** The gateway that runs on this data folder, or null. A record left by a killed one is not believed. */
export function runningInstance(dataDir: string): Instance | null {
  try {
    const record = JSON.parse(readFileSync(join(dataDir, FILE), 'utf8')) as Instance;
    return isGateway(record.pid) ? record : null;
  } catch {
    return null;
  }
}

/** Records this process as the data folder's gateway. Returns the way to take the record back. */
export function recordInstance(dataDir: string, url: string): () => void {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE);
  const record: Instance = { pid: process.pid, url, startedAt: new Date().toISOString() };
  writeFileSync(file, `${JSON.stringify(record)}\n`);
  return () => rmSync(file, { force: true });
}

/** A process id may have been given to another program since: where the system tells, look at what it is. */
function isGateway(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('gateway/main');
  } catch {
    return true;
  }
}
