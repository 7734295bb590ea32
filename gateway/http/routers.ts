import type { Router } from 'express';
import { type DeadLetterRouterOptions, deadLetterRouter } from './dead-letters.ts';
import { type DeadlinesRouterOptions, deadlinesRouter } from './deadlines.ts';
import { type DocumentsRouterOptions, documentsRouter } from './documents/router.ts';
import { type ErasuresRouterOptions, erasuresRouter } from './erasures.ts';
import { type HealthRouterOptions, healthRouter } from './health.ts';
import { type KpisRouterOptions, kpisRouter } from './kpis.ts';
import { type PageRouterOptions, pageRouter } from './page.ts';
import { type ProducersRouterOptions, producersRouter } from './producers.ts';
import { type RecordsRouterOptions, recordsRouter } from './records.ts';
import { type SnapshotRouterOptions, snapshotRouter } from './snapshots.ts';
import { type SourcesRouterOptions, sourcesRouter } from './sources.ts';
import { type StateRouterOptions, stateRouter } from './state.ts';
import { type TerminalsRouterOptions, terminalsRouter } from './terminals.ts';
import { type TilesRouterOptions, tilesRouter } from './tiles/router.ts';
import { type TracksRouterOptions, tracksRouter } from './tracks.ts';
import { type WarningsRouterOptions, warningsRouter } from './warnings.ts';

/** What the routers of this room are handed, each its part. */
export type RoutersOptions = HealthRouterOptions &
  StateRouterOptions &
  DeadlinesRouterOptions &
  KpisRouterOptions &
  SourcesRouterOptions &
  WarningsRouterOptions &
  TerminalsRouterOptions &
  TracksRouterOptions &
  SnapshotRouterOptions &
  RecordsRouterOptions &
  DeadLetterRouterOptions &
  ErasuresRouterOptions &
  ProducersRouterOptions &
  DocumentsRouterOptions &
  TilesRouterOptions &
  PageRouterOptions;

/** Every router of this room; the door's own stands beside them. */
export function createRouters(options: RoutersOptions): Router[] {
  return [
    healthRouter(options),
    stateRouter(options),
    deadlinesRouter(options),
    kpisRouter(options),
    sourcesRouter(options),
    warningsRouter(options),
    terminalsRouter(options),
    tracksRouter(options),
    snapshotRouter(options),
    recordsRouter(options),
    deadLetterRouter(options),
    erasuresRouter(options),
    producersRouter(options),
    documentsRouter(options),
    tilesRouter(options),
    pageRouter(options),
  ];
}
