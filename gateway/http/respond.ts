import type { ErrorRequestHandler, Response } from 'express';
import { GatewayError, problemOf } from '../contract/errors.ts';
import type { Logger } from '../ops/port.ts';

/** Seconds that a client should wait before it repeats a retryable request, where nothing better is known. */
const RETRY_AFTER_S = 2;

/** Writes an RFC 9457 problem document. */
export function sendProblem(response: Response, error: GatewayError): void {
  const problem = problemOf(error);
  if (problem.retryable) response.set('Retry-After', String(problem.retryAfterS ?? RETRY_AFTER_S));
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer');
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** The one place that turns a thrown error into a response: a catalogued one is told, any other is logged and withheld. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, request, response, next) => {
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof GatewayError) {
      if (error.cause !== undefined)
        logger.warn('request refused', { code: error.code, path: request.path, cause: String(error.cause) });
      sendProblem(response, error);
      return;
    }
    if (error instanceof URIError) {
      sendProblem(
        response,
        new GatewayError('not_found', 'the address holds a % that encodes no UTF-8 text'),
      );
      return;
    }
    logger.error('request failed', error, { method: request.method, path: request.path });
    sendProblem(
      response,
      new GatewayError('internal', 'the fault was logged; send the request again or tell the administrator'),
    );
  };
}
