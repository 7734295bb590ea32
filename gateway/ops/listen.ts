import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';

/** The address cannot be had; the message says which, why, and what to do. */
export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** The one HTTP server. It answers that it is starting until the application is put in its place. */
export interface SwitchedServer {
  readonly server: Server;
  /** From now on the application answers. Socket.IO, which listens on the same server, is not touched. */
  serve(application: RequestListener): void;
}

/** Makes the server; it does not listen yet. */
export function createSwitchedServer(): SwitchedServer {
  let answer: RequestListener = answerStarting;
  return {
    server: createServer((request, response) => answer(request, response)),
    serve(application) {
      answer = application;
    },
  };
}

/** Alive, not ready. */
function answerStarting(request: IncomingMessage, response: ServerResponse): void {
  const alive = request.url === '/healthz';
  response.writeHead(alive ? 200 : 503, { 'Content-Type': 'application/json', 'Retry-After': '1' });
  response.end(
    JSON.stringify(alive ? { ok: true, starting: true } : { ready: false, reasons: ['starting'] }),
  );
}

/** What a client on this machine calls the address: an IPv6 host in brackets, "every address" as this machine's own. */
export function urlOf(host: string, port: number): string {
  const reachable = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}

/**
 * Takes the port before anything else is started, so that a taken one costs nothing.
 * @returns the port, which differs from the one asked for when that was 0
 * @throws {AddressError}
 */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = `端口 ${port} 已被占用 · port ${port} on ${host} is taken; choose another one: PORT=${port + 1} npm start`;
      const other = `${host}:${port} cannot be opened: ${error.message}; set HOST and PORT`;
      reject(new AddressError(error.code === 'EADDRINUSE' ? taken : other));
    });
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Ends the server: no new connection, idle ones closed, the rest after `graceMs`. */
export function closeServer(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const forced = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(forced);
      resolve();
    });
    server.closeIdleConnections();
  });
}
