import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Position } from '../contract/position.ts';
import { PROJECTIONS, type Projection } from '../contract/vocabulary.ts';
import type { ResumeToken } from '../contract/wire.ts';

/** Longest token that is looked at, characters. */
export const TOKEN_LIMIT = 512;

const place = z.strictObject({
  site: z.string(),
  projection: z.enum(PROJECTIONS),
  /** Reducer version. */
  rv: z.int(),
  e: z.string(),
  n: z.int().min(0),
  h: z.string(),
  /** Positions are complete only up to here; absent: up to `n`. */
  l: z.int().min(0).optional(),
});
/** What a token says: where a client stands, and in which view. */
export type TokenPlace = z.infer<typeof place>;

export interface Tokens {
  /** `behind`: up to where positions are complete, when that is before the position. */
  sign(projection: Projection, position: Position, behind?: number): ResumeToken;
  /** Null for anything that this site did not sign. */
  read(token: unknown): TokenPlace | null;
}

/** Signs and reads places with a secret that every gateway of the site shares. */
export function createTokens(options: { secret: string; site: string; reducerVersion: number }): Tokens {
  const { secret, site, reducerVersion: rv } = options;
  const mac = (body: string) => createHmac('sha256', secret).update(body).digest();
  return {
    sign(projection, { e, n, h }, behind = n) {
      const said: TokenPlace = { site, projection, rv, e, n, h, ...(behind < n ? { l: behind } : {}) };
      const body = Buffer.from(JSON.stringify(said)).toString('base64url');
      return `${body}.${mac(body).toString('base64url')}`;
    },
    read(token) {
      if (typeof token !== 'string' || token.length > TOKEN_LIMIT) return null;
      const [body = '', signature = '', ...more] = token.split('.');
      if (more.length > 0) return null;
      const given = Buffer.from(signature, 'base64url');
      const right = mac(body);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
      return said(body, site);
    },
  };
}

function said(body: string, site: string): TokenPlace | null {
  try {
    const read = place.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
    return read.success && read.data.site === site ? read.data : null;
  } catch {
    return null;
  }
}
