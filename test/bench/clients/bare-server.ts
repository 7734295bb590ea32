import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Server } from 'socket.io';

/** A Socket.IO server and nothing else: the baseline of everything that goes out. */
export type BareOrder =
  /** Port 0 is any free one. */
  | { readonly do: 'listen'; readonly recovery: boolean; readonly port: number }
  /** Sends JSON texts to everybody, one every `everyMs`. */
  | { readonly do: 'broadcast'; readonly frames: readonly string[]; readonly everyMs: number }
  /** From now on every connection is sent the state that stands in this file, on its own. */
  | { readonly do: 'greet'; readonly file: string }
  /** Numbers from 1 up, to everybody, until the process ends. */
  | { readonly do: 'number'; readonly everyMs: number; readonly from: number };

const RECOVERY_MS = 120_000;

const http = createServer();
let io: Server | null = null;

function server(): Server {
  if (io === null) throw new Error('listen first');
  return io;
}

async function listen({ recovery, port }: Extract<BareOrder, { do: 'listen' }>): Promise<object> {
  io = new Server(http, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    pingInterval: 5_000,
    pingTimeout: 8_000,
    ...(recovery ? { connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MS } } : {}),
  });
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  return { port: (http.address() as AddressInfo).port };
}

async function broadcast({ frames, everyMs }: Extract<BareOrder, { do: 'broadcast' }>): Promise<object> {
  const parsed = frames.map((text) => JSON.parse(text) as unknown);
  const began = performance.now();
  for (const [i, frame] of parsed.entries()) {
    await sleep(Math.max(0, began + i * everyMs - performance.now()));
    server().emit('frame', frame);
  }
  return { sent: parsed.length };
}

function greet(file: string): object {
  const state = JSON.parse(readFileSync(file, 'utf8')) as unknown;
  server().on('connection', (socket) => socket.emit('frame', state));
  return { greeting: true };
}

function number({ everyMs, from }: Extract<BareOrder, { do: 'number' }>): object {
  let n = from;
  setInterval(() => {
    n += 1;
    server().emit('number', n);
    process.send?.({ at: n });
  }, everyMs);
  return { numbering: true };
}

async function follow(order: BareOrder): Promise<object> {
  if (order.do === 'listen') return listen(order);
  if (order.do === 'broadcast') return broadcast(order);
  if (order.do === 'greet') return greet(order.file);
  return number(order);
}

process.on('message', (order: BareOrder | 'probe') => {
  if (order !== 'probe') void follow(order).then((answer) => process.send?.(answer));
});
process.once('disconnect', () => process.exit(0));
