import type { Project } from '../access/port.ts';
import { PROJECTIONS, type Projection } from '../contract/vocabulary.ts';
import type { Clock, Metrics } from '../ops/port.ts';
import { Channel, type ChannelPort } from './channel.ts';
import { clockState } from './clock-state.ts';
import type { Events } from './events.ts';
import type { Site, SiteHealth } from './port.ts';
import { startPulse } from './pulse.ts';
import { roomOf, type Session } from './session.ts';
import { SLOW_MS, sendAwaySlow } from './slow.ts';
import type { SnapshotStore } from './snapshots.ts';
import type { LiveNamespace } from './sockets.ts';
import type { Tokens } from './token.ts';

export interface HubOptions {
  readonly site: Site;
  readonly events: Events;
  readonly project: Project;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly tokens: Tokens;
  readonly snapshots: SnapshotStore;
  readonly namespace: LiveNamespace;
  /** Out of credit this long, a client is sent away, ms. @default a minute */
  readonly slowMs?: number | undefined;
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
    if (heartbeat) {
      beat(options, channels);
      const viewers = [...sessions.values()].map(({ viewer }) => viewer);
      sendAwaySlow({ ...options, slowMs: options.slowMs ?? SLOW_MS }, viewers);
    }
    if (anyBusy()) pulse.nudge();
  });
  const anyBusy = () => [...channels.values()].some(({ busy }) => busy);
  let generation = 0;
  const unsubscribe = site.subscribe({
    onChange(changes) {
      for (const channel of channels.values()) channel.touch(changes);
      if (anyBusy()) pulse.nudge();
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
  const elapsedMs = () => performance.now();
  return new Map(
    PROJECTIONS.map((projection) => {
      const port = socketPort(options, sessions, projection);
      return [projection, new Channel({ ...options, projection, port, elapsedMs })];
    }),
  );
}

/**
 * One emit per message: Socket.IO encodes a broadcast once for all its receivers. All viewers of a channel are in its room,
 * which is quicker to go through than a room each.
 */
function socketPort(
  { namespace, metrics }: HubOptions,
  sessions: ReadonlyMap<string, Session>,
  projection: Projection,
): ChannelPort {
  const room = roomOf(projection);
  const all = (viewers: readonly unknown[]) => viewers.length === namespace.adapter.rooms.get(room)?.size;
  const ids = (viewers: readonly { id: string }[]) => (all(viewers) ? room : viewers.map(({ id }) => id));
  return {
    frame(viewers, frame) {
      metrics.count('live_frames', {}, viewers.length);
      namespace.to(ids(viewers)).emit('frame', frame);
    },
    heartbeat(viewers, heartbeat) {
      if (viewers.length > 0) namespace.to(ids(viewers)).emit('hb', heartbeat);
    },
    pulse(viewers, pulse) {
      if (viewers.length > 0) namespace.to(ids(viewers)).emit('pulse', pulse);
    },
    tooOld(viewer) {
      sessions.get(viewer.id)?.offer('trimmed');
    },
  };
}

const logWords = ({ logOk, logFull }: SiteHealth) => (logFull ? { logOk, logFull } : { logOk });

function beat({ site, clock, metrics }: HubOptions, channels: ReadonlyMap<Projection, Channel>): void {
  const said = { serverNow: clock.now(), clock: clockState(clock), ...logWords(site.health()) };
  for (const channel of channels.values()) {
    channel.beat(said);
    metrics.gauge('live_clients', channel.viewers.size, { projection: channel.projection });
  }
}
