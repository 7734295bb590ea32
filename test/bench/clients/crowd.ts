import { Agent, get } from 'node:http';
import { type Hello, type LightClient, openLightClient } from './light.ts';

/** A process full of light clients, driven by its parent. */
export type CrowdOrder =
  | JoinOrder
  | { readonly do: 'count' }
  | { readonly do: 'record'; readonly on: boolean }
  | { readonly do: 'leave' };

export interface JoinOrder {
  readonly do: 'join';
  readonly count: number;
  readonly origin: string;
  readonly wall: boolean;
  readonly key?: string;
  /** Answered when everybody has the whole state: its snapshot over HTTP, or the first frame where there is none. */
  readonly state?: boolean;
  /** Handshakes that are under way at once. */
  readonly atOnce?: number;
}

export interface CrowdCount {
  readonly clients: number;
  readonly frames: number;
  readonly bytes: number;
  readonly gaps: number;
  /** Of snapshots, as they came over the wire. */
  readonly fetchedBytes: number;
}

const AT_ONCE = 25;

let clients: LightClient[] = [];
let recording: string[] | null = null;
let fetchedBytes = 0;

function join(order: JoinOrder): Promise<void> {
  const { origin, wall, key, state = false } = order;
  return new Promise((resolve, reject) => {
    const first = clients.length === 0;
    clients.push(
      openLightClient({
        origin,
        wall,
        namespace: wall ? '/live' : '',
        auth: { proto: 1, ...(key === undefined ? {} : { token: key }) },
        onReady(hello) {
          if (!state) resolve();
          else if (hello !== null) fetchState(order, hello).then(resolve, reject);
        },
        onText(name, text) {
          if (first) record(name, text);
          if (state && !wall && name === 'frame') resolve();
        },
      }),
    );
  });
}

/** As the page does: one chunk after another; the bytes are taken as they come. */
async function fetchState({ origin, key }: JoinOrder, { snapshot }: Hello): Promise<void> {
  for (let i = 0; i < (snapshot?.chunks ?? 0); i++) {
    const bytes = await download(`${origin}${snapshot?.url}/${i}`, key);
    fetchedBytes += bytes;
  }
}

const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

/** Compressed bytes of an answer. */
function download(url: string, key: string | undefined): Promise<number> {
  const headers = {
    'accept-encoding': 'gzip',
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () =>
        response.statusCode === 200
          ? resolve(bytes)
          : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    });
    request.on('error', reject);
  });
}

function record(name: string, text: string): void {
  if (name === 'frame') recording?.push(text.slice(text.indexOf(',{') + 1, -1));
}

async function joinAll(order: JoinOrder): Promise<void> {
  let left = order.count;
  const lane = async () => {
    while (left > 0) {
      left -= 1;
      await join(order);
    }
  };
  await Promise.all(Array.from({ length: order.atOnce ?? AT_ONCE }, lane));
}

const sum = (of: (client: LightClient) => number) => clients.reduce((total, client) => total + of(client), 0);

async function follow(order: CrowdOrder): Promise<object> {
  if (order.do === 'join') {
    await joinAll(order);
    return { joined: clients.length };
  }
  if (order.do === 'record') {
    const recorded = recording ?? [];
    recording = order.on ? [] : null;
    return { recorded };
  }
  if (order.do === 'leave') {
    for (const client of clients) client.close();
    clients = [];
    fetchedBytes = 0;
    return { left: true };
  }
  return {
    count: {
      clients: clients.length,
      frames: sum(({ frames }) => frames),
      bytes: sum(({ bytes }) => bytes),
      gaps: sum(({ gaps }) => gaps),
      fetchedBytes,
    } satisfies CrowdCount,
  };
}

process.on('message', (order: CrowdOrder) => void follow(order).then((answer) => process.send?.(answer)));
process.once('disconnect', () => process.exit(0));
