import { createConnection } from 'node:net';
import { connect as createTlsConnection } from 'node:tls';
import { AbstractConnector, Redis } from 'ioredis';
import type { RedisAddress, RedisTarget } from './url.ts';

const ASK_MS = 1_000;
const SLOTS = 16_384;

/** A range of slots as `CLUSTER SLOTS` lists it: its master comes first; the address is empty while a node knows none of its own. */
type SlotRange = readonly [first: number, last: number, master: readonly [host: string | null, port: number]];

/** Finds the master that serves one key of a Cluster. */
export interface SlotOwner {
  /** @throws {Error} saying why, when no node can be asked or the slot belongs to nobody. */
  find(): Promise<RedisAddress>;
}

/** The address of `owner` among `ranges`; a node that does not know its own address is the one that was asked. */
function ownerOf(slot: number, ranges: readonly SlotRange[], asked: RedisAddress): RedisAddress {
  const range = ranges.find(([first, last]) => first <= slot && slot <= last);
  if (range === undefined) {
    throw new Error(`slot ${slot} of ${SLOTS} is served by no node: assign every slot of the Cluster.`);
  }
  const [host, port] = range[2];
  return { host: host || asked.host, port };
}

function addressesIn(ranges: readonly SlotRange[]): RedisAddress[] {
  return ranges.flatMap(([, , [host, port]]) => (host ? [{ host, port }] : []));
}

const isSame = (a: RedisAddress, b: RedisAddress) => a.host === b.host && a.port === b.port;

/**
 * A site is one slot, so in a Cluster one master at a time has all of it: the address of that master is asked for at
 * every connect, of the nodes of the URL and of those heard of since. Everything else is as with a single server.
 */
export function createSlotOwner(target: RedisTarget, key: string): SlotOwner {
  let known: readonly RedisAddress[] = target.hosts;

  async function ask(node: RedisAddress): Promise<RedisAddress> {
    const client = new Redis({
      ...node,
      ...accountOf(target),
      protocol: 2,
      lazyConnect: true,
      enableReadyCheck: false,
      disableClientInfo: true,
      connectTimeout: ASK_MS,
      commandTimeout: ASK_MS,
      maxRetriesPerRequest: 0,
      retryStrategy: () => null,
    });
    let cause: unknown;
    client.on('error', (error) => {
      cause = error;
    });
    try {
      await client.connect();
      const slot = await client.cluster('KEYSLOT', key);
      const ranges = (await client.cluster('SLOTS')) as unknown as SlotRange[];
      const owner = ownerOf(slot, ranges, node);
      const others = [...addressesIn(ranges), ...target.hosts].filter((other) => !isSame(other, node));
      known = [node, ...others.filter((other, i) => others.findIndex((same) => isSame(same, other)) === i)];
      return owner;
    } catch (error) {
      throw cause ?? error;
    } finally {
      client.disconnect();
    }
  }

  return {
    async find() {
      let failure: unknown;
      for (const node of known) {
        try {
          return await ask(node);
        } catch (error) {
          failure = error;
        }
      }
      // The node that answered last may be the one that knows least: the next search begins with another.
      known = [...known.slice(1), ...known.slice(0, 1)];
      throw failure;
    },
  };
}

/** User, password and TLS of a target as the client library takes them. */
export function accountOf({ username, password, tls }: RedisTarget) {
  return {
    ...(username === null ? {} : { username }),
    ...(password === null ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
  };
}

/** How the client library connects to whichever node serves the slot by then. */
export function slotOwnerConnector(owner: SlotOwner, target: RedisTarget): new () => AbstractConnector {
  return class extends AbstractConnector {
    constructor() {
      super(2_000);
    }

    override async connect() {
      this.connecting = true;
      const address = await owner.find();
      if (!this.connecting) throw new Error('Connection is closed.');
      const stream = target.tls ? createTlsConnection(address) : createConnection(address);
      stream.once('error', (error) => {
        this.firstError = error;
      });
      this.stream = stream;
      return stream;
    }
  };
}
