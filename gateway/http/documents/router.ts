import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Request, type Response, Router } from 'express';
import type { Installation } from '../../../config/runtime/installation.ts';
import type { Access } from '../../access/port.ts';
import { requireAnyKey } from '../identify.ts';
import { asyncApiDocument } from './asyncapi.ts';
import { CHANNELS } from './channels.ts';
import { openApiDocument } from './openapi.ts';
import { OPERATIONS } from './operations/index.ts';
import type { ExampleProgram } from './page/context.ts';
import { documentsPage } from './page/index.ts';
import { STYLE } from './style.ts';

export interface DocumentsRouterOptions {
  readonly access: Access;
  readonly installation: Pick<Installation, 'version'>;
}

/** Nothing runs on the page and nothing is loaded: only its own style, known by its hash, applies. */
const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** `GET /openapi.json`, `/asyncapi.json` and `/docs`: with any key, and without one on this machine. */
export function documentsRouter({ access, installation }: DocumentsRouterOptions): Router {
  const { version } = installation;
  const programs = examplePrograms();
  const router = Router();
  const serve = (path: string, answer: (url: string, response: Response) => void) => {
    router.get(path, (request, response) => {
      requireAnyKey(access, request);
      response.set('Cache-Control', 'no-store');
      answer(addressOf(request), response);
    });
  };
  serve('/openapi.json', (url, response) => {
    response.json(openApiDocument(OPERATIONS, { url, version }));
  });
  serve('/asyncapi.json', (url, response) => {
    response.json(asyncApiDocument(CHANNELS, { url, version }));
  });
  serve('/docs', (url, response) => {
    const demo = access.mode === 'demo';
    const page = documentsPage({ url, version, demo, operations: OPERATIONS, channels: CHANNELS, programs });
    response.set('Content-Security-Policy', PAGE_POLICY).type('html').send(page);
  });
  return router;
}

const HOST = /^(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;

/**
 * The address at which the caller reached the gateway, fit to be pasted into a shell: any sign that is not part of a
 * host name is refused, and the address of the connection stands in.
 */
function addressOf(request: Request): string {
  const { host = '' } = request.headers;
  const scheme = request.get('x-forwarded-proto') === 'https' ? 'https' : 'http';
  const { localAddress = '127.0.0.1', localPort } = request.socket;
  const own = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  return `${scheme}://${HOST.test(host) ? host : `${own}:${localPort}`}`;
}

function examplePrograms(): ExampleProgram[] {
  const program = (file: string, title: string, run: string): ExampleProgram => ({
    file,
    title,
    run,
    text: readFileSync(new URL(`../examples/${file}`, import.meta.url), 'utf8'),
  });
  return [
    program('send.sh', 'curl', 'sh send.sh event.json'),
    program('send.mjs', 'Node', 'node send.mjs event.json'),
    program('send.py', 'Python', 'python3 send.py event.json'),
  ];
}
