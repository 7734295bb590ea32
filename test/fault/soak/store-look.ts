import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { FEEDS } from '../../../gateway/contract/feeds.ts';
import type { Figure } from './figures.ts';

export type StoreFigures = Record<
  Extract<Figure, 'kept' | 'marks' | 'storeMemory' | 'storeFile' | 'snapshots'>,
  number | null
>;

/** A look into the log's own store, past the gateway. */
export interface StoreLook {
  /** Of the Redis server; null where the store is a file. */
  readonly pid: number | null;
  read(): Promise<StoreFigures>;
  /** The state that was saved last, as it is stored; null where it is not to be had from outside the gateway. */
  savedState(): Promise<Buffer | null>;
  close(): void;
}

const SITE = 'demo';
/** As many buckets of dedupe marks as the engine has, and how many of them are looked into. */
const BUCKETS = 16_384;
const LOOKED_INTO = 512;

export function lookAtStore(engine: 'redis' | 'sqlite', dataDir: string): StoreLook {
  return engine === 'redis' ? lookAtRedis(dataDir) : lookAtFile(dataDir);
}

function lookAtRedis(dataDir: string): StoreLook {
  const record = readFileSync(join(dataDir, 'redis', 'child.json'), 'utf8');
  const { pid, port } = JSON.parse(record) as { pid: number; port: number };
  const client = new Redis({ port, host: '127.0.0.1', protocol: 2 });
  client.on('error', () => {});
  const named = (name: string) => `{${SITE}}:${name}`;
  return {
    pid,
    close: () => client.disconnect(),
    savedState: () => newestState(client),
    async read() {
      const lengths = await Promise.all(FEEDS.map((feed) => client.xlen(named(feed))));
      const step = BUCKETS / LOOKED_INTO;
      const buckets = Array.from({ length: LOOKED_INTO }, (_, i) => client.hlen(named(`seen:${i * step}`)));
      const info = `${await client.info('memory')}${await client.info('persistence')}`;
      return {
        kept: total(lengths),
        marks: total(await Promise.all(buckets)) * step,
        storeMemory: numberIn(info, 'used_memory'),
        storeFile: numberIn(info, 'aof_current_size'),
        snapshots: await client.hlen(named('snapshots')),
      };
    },
  };
}

async function newestState(client: Redis): Promise<Buffer | null> {
  const listed = await client.hvals(`{${SITE}}:snapshots`);
  const [newest] = listed
    .map((text) => JSON.parse(text) as { id: string; savedAt: number; chunks: number })
    .sort((a, b) => b.savedAt - a.savedAt);
  if (newest === undefined) return null;
  const chunks = Array.from({ length: newest.chunks }, (_, i) =>
    client.getBuffer(`{${SITE}}:snapshot:${newest.id}:${i}`),
  );
  return Buffer.concat((await Promise.all(chunks)).map((chunk) => chunk ?? Buffer.alloc(0)));
}

/** The gateway alone may open its database: only its size is seen from here. */
function lookAtFile(dataDir: string): StoreLook {
  const folder = join(dataDir, 'sqlite');
  return {
    pid: null,
    close() {},
    savedState: async () => null,
    read: async () => ({
      kept: null,
      marks: null,
      storeMemory: null,
      storeFile: total(readdirSync(folder).map((name) => statSync(join(folder, name)).size)),
      snapshots: null,
    }),
  };
}

function numberIn(info: string, name: string): number | null {
  const found = new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1];
  return found === undefined ? null : Number(found);
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);
