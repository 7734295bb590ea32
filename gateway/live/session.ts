import type { Socket } from 'socket.io';
import type { Identity } from '../access/port.ts';
import { GatewayError, type Problem, problemOf } from '../contract/errors.ts';
import type { CommandReply } from '../contract/http.ts';
import type { Projection } from '../contract/vocabulary.ts';
import {
  type ClientToServer,
  CREDIT_FRAMES,
  HEARTBEAT_MS,
  type Hello,
  PROTOCOL,
  type ServerToClient,
  type SnapshotReason,
  type SnapshotRef,
} from '../contract/wire.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock, Logger, Metrics } from '../ops/port.ts';
import type { Channel } from './channel.ts';
import { clockState } from './clock-state.ts';
import type { Events } from './events.ts';
import type { Site } from './port.ts';
import { TICK_MS } from './pulse.ts';
import { type Decision, decideResume } from './resume.ts';
import type { SnapshotStore } from './snapshots.ts';
import type { Tokens } from './token.ts';
import { bookAck, createViewer, placeAt, placeAtOffer, unplace, type Viewer, type Wire } from './viewer.ts';

export interface LiveData {
  readonly identity: Identity;
  readonly projection: Projection;
  readonly proto: number;
  readonly resume: string | null;
}
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<string, never>, LiveData>;

/** What every session of a gateway shares. */
export interface SessionContext {
  readonly gateway: string;
  readonly site: Site;
  readonly events: Events;
  readonly log: EventLog;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tokens: Tokens;
  readonly snapshots: SnapshotStore;
  readonly channels: ReadonlyMap<Projection, Channel>;
  readonly command: (command: unknown, identity: Identity) => Promise<CommandReply>;
  readonly nudge: () => void;
  /** Grows with every rebuild of the state: a decision made before one is void. */
  readonly generation: () => number;
}

export interface Session {
  readonly viewer: Viewer;
  /** Tells the client that what it has is void and offers it a snapshot. */
  offer(reason: SnapshotReason): void;
}

/** Room of everybody who stands in a projection's channel; no id of a socket looks like it. */
export const roomOf = (projection: Projection) => `channel:${projection}`;

/** Commands of one client that may be under way at once. */
const COMMANDS_AT_ONCE = 8;
/** Shortest time between two answers to `resync` of one client, ms. */
const RESYNC_MS = 500;
/** A client that has not taken what it was sent is looked at again after this time, ms. */
const BACKLOG_LOOK_MS = 50;

/** Serves one client: says hello, takes its messages, and puts it into its projection's channel. */
export function openSession(context: SessionContext, socket: LiveSocket): Session {
  const { projection } = socket.data;
  const channel = context.channels.get(projection);
  if (channel === undefined) throw new RangeError(`no channel for ${projection}`);
  const viewer = createViewer(socket.id, wireOf(socket));
  const safely = (work: Promise<void>) => void work.catch((error) => giveUp(context, socket, error));
  const makeOffer = createOffer(context, socket, { viewer, channel });
  const offer = (reason: SnapshotReason) => safely(makeOffer(reason));
  socket.on('disconnect', () => channel.viewers.delete(viewer));
  takePlaceMessages(context, socket, viewer);
  takeResync(context, socket, { viewer, offer });
  takeTimeAndCommands(context, socket);
  safely(greet(context, socket, { viewer, channel }));
  return { viewer, offer };
}

/** engine.io holds what a client does not read; the socket below it tells of none of that. */
function wireOf(socket: LiveSocket): Wire {
  const conn = socket.conn as unknown as {
    readonly writeBuffer: readonly unknown[];
    readonly transport: { readonly socket: { terminate(): void } };
  };
  return { backlog: () => conn.writeBuffer.length, cut: () => conn.transport.socket.terminate() };
}

/** A client that cannot be served now comes back with its own jitter; nothing hangs half open. */
function giveUp({ logger, metrics }: SessionContext, socket: LiveSocket, error: unknown): void {
  logger.error('a client could not be served', error);
  metrics.count('live_failures');
  socket.disconnect(true);
}

async function greet(context: SessionContext, socket: LiveSocket, to: { viewer: Viewer; channel: Channel }) {
  const { decision, snapshot } = await decide(context, socket, socket.data.resume);
  if (!socket.connected) return;
  place(to.viewer, decision, snapshot);
  socket.emit('hello', helloOf(context, socket, decision, snapshot));
  to.channel.viewers.add(to.viewer);
  void socket.join(roomOf(socket.data.projection));
  context.nudge();
}

/** Decides once more when the state was built anew meanwhile; synchronous from the last decision on. */
async function decide(
  context: SessionContext,
  socket: LiveSocket,
  token: unknown,
): Promise<{ decision: Decision; snapshot: SnapshotRef | null }> {
  const { projection } = socket.data;
  for (;;) {
    const generation = context.generation();
    const decision = await decideResume(context, token, projection);
    const snapshot = 'from' in decision ? null : await context.snapshots.current(projection);
    if (generation === context.generation()) return { decision, snapshot };
  }
}

