import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { consult } from '../core/oracle.ts';
import { type RawEntry, type RawLog, readRedisLog, readSqliteLog } from '../core/raw-log.ts';
import { SOURCE } from './producer.ts';
import { SITE, type Stack } from './stack.ts';

/** The show's items as the log itself has them, and as the oracle says that a wall must show them. */
export interface LoggedItems {
  /** In the log's order; one that stands twice comes twice. */
  readonly logged: readonly string[];
  readonly expected: readonly string[];
  /** How many of them a gateway has put back after the log had lost them. */
  readonly healed: number;
}

/** Reads the engine's own streams or files: the product is not asked whether it has lost anything. */
export async function readLoggedItems(stack: Pick<Stack, 'redis' | 'dataDir'>): Promise<LoggedItems> {
  const { entries } = stack.redis === null ? readCopy(stack.dataDir) : await readServer(stack.redis.port);
  const ours = ({ source, feed }: RawEntry) => source === SOURCE && feed === 'case';
  const mine = entries.filter(ours);
  const healed = mine.filter(({ healedFrom }) => healedFrom !== null).length;
  return { logged: mine.map(({ id }) => id), expected: [...consult(mine).cases.keys()], healed };
}

async function readServer(port: number): Promise<RawLog> {
  const client = new Redis({ host: '127.0.0.1', port, protocol: 2 });
  try {
    return await readRedisLog(client, SITE);
  } finally {
    client.disconnect();
  }
}

/** The running gateway holds its database alone; a copy of the files is what it would find after a crash just now. */
function readCopy(dataDir: string): RawLog {
  const copy = mkdtempSync(join(tmpdir(), 'yitu-show-log-'));
  try {
    cpSync(join(dataDir, 'sqlite'), join(copy, 'sqlite'), { recursive: true });
    return readSqliteLog(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
