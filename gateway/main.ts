import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Environment,
  maskEnvironment,
  presetKeys,
  readEnvironment,
} from '../config/runtime/environment.ts';
import { type Installation, loadInstallation } from '../config/runtime/installation.ts';
import { ConfigurationError } from '../config/runtime/problems.ts';
import { type KeyAccess, openAccess } from './access/keys.ts';
import { factsWithoutHousehold } from './access/place.ts';
import type { Producer, Project } from './access/port.ts';
import { createProject } from './access/projections.ts';
import type { SystemConfigured } from './contract/events/system.ts';
import { createFold, REDUCER_VERSION, restoreFold } from './fold/index.ts';
import { createApp } from './http/app.ts';
import { createRouters } from './http/routers.ts';
import { createIngest, type Ingest } from './ingest/index.ts';
import { buildRegionIndex } from './ingest/region-index.ts';
import { scrubText } from './ingest/scrub.ts';
import { attachIngestSockets } from './ingest/socket.ts';
import { type Agreement, startAgreement } from './live/agreement.ts';
import { startDuties } from './live/duties.ts';
import { eraseEntries } from './live/erasing.ts';
import { retentionOf } from './live/housekeeping.ts';
import { attachLive } from './live/index.ts';
import { configurationOf } from './live/own-entries.ts';
import type { Live, Site } from './live/port.ts';
import type { FoldMaker } from './live/restore.ts';
import { startSite } from './live/site.ts';
import { type OwnSocketHost, openSocketHost } from './live/socket-host.ts';
import { createBackoff } from './log/backoff.ts';
import { chooseEngine, type EngineChoice } from './log/choose.ts';
import { reportDedupe } from './log/dedupe-gauges.ts';
import { healingLog } from './log/healing-log.ts';
import { openChosen } from './log/open-chosen.ts';
import type { HealingLog } from './log/port.ts';
import { findRedisServer } from './log/redis/server-process.ts';
import { reportReplicas } from './log/replica-gauge.ts';
import { readGatewayArguments } from './ops/arguments.ts';
import { createClock } from './ops/clock.ts';
import { claimDataFolder } from './ops/data-folder.ts';
import { createEnding, type Ending } from './ops/ending.ts';
import { wordsOf } from './ops/failure.ts';
import { healthOf, readinessOf } from './ops/health.ts';
import { recordInstance } from './ops/instance.ts';
import { AddressError, closeServer, createSwitchedServer, listen, urlOf } from './ops/listen.ts';
import { createLogger } from './ops/logger.ts';
import { createMetrics, type MetricsRegistry } from './ops/metrics.ts';
import type { Clock, Logger } from './ops/port.ts';
import { rememberEngine, rememberedEngine } from './ops/remember.ts';

/** Exit code for what a restart cannot mend: a wrong configuration, a taken port, a second gateway on the folder. */
const EXIT_SETUP = 2;
const GRACE_MS = 3_000;
/** Pauses between tries of building the state anew. */
const REBUILD_PAUSES = { firstMs: 200, maxMs: 5_000 } as const;
const ROOT = fileURLToPath(new URL('..', import.meta.url));

export interface GatewayOptions {
  readonly environment: Environment;
  readonly logger: Logger;
  readonly forcedEngine: 'redis' | 'sqlite' | null;
  /** Reality of what the preset producer key sends: `simulated` under `npm start`. */
  readonly presetReality: 'simulated' | 'actual';
  /** How states are made. @default the reducers of this version */
  readonly folds?: FoldMaker;
  /** Folder with the rules of the simulated world, which lie over the shipped ones. @default none */
  readonly worldRules?: string | null;
  /** Folder whose `config` is used. @default the program's own */
  readonly root?: string;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** Ends everything in the reverse order of its start; the log keeps what was acknowledged. */
  stop(): Promise<void>;
}

