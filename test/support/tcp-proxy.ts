import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';

/** A loopback proxy between a client and a server, for doing harm to what passes. */
export interface TcpProxy {
  readonly port: number;
  /** From now on every so many-th piece of a reply is lost, and its connection with it. 0: none. */
  loseReplies(every: number): void;
  /** From now on requests pass and replies do not; the connections stay open. */
  swallowReplies(swallowing: boolean): void;
  /** The connections that are open now go silent in both directions, without being closed. */
  halfOpen(): void;
  /** Connections that were made so far. */
  connections(): number;
  close(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  silent: boolean;
}

export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  let every = 0;
  let swallowing = false;
  let replies = 0;
  let made = 0;

  function end(link: Link): void {
    links.delete(link);
    link.client.destroy();
    link.server.destroy();
  }

  function reply(link: Link, data: Buffer): void {
    replies++;
    if (link.silent || swallowing) return;
    if (every > 0 && replies % every === 0) end(link);
    else link.client.write(data);
  }

  const listener = createServer((client) => {
    made++;
    const link = { client, server: createConnection(target, '127.0.0.1'), silent: false };
    links.add(link);
    client.on('data', (data) => link.silent || link.server.write(data));
    link.server.on('data', (data) => reply(link, data));
    for (const socket of [client, link.server]) {
      socket.on('error', () => {});
      socket.on('close', () => link.silent || end(link));
    }
  });
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    loseReplies(count) {
      every = count;
    },
    swallowReplies(on) {
      swallowing = on;
    },
    halfOpen() {
      for (const link of links) link.silent = true;
    },
    connections: () => made,
    async close() {
      for (const link of [...links]) end(link);
      listener.close();
      await once(listener, 'close');
    },
  };
}
