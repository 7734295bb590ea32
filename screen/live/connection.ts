import type { Command } from '../../gateway/contract/commands.ts';
import type { Problem } from '../../gateway/contract/errors.ts';
import type { CommandReply } from '../../gateway/contract/http.ts';
import {
  type Bye,
  type ClockState,
  type Frame,
  HEARTBEAT_MS,
  type Heartbeat,
  type Hello,
  type LiveAuth,
  PROTOCOL,
  type Pulse,
  type SnapshotRef,
} from '../../gateway/contract/wire.ts';
import type { LinkHealth } from '../state/port.ts';
import { createServerClock, type ServerClock } from './clock.ts';
import { sampleClock } from './clock-sampling.ts';
import { createFollower, type FollowCounts, type Follower } from './follower.ts';
import { createLink, type Link } from './link.ts';
import { reconnectDelayMs } from './reconnect.ts';
import type { Replica } from './replica.ts';
import { ChunkError, fetchSnapshot } from './snapshot-fetch.ts';
import type { LiveSocket, SocketHandlers } from './socket.ts';
import type { Surroundings } from './surroundings.ts';

/** Silence after which the wall says that it is stale and tries another connection. */
const SILENCE_MS = 3 * HEARTBEAT_MS;
const WATCH_MS = 1_000;
/** A watch that comes this late was asleep. */
const SLEPT_MS = 10_000;
/** A heartbeat this far from the expected time means that the clock here stood still, gateway ms per rate. */
const CLOCK_FAULT_MS = 5_000;
const HELLO_MS = 10_000;
const COMMAND_MS = 10_000;

export interface ConnectionOptions {
  /** Origin of the gateway, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  readonly replica: Replica;
  readonly surroundings: Surroundings;
  /** Bearer key; absent in demo access. */
  readonly key?: string | undefined;
  readonly as?: 'visitor' | undefined;
  readonly client?: LiveAuth['client'] | undefined;
  readonly onLink?: (health: LinkHealth) => void;
  /** Told with every hello. */
  readonly onClock?: (state: ClockState) => void;
}

/** What happened and what was mended, since the start. */
export interface ConnectionCounts extends FollowCounts {
  connects: number;
  snapshots: number;
}

/** Keeps a replica in step with a gateway, for ever, whatever happens to the connection. */
export interface Connection {
  readonly link: LinkHealth;
  readonly clock: ServerClock;
  readonly counts: Readonly<ConnectionCounts>;
  start(): void;
  stop(): void;
  /** @throws Error when there is no connection or no answer in time; the command may then be repeated, it is idempotent */
  send(command: Command): Promise<CommandReply | Problem>;
}

export function createConnection(options: ConnectionOptions): Connection {
  return new LiveConnection(options);
}

class LiveConnection implements Connection {
  readonly clock: ServerClock;
  readonly counts: ConnectionCounts = { connects: 0, snapshots: 0, resyncs: 0, diverged: 0 };
  readonly #options: ConnectionOptions;
  readonly #link: Link;
  #socket: LiveSocket | null = null;
  #greeted = false;
  /** Grows with every connection: what belongs to an older one may not write. */
  #generation = 0;
  #attempt = 0;
  #loading: AbortController | null = null;
  #heardAt: number;
  #heardSinceWatch = false;
  #watchedAt: number;
  #follower: Follower;
  #cancelRetry = () => {};
  #cancelWatch = () => {};
  #cancelHello = () => {};
  #stopSampling = () => {};

  constructor(options: ConnectionOptions) {
    const { surroundings, onLink } = options;
    this.#options = options;
    this.clock = createServerClock(surroundings);
    this.#link = createLink((health) => onLink?.(health));
    this.#follower = this.#follow();
    this.#heardAt = surroundings.monotonic();
    this.#watchedAt = surroundings.machineNow();
  }

  get link(): LinkHealth {
    return this.#link.health;
  }

