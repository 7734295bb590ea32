import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import type { Access, ProducerAdmin } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import { keyRotation, type ProducersReply, producerRegistration } from '../contract/producers.ts';
import { requireAdministrator } from './identify.ts';
import { jsonBody } from './json-body.ts';

export interface ProducersRouterOptions {
  readonly access: Access;
  readonly producers: ProducerAdmin;
}

type OfOne = Request<{ id: string }>;
type OfKey = Request<{ id: string; kid: string }>;

/**
 * Producers and their keys, for the administrator: `GET /v1/producers`, `POST /v1/producers`,
 * `POST /v1/producers/:id/keys` (a new key; the old ones end after an overlap), `DELETE /v1/producers/:id/keys/:kid`,
 * `DELETE /v1/producers/:id`. A key is told once, in the answer that makes it.
 */
export function producersRouter({ access, producers }: ProducersRouterOptions): Router {
  const router = Router();
  router.use('/v1/producers', (request, response, next) => {
    requireAdministrator(access, request);
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/v1/producers', (_request, response) => {
    const reply: ProducersReply = { producers: producers.list() };
    response.json(reply);
  });
  router.post('/v1/producers', jsonBody, async (request, response) => {
    response.status(201).json(await producers.add(parse(producerRegistration, request.body)));
  });
  router.post('/v1/producers/:id/keys', jsonBody, async (request: OfOne, response: Response) => {
    const { overlapHours } = parse(keyRotation, request.body);
    response.status(201).json(await producers.rotate(request.params.id, overlapHours));
  });
  router.delete('/v1/producers/:id/keys/:kid', async (request: OfKey, response: Response) => {
    response.json(await producers.revokeKey(request.params.id, request.params.kid));
  });
  router.delete('/v1/producers/:id', async (request: OfOne, response: Response) => {
    await producers.remove(request.params.id);
    response.status(204).end();
  });
  return router;
}

/** @throws {GatewayError} `invalid_registration` with every fault and its place */
function parse<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the body'}: ${message}`,
  );
  const path = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new GatewayError('invalid_registration', faults.join('; '), path === '' ? {} : { path });
}