/**
 * Loads the configuration, takes the port, and starts the parts in order. Everything is handed in here; no module
 * connects to anything on import.
 * @throws {ConfigurationError | AddressError | Error} with what is wrong, where, and how to mend it
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { environment, logger } = options;
  const configuration = loadInstallation(environment, options.root ?? ROOT, options.worldRules);
  for (const { from, folder, files } of configuration.ownRules)
    logger.info('own rules', { from, folder, files: files.join(' ') });
  claimDataFolder(environment.dataDir);
  const ending = createEnding(logger);
  try {
    return await startParts(options, configuration, ending);
  } catch (error) {
    await ending.run();
    throw error;
  }
}

/** What every part is given. */
interface Core {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: MetricsRegistry;
  readonly log: HealingLog;
  readonly access: KeyAccess;
  readonly site: Site;
  readonly choice: EngineChoice;
}

async function startParts(
  options: GatewayOptions,
  configuration: Installation,
  ending: Ending,
): Promise<Gateway> {
  const { environment, logger } = options;
  const { server, serve } = createSwitchedServer();
  const port = await listen(server, environment.HOST, environment.PORT);
  ending.add('http', () => closeServer(server, GRACE_MS));
  const url = urlOf(environment.HOST, port);
  const metrics = createMetrics();
  const loopbackOnly = environment.YITU_ACCESS === 'demo';
  const sockets = openSocketHost({ server, metrics, allowedOrigins: [], loopbackOnly });
  ending.add('sockets', () => sockets.close());
  const core = await startCore(options, { configuration, metrics }, ending);
  ending.add('instance record', recordInstance(environment.dataDir, url));
  const agreement = startDutiesOf(core, configuration, ending);
  serve(await startDoors(core, { configuration, environment, sockets, agreement, ending }));
  logger.info('ready', {
    url,
    site: configuration.site,
    engine: core.choice.line,
    durability: core.log.durability(),
  });
  return { url, port, stop: () => ending.run() };
}

async function startCore(
  options: GatewayOptions,
  { configuration, metrics }: { readonly configuration: Installation; readonly metrics: MetricsRegistry },
  ending: Ending,
): Promise<Core> {
  const { environment, logger } = options;
  const clock = createClock(environment.YITU_CLOCK);
  const choice = await engineOf(options);
  const engine = await openChosen(choice, {
    site: configuration.site,
    dataDir: environment.dataDir,
    declaredDurability: environment.YITU_REDIS_DURABILITY,
    clock,
    logger,
  });
  ending.add('server of the log', engine.stopServer);
  rememberEngine(environment.dataDir, choice.engine);
  const log = healingLog(engine.log, { clock, logger, metrics });
  ending.add('log', () => log.close());
  ending.add('replica gauge', reportReplicas(log, metrics));
  ending.add('dedupe gauges', reportDedupe({ log, metrics, logger }));
  const access = await openAccess({
    dataDir: environment.dataDir,
    mode: environment.YITU_ACCESS,
    presets: presetKeys(environment),
    presetReality: options.presetReality,
    logger,
  });
  ending.add('keys', access.watch());
  const folds = options.folds ?? { create: createFold, restore: restoreFold, version: REDUCER_VERSION };
  const site = await startSite({
    log,
    folds,
    clock,
    logger,
    metrics,
    backoff: () => createBackoff(REBUILD_PAUSES),
  });
  ending.add('site', () => site.stop());
  return { clock, logger, metrics, log, access, site, choice };
}

function startDutiesOf(
  { log, site, clock, logger, metrics }: Core,
  configuration: Installation,
  ending: Ending,
): Agreement {
  const holder = `${process.pid}-${randomBytes(4).toString('hex')}`;
  const agreement = startAgreement({ log, site, logger, metrics, gateway: holder });
  ending.add('agreement', () => agreement.stop());
  const duties = startDuties({
    log,
    site,
    clock,
    config: configuredOf(configuration),
    retention: retentionOf(configuration.retention),
    logger,
    metrics,
    holder,
  });
  ending.add('duties', () => duties.stop());
  return agreement;
}

interface DoorParts {
  readonly configuration: Installation;
  readonly environment: Environment;
  readonly sockets: OwnSocketHost;
  readonly agreement: Agreement;
  readonly ending: Ending;
}

