import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IngestReply } from '../../../gateway/contract/http.ts';

/** Every how many-th request is acknowledged without being passed on. */
const LIES_EVERY = 12;

/** A gateway that lies: now and then it acknowledges a batch that it throws away. The verdict must find out. */
export interface LossyProxy {
  readonly url: string;
  stop(): void;
}

export async function startLossyProxy(target: string): Promise<LossyProxy> {
  let requests = 0;
  let last = 'lie:0:lie';
  const server: Server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    requests += 1;
    const lie = requests % LIES_EVERY === 0;
    const reply = lie ? invented(body, last) : await passedOn(target, request, body);
    last = reply?.results.find(({ position }) => position !== undefined)?.position ?? last;
    response.writeHead(reply === null ? 503 : 200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(reply ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function invented(body: string, position: string): IngestReply {
  const events = JSON.parse(body) as readonly { readonly id: string }[];
  const results = events.map(({ id }, i) => ({
    i,
    status: 201,
    id,
    position,
    n: Number(position.split(':')[1]),
  }));
  return { accepted: events.length, duplicates: 0, rejected: 0, durability: 'fsync', results };
}

async function passedOn(target: string, request: IncomingMessage, body: string): Promise<IngestReply | null> {
  try {
    const headers = {
      'Content-Type': request.headers['content-type'] ?? '',
      Authorization: request.headers.authorization ?? '',
    };
    const answer = await fetch(`${target}${request.url}`, { method: 'POST', headers, body });
    const reply = (await answer.json()) as Partial<IngestReply>;
    return reply.results === undefined ? null : (reply as IngestReply);
  } catch {
    return null;
  }
}
