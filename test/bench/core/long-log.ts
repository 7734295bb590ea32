import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import { createFold, REDUCER_VERSION, restoreFold } from '../../../gateway/fold/index.ts';
import { tickDraft } from '../../../gateway/live/own-entries.ts';
import { restoreState, saveState } from '../../../gateway/live/restore.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { startMeasuredGateway } from './gateway.ts';
import { openBenchLog } from './logs.ts';
import { BATCH, WIDTH } from './throughput.ts';
import { batches, COUNTY_TERMINALS, createWorld, draftOf, inParallel, REPORT_S } from './world.ts';

/** A site's log with history, kept between runs of the bench. */
export interface LongLog {
  readonly dataDir: string;
  /** Null for the embedded engine. */
  readonly redis: TestRedis | null;
  /** How long the Redis server took to load it, ms; null for the embedded engine. */
  readonly loadMs: number | null;
  close(): Promise<void>;
}

/** The gateway saves its state at the latest after 20,000 entries, once in a minute; this is more than it ever replays. */
export const BEHIND = 25_000;

const SITE = 'demo';
/** Drafts that are made at once. */
const PIECE = 50_000;
const ITEM_SHARE = 0.1;
const TRIES = 6;
/** Five seconds of a county. */
const ENTRIES_PER_TICK = 250;

/** Opens the log of `entries` entries with a state saved `BEHIND` before its end; makes it first where there is none. */
export async function openLongLog(engine: 'redis' | 'sqlite', entries: number): Promise<LongLog> {
  const folder = join(ROOT, '.reports', 'bench-logs');
  const kind = `${engine}-${entries}-`;
  const dataDir = join(folder, kind + versionOfCode());
  const complete = join(dataDir, 'complete');
  if (!existsSync(complete)) {
    mkdirSync(folder, { recursive: true });
    const stale = readdirSync(folder).filter((name) => name.startsWith(kind));
    for (const name of stale) rmSync(join(folder, name), { recursive: true, force: true });
    mkdirSync(dataDir, { recursive: true });
    await build(engine, dataDir, entries);
    writeFileSync(complete, `${entries}\n`);
  }
  const { redis, loadMs } = await serverOn(engine, dataDir);
  return {
    dataDir,
    redis,
    loadMs,
    close: async () => redis?.dispose(),
  };
}

/** What is stored depends on this code: another one makes its own. */
function versionOfCode(): string {
  const hash = createHash('sha256');
  for (const folder of ['gateway/log', 'gateway/fold', 'gateway/contract']) {
    for (const name of readdirSync(join(ROOT, folder), { recursive: true }).map(String).sort()) {
      if (/\.(ts|lua)$/.test(name)) hash.update(readFileSync(join(ROOT, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}

async function serverOn(engine: 'redis' | 'sqlite', dataDir: string) {
  if (engine === 'sqlite') return { redis: null, loadMs: null };
  const began = performance.now();
  const redis = await startTestRedis(['--dir', dataDir]);
  return { redis, loadMs: performance.now() - began };
}

async function build(engine: 'redis' | 'sqlite', dataDir: string, entries: number): Promise<void> {
  const { redis } = await serverOn(engine, dataDir);
  try {
    const where = { dataDir, ...(redis === null ? {} : { redisUrl: redis.url }) };
    // The configuration comes into the log as it does in an installation: by the first gateway.
    const gateway = await startMeasuredGateway(where);
    await gateway.kill();
    const log = await openBenchLog({ site: SITE, ...where });
    await fill(log, entries);
    await log.close();
    if (redis !== null) await compact(redis);
  } finally {
    await redis?.dispose();
  }
}

async function fill(log: EventLog, entries: number): Promise<void> {
  const behind = Math.min(BEHIND, entries >> 1);
  let at = Date.now() - (entries / COUNTY_TERMINALS) * REPORT_S * 1_000;
  const step = (REPORT_S * 1_000) / COUNTY_TERMINALS;
  const world = createWorld('long', () => {
    at += step;
    return Math.round(at);
  });
  const append = async (count: number) => {
    const items = world.happenings(Math.floor(count * ITEM_SHARE)).map(draftOf);
    const reports = world.reports(count - items.length, COUNTY_TERMINALS).map(draftOf);
    const drafts = [...items, ...reports].flatMap((draft, i) =>
      i % ENTRIES_PER_TICK === 0 ? [tickDraft(draft.time, 1), draft] : [draft],
    );
    await inParallel(batches(drafts, BATCH), WIDTH, (batch) => appendStubbornly(log, batch));
  };
  for (let left = entries - behind; left > 0; left -= PIECE) await append(Math.min(PIECE, left));
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const folds = { create: createFold, restore: restoreFold, version: REDUCER_VERSION };
  const fold = await restoreState({ log, folds, logger }, () => {});
  await saveState(fold, log, { savedAt: Date.now() });
  await append(behind);
}

/** Only the time of a start is measured here, so a busy disk is waited for; an append may be repeated. */
async function appendStubbornly(log: EventLog, batch: readonly DraftEntry[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await log.append(batch);
      return;
    } catch (error) {
      if (attempt === TRIES) throw error;
      await sleep(attempt * 500);
    }
  }
}

/** As the server does by itself when its file has grown. */
async function compact({ client }: TestRedis): Promise<void> {
  // Refused where one is under way already: that one is waited for.
  await client.bgrewriteaof().catch(() => undefined);
  for (;;) {
    const info = await client.info('persistence');
    if (/aof_rewrite_in_progress:0/.test(info) && /aof_rewrite_scheduled:0/.test(info)) return;
    await sleep(200);
  }
}
