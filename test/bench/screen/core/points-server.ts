import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ROOT } from '../../../support/budgets/tree.ts';

const PAGE = fileURLToPath(new URL('../page', import.meta.url));
const REGION = join(ROOT, 'config', 'region', 'demo');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** The page with the moving points, built as the product's page is, on a port of its own. */
export interface PointsServer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startPointsServer(): Promise<PointsServer> {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-points-'));
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: PAGE,
    logLevel: 'silent',
    build: { outDir: folder, emptyOutDir: true, target: 'chrome90', assetsInlineLimit: 0 },
  });
  const server = createServer((request, response) => {
    const path = normalize((request.url ?? '/').replace(/\?.*/, ''));
    const file = path.startsWith('/region/')
      ? join(REGION, path.slice('/region/'.length))
      : join(folder, path === '/' ? 'index.html' : path);
    try {
      const body = readFileSync(file);
      response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/json' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
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
