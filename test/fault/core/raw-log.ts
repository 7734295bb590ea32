import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Redis } from 'ioredis';

/** One entry as it lies in the engine, read without any of the product's code. Instants are epoch ms. */
export interface RawEntry {
  readonly n: number;
  readonly e: string;
  readonly h: string;
  readonly feed: string;
  readonly id: string;
  readonly source: string;
  readonly subject: string;
  readonly type: string;
  readonly v: number;
  readonly time: number;
  readonly received: number;
  readonly sequence: number | null;
  readonly producer: string;
  readonly epoch: number;
  readonly reality: string;
  readonly area: string | null;
  readonly flags: string;
  readonly data: string;
  readonly digest: string;
  readonly healedFrom: number | null;
}

/** The whole log, by `n`; entries up to `horizon` may have been trimmed. */
export interface RawLog {
  readonly entries: readonly RawEntry[];
  readonly epoch: string;
  readonly horizon: number;
}

const FEEDS = ['case', 'alarm', 'terminal', 'video', 'indicator', 'operation', 'system'] as const;
const PAGE = 2_000;

/** Every stream of the site by plain XRANGE, merged by `n`. */
export async function readRedisLog(client: Redis, site: string): Promise<RawLog> {
  const entries: RawEntry[] = [];
  for (const feed of FEEDS) {
    let from = '-';
    for (;;) {
      const page = await client.xrange(`{${site}}:${feed}`, from, '+', 'COUNT', PAGE);
      for (const [id, fields] of page) entries.push(fromFields(feed, id, fields));
      if (page.length < PAGE) break;
      from = `(${page.at(-1)?.[0]}`;
    }
  }
  const [epoch, horizon] = await client.hmget(`{${site}}:meta`, 'e', 'horizon');
  entries.sort((a, b) => a.n - b.n);
  return { entries, epoch: epoch ?? '', horizon: Number(horizon ?? 0) };
}

function fromFields(feed: string, id: string, fields: readonly string[]): RawEntry {
  const found = new Map<string, string>();
  for (let i = 0; i + 1 < fields.length; i += 2) found.set(fields[i] ?? '', fields[i + 1] ?? '');
  const text = (name: string) => found.get(name) ?? '';
  const number = (name: string) => (text(name) === '' ? null : Number(text(name)));
  return {
    n: Number(id.split('-')[0]),
    e: text('e'),
    h: text('h'),
    feed,
    id: text('id'),
    source: text('source'),
    subject: text('subject'),
    type: text('type'),
    v: Number(text('v')),
    time: Date.parse(text('time')),
    received: Date.parse(text('received')),
    sequence: number('sequence'),
    producer: text('producer'),
    epoch: number('epoch') ?? 0,
    reality: text('reality'),
    area: text('area') || null,
    flags: text('flags'),
    data: text('data'),
    digest: text('digest'),
    healedFrom: number('healed'),
  };
}

/** `healed` is not there in a file of before that column. */
type SqliteRow = Omit<RawEntry, 'healedFrom'> & { readonly healed?: number | null };

/** The log file of a data folder by plain SQL; its gateway must have ended, it holds the file alone. */
export function readSqliteLog(dataDir: string): RawLog {
  const folder = join(dataDir, 'sqlite');
  const file = readdirSync(folder).find((name) => name.endsWith('.db'));
  const db = new DatabaseSync(join(folder, file ?? 'none.db'));
  try {
    const rows = db.prepare('SELECT * FROM entries ORDER BY n').all() as unknown as readonly SqliteRow[];
    const meta = (name: string) =>
      db.prepare('SELECT value FROM meta WHERE name = ?').get(name)?.value as string | undefined;
    return {
      entries: rows.map((row) => ({ ...row, healedFrom: row.healed ?? null })),
      epoch: meta('e') ?? '',
      horizon: Number(meta('horizon') ?? 0),
    };
  } finally {
    db.close();
  }
}
