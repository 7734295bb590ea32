import { Router } from 'express';
import type { z } from 'zod';
import type { Access } from '../access/port.ts';
import type { LngLat } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { type NearestReply, nearestQuery } from '../contract/nearest.ts';
import { nearestTerminals } from '../fold/nearest.ts';
import type { StateView } from '../fold/port.ts';
import { readingAs } from './identify.ts';
import { parameters } from './query.ts';
import { isoWithOffset } from './time.ts';

export interface TerminalsRouterOptions {
  readonly access: Access;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
}

/** `GET /v1/terminals/nearest`: which terminals to call to a place, and why not the others; not for visitors. */
export function terminalsRouter({ access, view, utcOffsetMinutes }: TerminalsRouterOptions): Router {
  const router = Router();
  router.get('/v1/terminals/nearest', (request, response) => {
    if (readingAs(access, request) !== 'operator')
      throw new GatewayError('forbidden', 'positions are not told to visitors; use a read key');
    const query = parameters(nearestQuery, request);
    const state = view();
    const now = state.now();
    const place = placeOf(state, query);
    const found = nearestTerminals(state.all('terminal'), { place, now, count: query.count });
    response.json({ at: isoWithOffset(now, utcOffsetMinutes), place, ...found } satisfies NearestReply);
  });
  return router;
}

const PLACED = ['alarm', 'case', 'video'] as const;

function placeOf(state: StateView, { to, lng, lat }: z.infer<typeof nearestQuery>): LngLat {
  if (to === undefined && lng !== undefined && lat !== undefined) return { lng, lat };
  if (to === undefined) {
    throw new GatewayError(
      'invalid_parameter',
      'to: give kind:id of an alarm, item or lead, or lng and lat',
      {
        path: 'to',
      },
    );
  }
  const kind = PLACED.find((each) => to.startsWith(`${each}:`));
  const location = kind === undefined ? null : state.get(kind, to.slice(kind.length + 1))?.location;
  if (location) return location;
  throw new GatewayError('not_found', `"${to}" is not on the wall now, or nobody knows where it is`);
}
