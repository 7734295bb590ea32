import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { ROOT } from './budgets/tree.ts';

const REGION = join(ROOT, 'config', 'region', 'demo');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export interface BuiltPageOptions {
  /** Folder with the page's `index.html`. */
  readonly root: string;
  /** Origin of the gateway that answers under `/v1/`. */
  readonly gateway?: string;
  /** Further answers, JSON by path. */
  readonly data?: ReadonlyMap<string, string>;
}

/** A page of a test, built as the product's page is, on a port of its own; the region pack lies under `/region/`. */
export interface BuiltPage {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startBuiltPage(options: BuiltPageOptions): Promise<BuiltPage> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-page-'));
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: options.root,
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true },
  });
  const server = createServer((request, response) => {
    void answer(request.url ?? '/', response, { ...options, folder });
  });
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answer(
  url: string,
  response: ServerResponse,
  { folder, gateway, data }: BuiltPageOptions & { readonly folder: string },
): Promise<void> {
  const path = normalize(url.replace(/\?.*/, ''));
  const known = data?.get(url);
  if (known !== undefined) {
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(known);
    return;
  }
  try {
    if (path.startsWith('/v1/') && gateway !== undefined) {
      const told = await fetch(gateway + url);
      const type = told.headers.get('content-type') ?? 'application/json';
      response.writeHead(told.status, { 'Content-Type': type }).end(Buffer.from(await told.arrayBuffer()));
      return;
    }
    const file = path.startsWith('/region/')
      ? join(REGION, path.slice('/region/'.length))
      : join(folder, path === '/' ? 'index.html' : path);
    const body = readFileSync(file);
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/json' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
