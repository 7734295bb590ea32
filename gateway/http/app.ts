import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from '../ops/port.ts';
import { loopbackHostOnly } from './host-guard.ts';
import { inlineScriptHashes } from './inline-scripts.ts';
import { nothingHere } from './nothing-here.ts';
import { errorHandler } from './respond.ts';

const POLICY = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' blob: ws: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
] as const;

/**
 * The page talks to its own origin only; producers' words are text, never markup. Of scripts within a document only
 * those that the page was built with may run.
 */
function securityHeaders(indexFile: string | null): RequestHandler {
  const own = indexFile === null ? [] : inlineScriptHashes(readFileSync(indexFile, 'utf8'));
  const scripts = ["script-src 'self'", ...own.map((hash) => `'${hash}'`)].join(' ');
  const headers = {
    'Content-Security-Policy': [...POLICY, scripts].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

export interface AppOptions {
  /** Demo access: answer loopback names only. */
  readonly loopbackOnly: boolean;
  readonly routers: readonly Router[];
  /** Folder of the built page; null when only the interfaces are served. */
  readonly pageFolder: string | null;
  readonly logger: Logger;
}

/** Everything HTTP: the routers in order, then the page, then one answer for what is not there and one for what failed. */
export function createApp(options: AppOptions): Express {
  const app = express();
  const folder = builtPage(options.pageFolder);
  app.disable('x-powered-by');
  app.use(securityHeaders(folder === null ? null : join(folder, INDEX)));
  if (options.loopbackOnly) app.use(loopbackHostOnly);
  for (const router of options.routers) app.use(router);
  if (folder !== null) app.use(page(folder));
  app.use(nothingHere);
  app.use(errorHandler(options.logger));
  return app;
}

const INDEX = 'index.html';

/** The folder, when a page was built into it. */
function builtPage(folder: string | null): string | null {
  return folder !== null && existsSync(join(folder, INDEX)) ? folder : null;
}

/** Built files carry their hash in the name and may be kept for ever; the page itself is always asked for. */
function page(folder: string): RequestHandler {
  return express.static(folder, {
    index: INDEX,
    setHeaders: (response, file) => {
      const hashed = file.includes(`${join(folder, 'assets')}`);
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
