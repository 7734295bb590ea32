import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Access, Identity } from '../../../gateway/access/port.ts';
import { createProject } from '../../../gateway/access/projections.ts';
import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import type { RegionArea } from '../../../gateway/contract/region.ts';
import { createFold, REDUCER_VERSION, restoreFold } from '../../../gateway/fold/index.ts';
import { createApp } from '../../../gateway/http/app.ts';
import { snapshotRouter } from '../../../gateway/http/snapshots.ts';
import { attachLive, type LiveOptions } from '../../../gateway/live/index.ts';
import type { Live, Site } from '../../../gateway/live/port.ts';
import type { FoldMaker } from '../../../gateway/live/restore.ts';
import { startSite } from '../../../gateway/live/site.ts';
import { openSocketHost } from '../../../gateway/live/socket-host.ts';
import { createBackoff } from '../../../gateway/log/backoff.ts';
import { openLog } from '../../../gateway/log/open.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import type { Clock, Logger, Metrics } from '../../../gateway/ops/port.ts';

/** Noon of an ordinary day. */
export const START = Date.UTC(2027, 4, 12, 4);

export const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };
export const unmeasured: Metrics = { count() {}, gauge() {} };

/** A clock that stands still at an instant. */
export function standingClock(at = START): Clock {
  return { now: () => at, simulated: false, rate: 1 };
}

export const FOLDS = { create: createFold, restore: restoreFold, version: REDUCER_VERSION };

export const AREAS: readonly RegionArea[] = [
  { id: 'T1', name: '东街', level: 'street', parent: 'C' },
  { id: 'V1', name: '东村', level: 'village', parent: 'T1' },
];

const operator: Identity = {
  kind: 'demo',
  key: 'demo-key',
  projection: 'operator',
  producer: null,
  mayCommand: true,
  mayAdminister: false,
};

/** Demo access without keys; a key `wrong` is unknown. */
export const openAccess: Access = {
  mode: 'demo',
  identify: (bearer, as) => {
    if (bearer === 'wrong') return null;
    return as === 'visitor' ? { ...operator, projection: 'visitor', mayCommand: false } : operator;
  },
};

/** A real embedded log in a folder of its own. */
export async function temporaryLog(clock: Clock): Promise<{ log: EventLog; remove(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'yitu-live-'));
  const log = await openLog({ engine: 'sqlite', site: 'test', dataDir, clock, logger: silent });
  return {
    log,
    async remove() {
      await log.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A log of its own, and the lease of its duties. */
export async function logWithDuties(clock: Clock) {
  const { log, remove } = await temporaryLog(clock);
  const lease = await log.acquireLease('duties', 'test', 60_000);
  if (lease === null) throw new Error('the lease was not free');
  return { log, lease, remove };
}

export function siteOn(log: EventLog, clock: Clock, folds: FoldMaker = FOLDS): Promise<Site> {
  const backoff = () => createBackoff({ firstMs: 10, maxMs: 100 });
  return startSite({ log, clock, folds, logger: silent, metrics: unmeasured, backoff });
}

/** The parts of a gateway that a wall meets, on a loopback port. */
export interface LiveGateway {
  readonly origin: string;
  readonly port: number;
  readonly site: Site;
  readonly live: Live;
  stop(): Promise<void>;
}

export interface LiveGatewayOptions
  extends Partial<Pick<LiveOptions, 'access' | 'command' | 'maxClients' | 'slowMs' | 'metrics'>> {
  readonly log: EventLog;
  readonly clock: Clock;
  readonly folds?: FoldMaker;
  /** @default any free one */
  readonly port?: number;
}

export async function startLiveGateway(options: LiveGatewayOptions): Promise<LiveGateway> {
  const { log, clock, access = openAccess, metrics = unmeasured } = options;
  const site = await siteOn(log, clock, options.folds);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sockets = openSocketHost({
    server,
    metrics,
    allowedOrigins: [],
    loopbackOnly: access.mode === 'demo',
  });
  const live = await attachLive({
    sockets,
    site,
    access,
    project: createProject(AREAS),
    clock,
    log,
    command: options.command ?? (() => Promise.reject(new Error('no command expected'))),
    logger: silent,
    metrics,
    gateway: 'test',
    maxClients: options.maxClients,
    slowMs: options.slowMs,
  });
  const routers = [snapshotRouter({ access, snapshots: live.snapshots })];
  server.on('request', createApp({ routers, loopbackOnly: true, pageFolder: null, logger: silent }));
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    site,
    live,
    async stop() {
      await live.stop();
      await new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await site.stop();
    },
  };
}

let counter = 0;

/** A draft with an id of its own. */
export function draft(changes: Partial<DraftEntry> & Pick<DraftEntry, 'type' | 'subject'>): DraftEntry {
  counter += 1;
  return {
    feed: changes.type.split('.')[0] as DraftEntry['feed'],
    v: 1,
    id: `draft-${counter}`,
    source: 'urn:yitu:test',
    time: START,
    receivedAt: START,
    sequence: counter,
    producerEpoch: 0,
    reality: 'simulated',
    producer: 'test',
    area: null,
    flags: [],
    data: {},
    digest: `digest-${counter}`,
    ...changes,
  };
}

export const received = (subject: string, data: Record<string, unknown> = {}) =>
  draft({
    type: 'case.received',
    subject,
    data: { title: `井盖破损 ${subject}`, kind: 'FACILITY', ...data },
  });

export const located = (subject: string, lng: number) =>
  draft({ type: 'terminal.located', subject, data: { location: { lng, lat: 25.6 } } });
