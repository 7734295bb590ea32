import type { Project } from '../access/port.ts';
import { PROJECTIONS, type Projection } from '../contract/vocabulary.ts';
import type { Clock, Metrics } from '../ops/port.ts';
import { Channel, type ChannelPort } from './channel.ts';
import { clockState } from './clock-state.ts';
import type { Site, SiteHealth } from './port.ts';
import { startPulse } from './pulse.ts';
import type { Session } from './session.ts';
import type { SnapshotStore } from './snapshots.ts';
import { type LiveNamespace, SLOW } from './sockets.ts';
import type { Tokens } from './token.ts';

/** Out of credit this long, ms: the connection is given up; the client comes back by its token. */
const SLOW_MS = 60_000;

export interface HubOptions {
  readonly site: Site;
  readonly project: Project;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly tokens: Tokens;
  readonly snapshots: SnapshotStore;
  readonly namespace: LiveNamespace;
}

/** The channels of a gateway and who stands in them. */
export interface Hub {
  readonly channels: ReadonlyMap<Projection, Channel>;
  readonly sessions: Map<string, Session>;
  nudge(): void;
  generation(): number;
  stop(): void;
}

/** Carries every step of the site to the channels, and the channels' messages to the sockets. */
export function startHub(options: HubOptions): Hub {
  const { site, snapshots } = options;
  const sessions = new Map<string, Session>();
  const channels = openChannels(options, sessions);
  const pulse = startPulse((heartbeat) => {
    for (const channel of channels.values()) channel.flush();
    if (heartbeat) beat(options, channels, sessions);
  });
  let generation = 0;
  const unsubscribe = site.subscribe({
    onChange(changes) {
      for (const channel of channels.values()) channel.touch(changes);
      if ([...channels.values()].some(({ busy }) => busy)) pulse.nudge();
    },
    onReset(reason) {
      generation += 1;
      snapshots.clear();
      for (const channel of channels.values()) channel.reset();
      for (const session of sessions.values()) session.offer(reason);
    },
  });
  return {
    channels,
    sessions,
    nudge: pulse.nudge,
    generation: () => generation,
    stop() {
      pulse.stop();
      unsubscribe();
    },
  };
}

function openChannels(options: HubOptions, sessions: ReadonlyMap<string, Session>): Map<Projection, Channel> {
  const port = socketPort(options, sessions);
  const elapsedMs = () => performance.now();
  return new Map(
    PROJECTIONS.map((projection) => [projection, new Channel({ ...options, projection, port, elapsedMs })]),
  );
}

/** One emit per message: Socket.IO encodes a broadcast once for all its receivers. */
function socketPort({ namespace, metrics }: HubOptions, sessions: ReadonlyMap<string, Session>): ChannelPort {
  const ids = (viewers: readonly { id: string }[]) => viewers.map(({ id }) => id);
  return {
    frame(viewers, frame) {
      metrics.count('live_frames', {}, viewers.length);
      namespace.to(ids(viewers)).emit('frame', frame);
    },
    heartbeat(viewers, heartbeat) {
      if (viewers.length > 0) namespace.to(ids(viewers)).emit('hb', heartbeat);
    },
    tooOld(viewer) {
      sessions.get(viewer.id)?.offer('trimmed');
    },
  };
}

const logWords = ({ logOk, logFull }: SiteHealth) => (logFull ? { logOk, logFull } : { logOk });

function beat(
  { site, clock, metrics, namespace }: HubOptions,
  channels: ReadonlyMap<Projection, Channel>,
  sessions: ReadonlyMap<string, Session>,
): void {
  const said = { serverNow: clock.now(), clock: clockState(clock), ...logWords(site.health()) };
  for (const channel of channels.values()) {
    channel.beat(said);
    metrics.gauge('live_clients', channel.viewers.size, { projection: channel.projection });
  }
  const slowSince = performance.now() - SLOW_MS;
  for (const { viewer } of sessions.values()) {
    if (viewer.stalledAt === null || viewer.stalledAt > slowSince) continue;
    metrics.count('live_slow');
    namespace.to(viewer.id).emit('bye', SLOW);
    namespace.in(viewer.id).disconnectSockets(true);
  }
}
