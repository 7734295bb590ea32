import { join } from 'node:path';
import type { Figure } from '../core/figure.ts';
import { openBenchLog, temporaryFolder } from '../core/logs.ts';
import { openRawTable, rawRow } from '../core/raw-sqlite.ts';
import { appendRate, BATCH, rateOf, WIDTH } from '../core/throughput.ts';
import { batches, createWorld, mixedDrafts } from '../core/world.ts';

/** Rows of one transaction: what the log commits together when `WIDTH` batches wait. */
const TRANSACTION = BATCH * WIDTH;
const EVENTS = { full: 131_072, quick: 65_536, smoke: 256 } as const;

export const ingestSqlite: Figure = {
  name: 'ingest-sqlite',
  zh: '批量写入 · SQLite',
  en: 'Batched durable ingest, SQLite, at EventLog.append',
  about: `每批 ${BATCH} 条、并发 ${WIDTH} 批，成组提交，synchronous=FULL；在工作线程中写，主线程从不等盘。`,
  against: `同样的 id、同样大小的事务（${TRANSACTION} 行）、FULL：INSERT … ON CONFLICT DO NOTHING 入带 UNIQUE(source, id) 的表，在本线程内直接执行。`,
  measures: [
    {
      id: 'rate',
      zh: '写入速率',
      en: 'events/s',
      unit: '条/秒',
      better: 'more',
      target: { of: 'ratio', least: 0.6, words: '≥ 0.6 ×' },
    },
  ],
  async open(size) {
    const folder = temporaryFolder();
    let run = 0;
    const drafts = () => mixedDrafts(createWorld(`s${++run}`), EVENTS[size]);
    return {
      async ours() {
        const ready = drafts();
        return appendRate(await openBenchLog({ site: `bench${run}`, dataDir: folder.path }), ready);
      },
      async baseline() {
        const transactions = batches(drafts().map(rawRow), TRANSACTION);
        const table = openRawTable(join(folder.path, `raw${run}.db`));
        const reading = await rateOf(EVENTS[size], async () => transactions.forEach(table.insert));
        table.close();
        return reading;
      },
      close: async () => folder.remove(),
    };
  },
};
