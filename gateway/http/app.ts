import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type RequestHandler, type Router } from 'express';
import type { Logger } from '../ops/port.ts';
import { loopbackHostOnly } from './host-guard.ts';
import { nothingHere } from './nothing-here.ts';
import { errorHandler } from './respond.ts';

/** The page talks to its own origin only; producers' words are text, never markup. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self' blob: ws: wss:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const securityHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=()',
  });
  next();
};

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
  app.disable('x-powered-by');
  app.use(securityHeaders);
  if (options.loopbackOnly) app.use(loopbackHostOnly);
  for (const router of options.routers) app.use(router);
  if (options.pageFolder !== null && existsSync(join(options.pageFolder, 'index.html')))
    app.use(page(options.pageFolder));
  app.use(nothingHere);
  app.use(errorHandler(options.logger));
  return app;
}

/** Built files carry their hash in the name and may be kept for ever; the page itself is always asked for. */
function page(folder: string): RequestHandler {
  return express.static(folder, {
    index: 'index.html',
    setHeaders: (response, file) => {
      const hashed = file.includes(`${join(folder, 'assets')}`);
      response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}
