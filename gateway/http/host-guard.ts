import type { RequestHandler } from 'express';
import { GatewayError } from '../contract/errors.ts';

const LOOPBACK_HOST = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/**
 * For demo access, which needs no key: only a browser that was sent here by a loopback name is answered, so that
 * a foreign page cannot reach the gateway through a name of its own (DNS rebinding).
 */
export const loopbackHostOnly: RequestHandler = (request, _response, next) => {
  const { host = '' } = request.headers;
  if (LOOPBACK_HOST.test(host)) next();
  else
    next(
      new GatewayError('forbidden', `demo access answers on 127.0.0.1 and localhost only, not on ${host}`),
    );
};
