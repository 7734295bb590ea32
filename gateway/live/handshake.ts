import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Access, Identity } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';

/** What a client says of itself; unknown fields are ignored, wrong ones refused. */
const liveAuth = z.object({
  proto: z.int(),
  token: z.string().max(512).optional(),
  as: z.literal('visitor').optional(),
  resume: z.string().max(1_024).optional(),
});
export type ReadAuth = z.infer<typeof liveAuth>;

/** @throws GatewayError `unauthorized` for a handshake that cannot be read */
export function readAuth(auth: unknown): ReadAuth {
  const read = liveAuth.safeParse(auth);
  if (read.success) return read.data;
  throw new GatewayError('unauthorized', 'the handshake must carry auth {proto, token?, as?, resume?}');
}

/** Who connects. @throws GatewayError `unauthorized`, or `forbidden` for a key that reads nothing */
export function admit(access: Access, auth: ReadAuth): Identity {
  const identity = access.identify(auth.token ?? null, auth.as ?? null);
  if (identity === null) {
    throw new GatewayError(
      'unauthorized',
      auth.token === undefined ? 'send a key as auth.token' : 'this key is unknown or revoked',
    );
  }
  if (identity.projection !== null) return identity;
  throw new GatewayError('forbidden', 'a producer key writes events and reads nothing; use a read key');
}

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface OriginRules {
  /** Origins that are taken besides the gateway's own, such as `https://wall.example`. */
  readonly allowed: readonly string[];
  /** Demo access is for this machine alone: any other name in `Host` is a page that rebinds its own name to us. */
  readonly loopbackOnly: boolean;
}

/**
 * Whether a page of this origin may open a socket here. Browsers do not apply CORS to WebSocket, so this is the only
 * guard against a foreign page using the keys of the person in front of it. Without `Origin` it is no browser.
 */
export function originAllowed({ headers }: Pick<IncomingMessage, 'headers'>, rules: OriginRules): boolean {
  const { origin, host = '' } = headers;
  if (rules.loopbackOnly && !LOOPBACK_NAMES.has(host.replace(/:\d+$/, ''))) return false;
  if (origin === undefined || rules.allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
