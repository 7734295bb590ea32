import type { Figure } from '../core/figure.ts';
import { dedupe } from './dedupe.ts';
import { eventToPage } from './event-to-page.ts';
import { fanOut } from './fan-out.ts';
import { fold } from './fold.ts';
import { growthClients, growthEntities } from './growth.ts';
import { ingestDurability } from './ingest-durability.ts';
import { ingestHttp } from './ingest-http.ts';
import { ingestRedis } from './ingest-redis.ts';
import { ingestSqlite } from './ingest-sqlite.ts';
import { memory } from './memory.ts';
import { resumeStorm } from './resume-storm.ts';
import { singleRedis, singleSqlite } from './single.ts';
import { snapshot } from './snapshot.ts';
import { startUp } from './start-up.ts';

/** All figures in the order of the report. */
export const FIGURES: readonly Figure[] = [
  ingestRedis,
  ingestSqlite,
  ingestDurability,
  ingestHttp,
  singleRedis,
  singleSqlite,
  fanOut,
  resumeStorm,
  snapshot,
  memory,
  dedupe,
  fold,
  startUp,
  eventToPage,
  growthEntities,
  growthClients,
];
