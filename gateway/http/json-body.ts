import express, { type RequestHandler } from 'express';
import { GatewayError } from '../contract/errors.ts';

/** Bytes of a body that an administrator sends. */
const LIMIT = 16_384;

const parse = express.json({ limit: LIMIT, type: () => true });

/** Reads a small JSON body into `request.body`, an empty one as `{}`. Refusals go to the one error handler. */
export const jsonBody: RequestHandler = (request, response, next) => {
  parse(request, response, (error?: unknown) => {
    if (error === undefined) request.body ??= {};
    next(error === undefined ? undefined : refusalOf(error));
  });
};

function refusalOf(error: unknown): GatewayError {
  const { type } = error as { type?: unknown };
  return type === 'entity.too.large'
    ? new GatewayError('body_too_large', `the body is larger than ${LIMIT} bytes`)
    : new GatewayError('unreadable_body', 'the body must be one JSON object');
}
