import { type Request, Router } from 'express';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import { instant } from '../contract/events/shared.ts';
import type { DeadlinesReply } from '../contract/state-reply.ts';
import type { StateView } from '../fold/port.ts';
import type { Clock } from '../ops/port.ts';
import { readingAs } from './identify.ts';
import { isoWithOffset } from './time.ts';

export interface DeadlinesRouterOptions {
  readonly access: Access;
  readonly clock: Clock;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
}

const LISTED = 1_000;
const DAY_MS = 86_400_000;

/** `GET /v1/deadlines?until=`: the forward view, and which clocks changed rules or calendars have moved. */
export function deadlinesRouter(options: DeadlinesRouterOptions): Router {
  const router = Router();
  router.get('/v1/deadlines', (request, response) => {
    if (readingAs(options.access, request) !== 'operator')
      throw new GatewayError('forbidden', 'items are not told to visitors; use a read key');
    response.json(reply(options, request));
  });
  return router;
}

function reply({ clock, view, utcOffsetMinutes }: DeadlinesRouterOptions, request: Request): DeadlinesReply {
  const iso = (at: number) => isoWithOffset(at, utcOffsetMinutes);
  const orNull = (at: number | null) => (at === null ? null : iso(at));
  const now = clock.now();
  const until = untilOf(request) ?? now + DAY_MS;
  const falling = view().fallingDue(until);
  return {
    at: iso(now),
    until: iso(until),
    total: falling.length,
    falling: falling.slice(0, LISTED).map((each) => ({ ...each, dueAt: iso(each.dueAt) })),
    moves: view()
      .deadlineMoves()
      .map((change) => ({
        ...change,
        at: iso(change.at),
        moved: change.moved.map((each) => ({ ...each, from: orNull(each.from), to: orNull(each.to) })),
      })),
  };
}

function untilOf({ query }: Request): number | null {
  if (query.until === undefined) return null;
  const read = instant.safeParse(query.until);
  if (read.success) return Date.parse(read.data);
  throw new GatewayError(
    'invalid_parameter',
    'until: an instant with offset, URL-encoded, such as 2026-11-24T18:00:00%2B08:00',
    { path: 'until' },
  );
}
