import { Router } from 'express';
import type { z } from 'zod';
import type { Installation } from '../../config/runtime/installation.ts';
import type { Access, Project } from '../access/port.ts';
import type { LngLat } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { type NearestReply, nearestQuery } from '../contract/nearest.ts';
import { nearestTerminals } from '../fold/nearest.ts';
import type { StateView } from '../fold/port.ts';
import { areaMiddles } from './area-middle.ts';
import { readingAs } from './identify.ts';
import { parameters } from './query.ts';
import { isoWithOffset } from './time.ts';

export interface TerminalsRouterOptions {
  readonly access: Access;
  readonly project: Project;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
  readonly installation: Pick<Installation, 'pack'>;
}

/**
 * `GET /v1/terminals/nearest`: which terminals to call to a place, and why not the others; not for visitors. Distances
 * to a dispute or an appeal are those to the middle of its village: several of them would tell the door.
 */
export function terminalsRouter(options: TerminalsRouterOptions): Router {
  const { access, view, utcOffsetMinutes } = options;
  const seen = { ...options, middleOf: areaMiddles(options.installation) };
  const router = Router();
  router.get('/v1/terminals/nearest', (request, response) => {
    if (readingAs(access, request) !== 'operator')
      throw new GatewayError('forbidden', 'positions are not told to visitors; use a read key');
    const query = parameters(nearestQuery, request);
    const state = view();
    const now = state.now();
    const place = placeOf(state, query, seen);
    const found = nearestTerminals(state.all('terminal'), {
      place,
      now,
      count: query.count,
      walk: state.walk(),
    });
    response.json({ at: isoWithOffset(now, utcOffsetMinutes), place, ...found } satisfies NearestReply);
  });
  return router;
}

const PLACED = ['alarm', 'case', 'video'] as const;

interface Seen {
  readonly project: Project;
  readonly middleOf: (areaId: string) => LngLat | null;
}

function placeOf(state: StateView, { to, lng, lat }: z.infer<typeof nearestQuery>, seen: Seen): LngLat {
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
  const location = toldPlace(state, to, seen);
  if (location !== null) return location;
  throw new GatewayError('not_found', `"${to}" is not on the wall now, or nobody knows where it is`);
}

/** Where it stands for those who ask: its point, or else its village. */
function toldPlace(state: StateView, to: string, { project, middleOf }: Seen): LngLat | null {
  const kind = PLACED.find((each) => to.startsWith(`${each}:`));
  const entity = kind === undefined ? undefined : state.get(kind, to.slice(kind.length + 1));
  const told = kind === undefined || !entity ? null : project(kind, entity as never, 'operator');
  const area = told?.village ?? told?.street ?? null;
  return told?.location ?? (area === null ? null : middleOf(area));
}
