import { Router } from 'express';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { SourcesReply } from '../contract/source-replies.ts';
import type { StateView } from '../fold/port.ts';
import type { DeadLetter, EventLog } from '../log/port.ts';
import { readingAs } from './identify.ts';
import { isoWithOffset } from './time.ts';

export interface SourcesRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
}

/** Letters that are read at once; the log keeps a bounded number of them. */
const SCAN = 500;

/** `GET /v1/sources`: who is heard, who is overdue, how late and how wrong; not for visitors. */
export function sourcesRouter({ access, log, view, utcOffsetMinutes }: SourcesRouterOptions): Router {
  const router = Router();
  const iso = (at: number) => isoWithOffset(at, utcOffsetMinutes);
  const orNull = (at: number | null) => (at === null ? null : iso(at));
  router.get('/v1/sources', async (request, response) => {
    if (readingAs(access, request) !== 'operator')
      throw new GatewayError('forbidden', 'sources are not told to visitors; use a read key');
    const state = view();
    const reordered = reorderedBy(state);
    const sources = state.sources().map((each) => ({
      ...each,
      reordered: each.feed === 'case' && each.street === null ? (reordered.get(each.source) ?? 0) : 0,
      lastEventAt: orNull(each.lastEventAt),
      lastReceivedAt: orNull(each.lastReceivedAt),
      silentSince: orNull(each.silentSince),
    }));
    const at = iso(state.now());
    response.json({ at, sources, rejects: await rejectsOf(log) } satisfies SourcesReply);
  });
  return router;
}

/** How many entries of each source had to be put in their place, of the items that are live. */
function reorderedBy(state: Pick<StateView, 'all' | 'facts'>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { id } of state.all('case')) {
    for (const { by, reordered } of state.facts(id))
      if (reordered === true) counts.set(by, (counts.get(by) ?? 0) + 1);
  }
  return counts;
}

async function rejectsOf(log: EventLog): Promise<Record<string, number>> {
  const rejects: Record<string, number> = {};
  let after: DeadLetter | undefined;
  for (;;) {
    const letters = await log.listDeadLetters(SCAN, after);
    for (const { producer, count, settled } of letters) {
      if (settled === null) rejects[producer] = (rejects[producer] ?? 0) + count;
    }
    after = letters.at(-1);
    if (after === undefined) return rejects;
  }
}
