import type { RequestHandler } from 'express';
import { GatewayError } from '../contract/errors.ts';
import { OPERATIONS } from './documents/operations/index.ts';

const SERVED = OPERATIONS.map(({ method, path }) => ({
  method: method.toUpperCase(),
  matches: new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}/?$`),
}));

/** Methods by which an address of the interface is served, in capitals; empty where nothing is. */
export function methodsOf(path: string): readonly string[] {
  return [...new Set(SERVED.filter(({ matches }) => matches.test(path)).map(({ method }) => method))];
}

/** The last answer: the address is served by another method (405 with `Allow`, RFC 9110 §15.5.6), or not at all (404). */
export const nothingHere: RequestHandler = (request, response) => {
  const { method, path } = request;
  const methods = methodsOf(path);
  if (methods.length === 0) throw new GatewayError('not_found', `${method} ${path} is not served here`);
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : methods;
  response.set('Allow', allowed.join(', '));
  throw new GatewayError('method_not_allowed', `${path} takes ${allowed.join(', ')}, not ${method}`);
};
