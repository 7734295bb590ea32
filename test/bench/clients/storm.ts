import { setTimeout as sleep } from 'node:timers/promises';
import { type Hello, type LightClient, openLightClient } from './light.ts';

/** A process full of clients that come back to wherever they are told to, with their token, and check what they are told. */
export type StormOrder =
  | { readonly do: 'join'; readonly count: number; readonly origin: string; readonly key: string }
  /** From now on connections go here; the others are about to be cut. */
  | { readonly do: 'aim'; readonly origin: string }
  /** Answered when every client is live again. */
  | { readonly do: 'wait' }
  /** The newest versions that every client must have been told of by now, by item; and places of the events it was told. */
  | {
      readonly do: 'verify';
      readonly versions: Readonly<Record<string, number>>;
      readonly events: readonly number[];
    }
  | { readonly do: 'leave' };

export interface StormBack {
  /** When the last client was live again, epoch ms. */
  readonly liveAt: number;
  /** How many came back as `live`, `resume` or `snapshot`. */
  readonly modes: Readonly<Record<string, number>>;
}

export interface StormVerdict {
  /** Pairs of client and item of which the last version was not told, and of client and distinct event. */
  readonly lost: number;
  /** Items told again in a version that the client had, and events told again. */
  readonly twice: number;
  /** Frames that did not begin where the client stood. */
  readonly gaps: number;
}

/** As the page does: anywhere from 0 to this before the first try. */
const FIRST_RETRY_MS = 500;
const LOOK_MS = 10;
const AT_ONCE = 25;

interface Comer {
  client: LightClient | null;
  /** Place of the gateway when it greeted this client again; null until then. */
  goal: number | null;
  liveAt: number | null;
  twice: number;
  gaps: number;
  readonly versions: Map<string, number>;
  /** Places of the distinct events that it was told. */
  readonly events: Set<number>;
}

let comers: Comer[] = [];
let modes: Record<string, number> = {};
let origin = '';
let key = '';
let aimed = false;

const nowMs = () => performance.timeOrigin + performance.now();

function come(comer: Comer, from: { n: number; token: string } | null): Promise<void> {
  return new Promise((resolve) => {
    comer.client = openLightClient({
      origin,
      namespace: '/live',
      wall: true,
      auth: { proto: 1, token: key },
      ...(from === null ? {} : { from }),
      onReady(hello) {
        if (aimed) greetedAgain(comer, hello);
        resolve();
      },
      onText(name, text) {
        if (name === 'frame') noteFrame(comer, text);
        look(comer);
      },
      onClose: () => void comeBack(comer),
    });
  });
}

function greetedAgain(comer: Comer, hello: Hello | null): void {
  const mode = hello?.mode ?? '';
  modes[mode] = (modes[mode] ?? 0) + 1;
  comer.goal = hello?.n ?? 0;
}

function look(comer: Comer): void {
  if (comer.goal === null || comer.liveAt !== null || (comer.client?.n ?? 0) < comer.goal) return;
  comer.liveAt = nowMs();
}

async function comeBack(comer: Comer): Promise<void> {
  const { client } = comer;
  if (client === null) return;
  comer.gaps += client.gaps;
  await sleep(Math.random() * FIRST_RETRY_MS);
  await come(comer, client.token === null ? null : { n: client.n, token: client.token });
}

type Told = readonly [kind: string, entity: { readonly id: string; readonly version: number }];

interface FrameTold {
  readonly u: readonly Told[];
  readonly a?: readonly (readonly [n: number, ...rest: unknown[]])[];
}

function noteFrame(comer: Comer, text: string): void {
  const [, { u, a = [] }] = JSON.parse(text.slice(text.indexOf('['))) as [string, FrameTold];
  for (const [n] of a) {
    if (comer.events.has(n)) comer.twice += 1;
    comer.events.add(n);
  }
  for (const [kind, { id, version }] of u) {
    if (kind !== 'case') continue;
    if ((comer.versions.get(id) ?? 0) >= version) comer.twice += 1;
    comer.versions.set(id, version);
  }
}

async function join(count: number): Promise<object> {
  aimed = false;
  modes = {};
  comers = Array.from({ length: count }, () => {
    return {
      client: null,
      goal: null,
      liveAt: null,
      twice: 0,
      gaps: 0,
      versions: new Map(),
      events: new Set(),
    };
  });
  const waiting = [...comers];
  const lane = async () => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await come(next, null);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return { joined: count };
}

async function allBack(): Promise<object> {
  while (comers.some(({ liveAt }) => liveAt === null)) await sleep(LOOK_MS);
  const liveAt = comers.reduce((last, comer) => Math.max(last, comer.liveAt ?? 0), 0);
  return { back: { liveAt, modes } satisfies StormBack };
}

function verify({ versions, events }: Extract<StormOrder, { do: 'verify' }>): object {
  const expected = Object.entries(versions);
  const missing = (comer: Comer) =>
    expected.filter(([id, version]) => (comer.versions.get(id) ?? 0) < version).length +
    events.filter((n) => !comer.events.has(n)).length;
  const sum = (of: (comer: Comer) => number) => comers.reduce((total, comer) => total + of(comer), 0);
  return {
    verdict: {
      lost: sum(missing),
      twice: sum(({ twice }) => twice),
      gaps: sum(({ gaps, client }) => gaps + (client?.gaps ?? 0)),
    } satisfies StormVerdict,
  };
}

function leave(): object {
  for (const comer of comers) {
    const { client } = comer;
    comer.client = null;
    client?.close();
  }
  return { left: true };
}

async function follow(order: StormOrder): Promise<object> {
  if (order.do === 'wait') return allBack();
  if (order.do === 'verify') return verify(order);
  if (order.do === 'leave') return leave();
  origin = order.origin;
  if (order.do === 'join') {
    key = order.key;
    return join(order.count);
  }
  aimed = true;
  return { aimed };
}

process.on('message', (order: StormOrder) => void follow(order).then((answer) => process.send?.(answer)));
process.once('disconnect', () => process.exit(0));
