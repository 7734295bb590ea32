import { type Request, type Response, Router } from 'express';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { EventLog } from '../log/port.ts';
import type { Clock } from '../ops/port.ts';
import { readingAs } from './identify.ts';

export interface RecordsRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** `GET /v1/media/:hash` by projection (a visitor finds nothing). */
export function recordsRouter(options: RecordsRouterOptions): Router {
  const router = Router();
  router.get('/v1/media/:hash', async (request: Request<{ hash: string }>, response: Response) => {
    const projection = readingAs(options.access, request);
    const visible = projection === 'operator' && /^[0-9a-f]{64}$/.test(request.params.hash);
    const media = visible ? await options.log.getMedia(request.params.hash, options.clock.now()) : null;
    if (media === null) throw new GatewayError('not_found', 'no such picture, or it has expired');
    response
      .set('Cache-Control', 'private, max-age=86400, immutable')
      .type(media.type)
      .send(Buffer.from(media.bytes));
  });
  return router;
}