function place(viewer: Viewer, decision: Decision, snapshot: SnapshotRef | null): void {
  if ('from' in decision) {
    placeAt(viewer, decision.from, decision.behind);
    return;
  }
  unplace(viewer);
  viewer.offered = snapshot?.n ?? null;
}

function helloOf(
  { gateway, site, log, clock, metrics }: SessionContext,
  socket: LiveSocket,
  decision: Decision,
  snapshot: SnapshotRef | null,
): Hello {
  const { position } = site.view;
  const mode = modeOf(decision, position.n);
  const reason = 'reason' in decision ? decision.reason : null;
  metrics.count('live_hellos', { mode, reason: reason ?? 'none' });
  return {
    proto: PROTOCOL,
    session: socket.id,
    gateway,
    site: log.site,
    projection: socket.data.projection,
    serverNow: clock.now(),
    clock: clockState(clock),
    epoch: position.e,
    n: position.n,
    mode,
    ...(reason === null ? {} : { reason }),
    ...(snapshot === null ? {} : { snapshot }),
    limits: { tickMs: TICK_MS, credit: CREDIT_FRAMES, heartbeatMs: HEARTBEAT_MS },
  };
}

function modeOf(decision: Decision, n: number): Hello['mode'] {
  if ('reason' in decision) return 'snapshot';
  return decision.from === n ? 'live' : 'resume';
}

/** Until the client was greeted there is nothing to take back: the greeting will say how things are. */
function createOffer(
  context: SessionContext,
  socket: LiveSocket,
  { viewer, channel }: { viewer: Viewer; channel: Channel },
): (reason: SnapshotReason) => Promise<void> {
  let offering = false;
  return async (reason) => {
    unplace(viewer);
    if (offering || !channel.viewers.has(viewer)) return;
    offering = true;
    const snapshot = await context.snapshots.current(socket.data.projection);
    offering = false;
    viewer.offered = snapshot.n;
    context.metrics.count('live_resets', { reason });
    socket.emit('reset', { reason, epoch: context.site.view.position.e, snapshot });
  };
}

const positionIn = (message: unknown): number | null => {
  const n = (message as { n?: unknown } | null)?.n;
  return typeof n === 'number' && Number.isSafeInteger(n) ? n : null;
};

function takePlaceMessages({ nudge }: SessionContext, socket: LiveSocket, viewer: Viewer): void {
  socket.on('ready', (message: unknown) => {
    const n = positionIn(message);
    if (n === null || n !== viewer.offered) return;
    placeAtOffer(viewer, n);
    nudge();
  });
  socket.on('ack', (message: unknown) => {
    const n = positionIn(message);
    if (n === null) return;
    bookAck(viewer, n, performance.now());
    if (!viewer.following) nudge();
  });
}

function takeResync(
  context: SessionContext,
  socket: LiveSocket,
  { viewer, offer }: { viewer: Viewer; offer: Session['offer'] },
): void {
  let answering: NodeJS.Timeout | null = null;
  let last = Number.NEGATIVE_INFINITY;
  const answer = async (token: unknown) => {
    const { decision } = await decide(context, socket, token);
    answering = null;
    last = performance.now();
    if (!socket.connected) return;
    if (!('from' in decision)) return offer(decision.reason === 'new' ? 'diverged' : decision.reason);
    place(viewer, decision, null);
    context.nudge();
  };
  socket.on('resync', (message: unknown) => {
    context.metrics.count('live_resyncs', { projection: socket.data.projection });
    if (answering !== null) return;
    unplace(viewer);
    const token = (message as { token?: unknown } | null)?.token ?? null;
    const run = () => {
      if (viewer.wire.backlog() > 0) answering = setTimeout(run, BACKLOG_LOOK_MS);
      else void answer(token).catch((error) => giveUp(context, socket, error));
    };
    answering = setTimeout(run, Math.max(0, last + RESYNC_MS - performance.now()));
  });
  socket.on('disconnect', () => {
    if (answering !== null) clearTimeout(answering);
  });
}

function takeTimeAndCommands(context: SessionContext, socket: LiveSocket): void {
  const { clock } = context;
  let underWay = 0;
  socket.on('time', (reply: unknown) => {
    if (typeof reply === 'function') reply({ serverNow: clock.now(), clock: clockState(clock) });
  });
  socket.on('cmd', async (command: unknown, reply: unknown) => {
    if (typeof reply !== 'function') return;
    underWay += 1;
    reply(
      await answerCommand(context, socket.data.identity, { command, crowded: underWay > COMMANDS_AT_ONCE }),
    );
    underWay -= 1;
  });
}

async function answerCommand(
  { command: run, logger }: SessionContext,
  identity: Identity,
  { command, crowded }: { command: unknown; crowded: boolean },
): Promise<CommandReply | Problem> {
  try {
    if (crowded)
      throw new GatewayError('too_many_requests', `wait for the answers of ${COMMANDS_AT_ONCE} commands`);
    if (!identity.mayCommand || identity.projection === 'visitor') {
      throw new GatewayError('forbidden', 'this view may look and not command');
    }
    return await run(command, identity);
  } catch (error) {
    if (error instanceof GatewayError) return problemOf(error);
    logger.error('a command failed', error);
    return problemOf(new GatewayError('internal', 'the command failed; the gateway’s log says why'));
  }
}
