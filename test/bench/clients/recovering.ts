import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';

/** A process full of plain socket.io clients that come back by themselves and rely on connection-state recovery. */
export type RecoveringOrder =
  | { readonly do: 'join'; readonly count: number; readonly url: string }
  /** The server is about to be killed: who connects from now on is back. */
  | { readonly do: 'expect' }
  | { readonly do: 'wait' }
  /** Every number up to this one was sent. */
  | { readonly do: 'verify'; readonly upTo: number }
  | { readonly do: 'leave' };

export interface RecoveringBack {
  readonly liveAt: number;
  /** Clients of which the server said that it had recovered their session. */
  readonly recovered: number;
}

/** As the page does: anywhere from 0 to 500 ms before the first try. */
const RETRY = { reconnectionDelay: 250, reconnectionDelayMax: 1_000, randomizationFactor: 1 } as const;
const LOOK_MS = 10;
const AT_ONCE = 25;

interface Comer {
  readonly socket: Socket;
  first: number | null;
  readonly numbers: Set<number>;
  twice: number;
  liveAt: number | null;
  recovered: boolean;
}

let comers: Comer[] = [];
let expecting = false;

const nowMs = () => performance.timeOrigin + performance.now();

function come(url: string): Promise<Comer> {
  return new Promise((resolve) => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, ...RETRY });
    const comer: Comer = {
      socket,
      first: null,
      numbers: new Set(),
      twice: 0,
      liveAt: null,
      recovered: false,
    };
    socket.on('connect', () => {
      if (expecting) {
        comer.liveAt = nowMs();
        comer.recovered = socket.recovered;
      }
      resolve(comer);
    });
    socket.on('number', (n: number) => {
      comer.first ??= n;
      if (comer.numbers.has(n)) comer.twice += 1;
      comer.numbers.add(n);
    });
  });
}

async function join(count: number, url: string): Promise<object> {
  expecting = false;
  comers = [];
  while (comers.length < count) {
    const few = Math.min(AT_ONCE, count - comers.length);
    comers.push(...(await Promise.all(Array.from({ length: few }, () => come(url)))));
  }
  return { joined: comers.length };
}

async function allBack(): Promise<object> {
  while (comers.some(({ liveAt }) => liveAt === null)) await sleep(LOOK_MS);
  const liveAt = comers.reduce((last, comer) => Math.max(last, comer.liveAt ?? 0), 0);
  const recovered = comers.filter((comer) => comer.recovered).length;
  return { back: { liveAt, recovered } satisfies RecoveringBack };
}

function verify(upTo: number): object {
  const lost = comers.reduce((total, { first, numbers }) => {
    const expected = first === null ? upTo : upTo - first + 1;
    return total + Math.max(0, expected - [...numbers].filter((n) => n <= upTo).length);
  }, 0);
  return { verdict: { lost, twice: comers.reduce((total, { twice }) => total + twice, 0), gaps: 0 } };
}

async function follow(order: RecoveringOrder): Promise<object> {
  if (order.do === 'join') return join(order.count, order.url);
  if (order.do === 'wait') return allBack();
  if (order.do === 'verify') return verify(order.upTo);
  if (order.do === 'leave') {
    for (const { socket } of comers) socket.close();
    return { left: true };
  }
  expecting = true;
  return { expecting };
}

process.on(
  'message',
  (order: RecoveringOrder) => void follow(order).then((answer) => process.send?.(answer)),
);
process.once('disconnect', () => process.exit(0));
