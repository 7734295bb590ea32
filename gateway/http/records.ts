import { type Request, type Response, Router } from 'express';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import { formatPosition } from '../contract/position.ts';
import type { EventLog, MediaRecord } from '../log/port.ts';
import type { Clock } from '../ops/port.ts';
import { identify, readingAs } from './identify.ts';

export interface RecordsRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** How long `operation.unmasked` opens a picture. */
const OPEN_MS = 5 * 60_000;
const BLURRED_TYPE = 'image/webp';

/**
 * `GET /v1/media/:hash`: the blurred picture, by projection (a visitor finds nothing). With `?unmasked=<position>` of an
 * `operation.unmasked` for this picture by the same key, no older than five minutes, the picture as it was taken
 * (decisions D10: for the officer who verifies, and nobody beside).
 */
export function recordsRouter(options: RecordsRouterOptions): Router {
  const router = Router();
  router.get('/v1/media/:hash', async (request: Request<{ hash: string }>, response: Response) => {
    const { hash } = request.params;
    const projection = readingAs(options.access, request);
    const visible = projection === 'operator' && /^[0-9a-f]{64}$/.test(hash);
    const media = visible ? await options.log.getMedia(hash, options.clock.now()) : null;
    if (media === null) throw new GatewayError('not_found', 'no such picture, or it has expired');
    const { unmasked } = request.query;
    if (unmasked === undefined) sendBlurred(response, media);
    else {
      await requireUnmasked(options, request, String(unmasked));
      response.set('Cache-Control', 'no-store').type(media.type).send(Buffer.from(media.bytes));
    }
  });
  return router;
}

function sendBlurred(response: Response, media: MediaRecord): void {
  response.set('Cache-Control', 'private, max-age=300').type(BLURRED_TYPE).send(Buffer.from(media.blurred));
}

/** @throws {GatewayError} `forbidden` without a fresh entry of the log that says who looks at this picture, and why */
async function requireUnmasked(
  { access, log, clock }: RecordsRouterOptions,
  request: Request<{ hash: string }>,
  position: string,
): Promise<void> {
  const n = Number(position.split(':')[1]);
  const entry = Number.isSafeInteger(n) && n > 0 ? await log.entryAt(n) : null;
  const names = entry?.type === 'operation.unmasked' && entry.data.media === request.params.hash;
  const fresh = entry !== null && clock.now() - entry.receivedAt <= OPEN_MS;
  const { mayCommand, key } = identify(access, request);
  const asked = mayCommand && entry?.data.key === key;
  if (asked && names && fresh && formatPosition(entry) === position) return;
  throw new GatewayError(
    'forbidden',
    'the clear picture needs an operation.unmasked for it by this key of the last five minutes; send the command, then its position here',
  );
}
