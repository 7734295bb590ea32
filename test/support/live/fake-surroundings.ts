import type { LiveAuth } from '../../../gateway/contract/wire.ts';
import type { SocketHandlers } from '../../../screen/live/socket.ts';
import type { Surroundings } from '../../../screen/live/surroundings.ts';

/** A socket that a test speaks through, as the gateway would. */
export interface FakeSocket {
  readonly auth: LiveAuth;
  readonly handlers: SocketHandlers;
  readonly emitted: { readonly name: string; readonly args: readonly unknown[] }[];
  closed: boolean;
}

export interface FakeSurroundings {
  readonly surroundings: Surroundings;
  readonly sockets: readonly FakeSocket[];
  /** The newest socket. */
  socket(): FakeSocket;
  /** Lets time pass: everything due is run in order. `asleep`: the machine’s clock goes on, nothing else does. */
  pass(ms: number): void;
  sleep(ms: number): void;
  /** Answers of `fetch` by URL path; anything else is 404. */
  readonly files: Map<string, unknown>;
  /** URLs that were fetched. */
  readonly fetched: string[];
}

/** Time, network and chance in the hands of a test. Chance is 0.5 throughout. */
export function fakeSurroundings(): FakeSurroundings {
  let now = 0;
  let machine = 1_000_000;
  let timers: { at: number; run: () => void }[] = [];
  const sockets: FakeSocket[] = [];
  const files = new Map<string, unknown>();
  const fetched: string[] = [];
  const surroundings: Surroundings = {
    monotonic: () => now,
    machineNow: () => machine,
    random: () => 0.5,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    openSocket(_origin, auth, handlers) {
      const socket: FakeSocket = { auth, handlers, emitted: [], closed: false };
      sockets.push(socket);
      return {
        emit: (name, ...args) => void socket.emitted.push({ name, args }),
        close: () => {
          socket.closed = true;
        },
      };
    },
    fetch: async (url) => {
      fetched.push(url);
      const path = new URL(url).pathname;
      return files.has(path) ? Response.json(files.get(path)) : new Response('', { status: 404 });
    },
  };
  const runNext = (until: number): boolean => {
    const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) return false;
    timers = timers.filter((timer) => timer !== next);
    machine += Math.max(0, next.at - now);
    now = Math.max(now, next.at);
    next.run();
    return true;
  };
  return {
    surroundings,
    sockets,
    files,
    fetched,
    socket() {
      const last = sockets.at(-1);
      if (last === undefined) throw new Error('no socket was opened');
      return last;
    },
    pass(ms) {
      const until = now + ms;
      while (runNext(until));
      machine += until - now;
      now = until;
    },
    sleep(ms) {
      machine += ms;
    },
  };
}
