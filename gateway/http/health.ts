import { Router } from 'express';
import type { Access } from '../access/port.ts';
import type { HealthReply, QuarantineReply, Readiness, TimeReply } from '../contract/http.ts';
import type { Quarantined } from '../fold/port.ts';
import type { Clock } from '../ops/port.ts';
import { requireAdministrator } from './identify.ts';
import { isoWithOffset } from './time.ts';

export interface HealthRouterOptions {
  readonly access: Access;
  readonly clock: Clock;
  readonly utcOffsetMinutes: number;
  readonly health: () => HealthReply;
  readonly readiness: () => Readiness;
  /** Log entries that no reducer could apply. */
  readonly quarantine: () => readonly Quarantined[];
  readonly metrics: { readonly contentType: string; print(): Promise<string> };
}

/**
 * `/healthz`, `/readyz` and `/v1/time` (no key); `/metrics` and `/v1/quarantine` (from this machine, or with the
 * administrator key).
 */
export function healthRouter(options: HealthRouterOptions): Router {
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json(options.health());
  });
  router.get('/readyz', (_request, response) => {
    const readiness = options.readiness();
    response.status(readiness.ready ? 200 : 503).json(readiness);
  });
  router.get('/metrics', async (request, response) => {
    requireAdministrator(options.access, request, true);
    response.type(options.metrics.contentType).send(await options.metrics.print());
  });
  router.get('/v1/quarantine', (request, response) => {
    requireAdministrator(options.access, request, true);
    const reply: QuarantineReply = { quarantined: options.quarantine() };
    response.json(reply);
  });
  router.get('/v1/time', (_request, response) => {
    const ms = options.clock.now();
    const reply: TimeReply = {
      now: isoWithOffset(ms, options.utcOffsetMinutes),
      ms,
      simulated: options.clock.simulated,
      rate: options.clock.rate,
    };
    response.set('Cache-Control', 'no-store').json(reply);
  });
  return router;
}