/** Everything that the outside can reach: events and commands in, walls, and the page. */
async function startDoors(
  core: Core,
  { configuration, environment, sockets, agreement, ending }: DoorParts,
): Promise<RequestListener> {
  const { access, log, site } = core;
  const { pack, rules } = configuration;
  const { areas } = pack.info;
  const project = createProject(areas);
  const region = buildRegionIndex(pack.polygons, areas);
  const view = () => site.view;
  const ingest = createIngest({
    ...core,
    rules: () => rules,
    region,
    pictures: configuration.retention.pictures,
    registration: (producer) => registrationOf(access, producer),
    view,
  });
  ending.add('ingest', () => ingest.stop());
  const { command } = ingest;
  const live = await attachLive({ ...core, sockets, project, command, gateway: `${process.pid}` });
  ending.add('live', () => live.stop());
  const producerSockets = attachIngestSockets({
    ...core,
    sockets: live.sockets,
    site: log.site,
    events: ingest.events,
  });
  ending.add('producer sockets', () => producerSockets.stop());
  ending.add('key changes', access.onChange(live.sockets.recheck));
  return applicationOf(core, { configuration, environment, agreement, ingest, live, project });
}

interface ApplicationParts extends Omit<DoorParts, 'sockets' | 'ending'> {
  readonly ingest: Ingest;
  readonly live: Live;
  readonly project: Project;
}

function applicationOf(core: Core, parts: ApplicationParts): RequestListener {
  const { access, site, logger } = core;
  const { configuration, environment, agreement, ingest, live, project } = parts;
  return createApp({
    loopbackOnly: access.mode === 'demo',
    routers: [
      ingest.router,
      ...createRouters({
        ...core,
        health: healthOf({ ...core, engineLine: core.choice.line, installation: configuration }),
        readiness: () => readinessOf({ ...core, agreement }),
        quarantine: () => site.quarantine(),
        producers: access.producers,
        project,
        toldFacts: factsWithoutHousehold,
        view: () => site.view,
        viewHash: live.viewHash,
        snapshots: live.snapshots,
        scrub: scrubText,
        command: ingest.command,
        retention: retentionOf(configuration.retention),
        erase: (erasure) => eraseEntries({ ...core, scrub: scrubText }, erasure),
        utcOffsetMinutes: configuration.pack.info.utcOffsetMinutes,
        installation: configuration,
        basemap: environment.YITU_BASEMAP,
      }),
    ],
    pageFolder: join(ROOT, 'dist'),
    logger,
  });
}

/** Demo access lets events in without a key: they have a registration too. */
function registrationOf(access: KeyAccess, id: string): Producer | null {
  const keyless = access.identify(null)?.producer ?? null;
  return [...access.producers.list(), keyless].find((producer) => producer?.id === id) ?? null;
}

async function engineOf({ environment, forcedEngine }: GatewayOptions): Promise<EngineChoice> {
  return chooseEngine({
    forced: forcedEngine,
    redisUrl: environment.REDIS_URL ?? null,
    remembered: rememberedEngine(environment.dataDir),
    serverPath: await findRedisServer(),
  });
}

/** What the fold reads of the configuration. */
function configuredOf({ rules, calendars, pack, retention }: Installation): SystemConfigured {
  const { areas, units, utcOffsetMinutes } = pack.info;
  const { unverifiedDays: unjudgedLeadDays } = retention.pictures;
  return configurationOf({ rules, calendars, areas, units, utcOffsetMinutes, unjudgedLeadDays });
}

async function run(): Promise<void> {
  const { engine, simulated, rules } = readGatewayArguments(process.argv.slice(2));
  const environment = readEnvironment(process.env);
  const logger = createLogger();
  logger.info('configuration', maskEnvironment(environment));
  const starting = startGateway({
    environment,
    logger,
    forcedEngine: engine,
    presetReality: simulated ? 'simulated' : 'actual',
    worldRules: rules,
  });
  const stop = () => starting.then((gateway) => gateway.stop()).then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  // A launcher that was killed cannot say stop any more; what it started does not outlive it.
  process.once('disconnect', stop);
  await starting;
}

function failed(error: unknown): void {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(error instanceof ConfigurationError || error instanceof AddressError ? EXIT_SETUP : 1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run().catch(failed);