  start(): void {
    this.#watchedAt = this.#options.surroundings.machineNow();
    this.#watch();
    this.#connect();
  }

  stop(): void {
    this.#cancelWatch();
    this.#hangUp();
  }

  send(command: Command): Promise<CommandReply | Problem> {
    const socket = this.#greeted ? this.#socket : null;
    if (socket === null) return Promise.reject(new Error('there is no connection to the gateway'));
    return new Promise((resolve, reject) => {
      const cancel = this.#options.surroundings.after(COMMAND_MS, () =>
        reject(new Error('the gateway did not answer in time')),
      );
      socket.emit('cmd', command, (answer) => {
        cancel();
        resolve(answer);
      });
    });
  }

  #connect(): void {
    this.#hangUp();
    const { origin, key, as, client, replica, surroundings } = this.#options;
    const generation = this.#generation;
    const resume = replica.place?.token;
    const auth: LiveAuth = {
      proto: PROTOCOL,
      ...(key === undefined ? {} : { token: key }),
      ...(as === undefined ? {} : { as }),
      ...(client === undefined ? {} : { client }),
      ...(resume === undefined ? {} : { resume }),
    };
    this.counts.connects += 1;
    this.#cancelHello = surroundings.after(HELLO_MS, () => this.#retry(0));
    this.#socket = surroundings.openSocket(origin, auth, this.#handlers(generation));
  }

  /** Every handler first asks whether its connection is still the one. */
  #handlers(generation: number): SocketHandlers {
    const ours =
      <Message>(take: (message: Message) => void) =>
      (message: Message) => {
        if (generation === this.#generation) take(message);
      };
    return {
      hello: ours((hello: Hello) => this.#hello(hello)),
      frame: ours((frame: Frame) => this.#frame(frame)),
      hb: ours((beat: Heartbeat) => this.#beat(beat)),
      pulse: ours((pulse: Pulse) => this.#pulse(pulse)),
      reset: ours(({ snapshot, epoch }) => this.#load(snapshot, epoch)),
      bye: ours((bye: Bye) => this.#bye(bye)),
      refused: ours((problem: Problem | null) => this.#refused(problem)),
      closed: ours<void>(() => this.#retry(0)),
    };
  }

  /** Ends the present connection and everything that belongs to it. */
  #hangUp(): void {
    this.#generation += 1;
    this.#cancelRetry();
    this.#cancelHello();
    this.#stopSampling();
    this.#loading?.abort();
    this.#loading = null;
    this.#socket?.close();
    this.#socket = null;
    this.#greeted = false;
    this.#follower = this.#follow();
  }

  #follow(): Follower {
    return createFollower(this.#options.replica, this.counts, () => this.#socket);
  }

  #retry(leastMs: number): void {
    this.#hangUp();
    const { after, random } = this.#options.surroundings;
    this.#cancelRetry = after(leastMs + reconnectDelayMs(this.#attempt, random), () => this.#connect());
    this.#attempt += 1;
  }

  #refuse(reason: string): void {
    this.#hangUp();
    this.#cancelWatch();
    this.#link.set({ state: 'refused', since: this.clock.now(), reason });
  }

  #refused(problem: Problem | null): void {
    if (problem === null) this.#retry(0);
    else if (problem.retryable || problem.status >= 500) this.#retry((problem.retryAfterS ?? 0) * 1_000);
    else this.#shutOut(problem.detail);
  }

  /** Whoever may not look any more may not go on showing what was seen before. */
  #shutOut(reason: string): void {
    this.#options.replica.clear();
    this.#refuse(reason);
  }

  #bye({ again, retryAfterMs, code }: Bye): void {
    if (code === 'unauthorized') this.#options.replica.clear();
    if (again) this.#retry(retryAfterMs);
    else this.#refuse(code);
  }

  #hello(hello: Hello): void {
    this.#cancelHello();
    this.#greeted = true;
    this.#heard();
    this.clock.told(hello.serverNow, hello.clock);
    this.#options.onClock?.(hello.clock);
    this.#sample();
    if (hello.snapshot !== undefined) this.#load(hello.snapshot, hello.epoch);
    else this.#placed();
  }

  #sample(): void {
    this.#stopSampling();
    if (this.#socket === null) return;
    this.#stopSampling = sampleClock(this.#socket, this.clock, this.#options.surroundings);
  }

  #heard(): void {
    this.#heardAt = this.#options.surroundings.monotonic();
    this.#heardSinceWatch = true;
  }

  /** The replica stands where this connection goes on. */
  #placed(): void {
    this.#attempt = 0;
    this.#link.set({ state: 'live', since: this.clock.now(), reason: null });
  }

  #frame(frame: Frame): void {
    this.#heard();
    if (this.#loading === null) this.#follower.frame(frame);
  }

  #beat(beat: Heartbeat): void {
    this.#pulse(beat);
    if (this.#loading === null) this.#follower.beat(beat);
  }

  #pulse({ serverNow, clock, logOk, logFull }: Pulse): void {
    this.#heard();
    this.#link.set({ logOk, logFull: logFull ?? false });
    if (this.#loading === null) this.#follower.ack();
    if (Math.abs(serverNow - this.clock.now()) <= CLOCK_FAULT_MS * clock.rate) return;
    this.clock.told(serverNow, clock);
    this.#sample();
  }

  #load(snapshot: SnapshotRef, epoch: string): void {
    this.#heard();
    this.#loading?.abort();
    const loading = new AbortController();
    this.#loading = loading;
    this.#fetchAndSwap(snapshot, epoch, loading.signal).catch((error: unknown) => {
      if (!loading.signal.aborted) this.#loadFailed(error);
    });
  }

  async #fetchAndSwap(snapshot: SnapshotRef, epoch: string, signal: AbortSignal): Promise<void> {
    const { origin, key, as, replica, surroundings } = this.#options;
    const pause = (ms: number) => new Promise<void>((resolve) => void surroundings.after(ms, resolve));
    const staging = replica.stage(snapshot, epoch);
    const { fetch, random } = surroundings;
    await fetchSnapshot({ fetch, random, pause, signal, origin, key, as }, snapshot, (chunk) =>
      staging.add(chunk),
    );
    if (signal.aborted) return;
    this.counts.snapshots += 1;
    if (!staging.commit()) {
      this.counts.diverged += 1;
      this.#retry(0);
      return;
    }
    this.#loading = null;
    this.#follower = this.#follow();
    this.#socket?.emit('ready', { n: snapshot.n });
    this.#placed();
  }

  #loadFailed(error: unknown): void {
    const status = error instanceof ChunkError ? error.status : 0;
    this.#loading = null;
    this.#follower = this.#follow();
    if (status === 401 || status === 403) this.#shutOut(`the snapshot was refused with status ${status}`);
    else if (status === 404) this.#follower.resync(null);
    else this.#retry(0);
  }

  /** Once a second: has the machine slept, is the gateway still heard? */
  #watch(): void {
    const { surroundings } = this.#options;
    this.#cancelWatch = surroundings.after(WATCH_MS, () => this.#watch());
    const now = surroundings.machineNow();
    const slept = now - this.#watchedAt > SLEPT_MS && !this.#heardSinceWatch;
    this.#watchedAt = now;
    this.#heardSinceWatch = false;
    const silentMs = surroundings.monotonic() - this.#heardAt;
    if (slept || silentMs > SILENCE_MS) this.#silent(slept, silentMs);
  }

  #silent(slept: boolean, silentMs: number): void {
    const since = this.clock.now() - silentMs * this.clock.state.rate;
    if (this.#link.health.state === 'live') this.#link.set({ state: 'stale', since });
    this.#heard();
    this.#heardSinceWatch = false;
    if (slept) {
      this.clock.reset();
      this.#attempt = 0;
    }
    if (this.#socket !== null) this.#retry(0);
  }
}
