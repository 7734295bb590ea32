import { type Request, type Response, Router } from 'express';
import type { Access } from '../access/port.ts';
import { type Erasure, type ErasureReply, erasure } from '../contract/erasures.ts';
import { GatewayError } from '../contract/errors.ts';
import { requireAdministrator } from './identify.ts';
import { jsonBody } from './json-body.ts';

export interface ErasuresRouterOptions {
  readonly access: Access;
  /** Takes telephone and other numbers out of what a person typed. */
  readonly scrub: (text: string) => string;
  readonly erase: (erasure: Erasure) => Promise<ErasureReply>;
}

/** `POST /v1/erasures`, for the administrator: named entries lose their content for good. */
export function erasuresRouter({ access, scrub, erase }: ErasuresRouterOptions): Router {
  const router = Router();
  router.post(
    '/v1/erasures',
    (request, _response, next) => {
      requireAdministrator(access, request);
      next();
    },
    jsonBody,
    async (request: Request, response: Response) => {
      const parsed = erasure.safeParse(request.body);
      if (!parsed.success) throw invalid(parsed.error.issues[0]);
      const { reason, entries } = parsed.data;
      response.json(await erase({ reason: scrub(reason), entries }));
    },
  );
  return router;
}

function invalid(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined) {
  const path = issue?.path.map(String).join('.') ?? '';
  return new GatewayError('invalid_parameter', `${path}: ${issue?.message ?? 'not valid'}`, { path });
}
