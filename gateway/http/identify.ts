import type { Request } from 'express';
import type { Access, Identity } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { Projection } from '../contract/vocabulary.ts';

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The key of `Authorization: Bearer …`, or null. */
export function bearerOf(request: Request): string | null {
  const match = /^Bearer\s+(\S+)$/i.exec(request.get('authorization') ?? '');
  return match?.[1] ?? null;
}

/** Who is calling. @throws {GatewayError} `unauthorized` */
export function identify(access: Access, request: Request): Identity {
  const identity = access.identify(bearerOf(request), request.query.as === 'visitor' ? 'visitor' : null);
  if (identity !== null) return identity;
  const detail =
    bearerOf(request) === null ? 'send a key as Authorization: Bearer …' : 'this key is unknown or revoked';
  throw new GatewayError('unauthorized', detail);
}

/** The projection the caller may read. @throws {GatewayError} `unauthorized`, or `forbidden` for a producer's key */
export function readingAs(access: Access, request: Request): Projection {
  const { projection } = identify(access, request);
  if (projection !== null) return projection;
  throw new GatewayError('forbidden', 'a producer key writes events and reads nothing; use a read key');
}

/** From this machine itself: a proxy on it that passes on what others ask is not. */
function isLocal({ socket, headers }: Request): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers.forwarded;
  return forwarded === undefined && LOOPBACK.has(socket.remoteAddress ?? '');
}

/** For what is no secret: any key will do, and on this machine none. @throws {GatewayError} `unauthorized` */
export function requireAnyKey(access: Access, request: Request): void {
  if (!isLocal(request)) identify(access, request);
}

/** @throws {GatewayError} unless the caller holds an administrator key, or is on this machine where `localOk` */
export function requireAdministrator(access: Access, request: Request, localOk = false): void {
  if (localOk && isLocal(request)) return;
  if (identify(access, request).mayAdminister) return;
  throw new GatewayError('forbidden', 'this needs the administrator key');
}
