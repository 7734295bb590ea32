import { type Request, type Response, Router } from 'express';
import type { Installation } from '../../config/runtime/installation.ts';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import {
  type KpiDefinitionReply,
  type KpiExplanationReply,
  type KpisReply,
  kpiQuery,
} from '../contract/kpi-replies.ts';
import { refolded } from '../fold/measures/refold.ts';
import type { KpiQuestion, KpiRow, StateView } from '../fold/port.ts';
import type { EventLog } from '../log/port.ts';
import { readingAs } from './identify.ts';
import { definitionReplies, familyReply } from './kpi-words.ts';
import { entriesOf } from './log-entries.ts';
import { parameters } from './query.ts';
import { isoWithOffset } from './time.ts';

export interface KpisRouterOptions {
  readonly access: Access;
  readonly log: EventLog;
  readonly view: () => StateView;
  readonly utcOffsetMinutes: number;
  /** Its rules have their own words for the rungs of supervision. */
  readonly installation: Pick<Installation, 'rules'>;
}

/**
 * `GET /v1/kpis`: every number in words. `GET /v1/kpis/:id/explain`: how one came about, row by row, with the entries
 * read from the log and folded again; a visitor gets the definition only, and so does everybody of a number that was
 * never counted.
 */
export function kpisRouter(options: KpisRouterOptions): Router {
  const { ladder } = options.installation.rules.life;
  const definitions = definitionReplies(new Map(ladder.map(({ step, label }) => [step, label])));
  const router = Router();
  router.get('/v1/kpis', (request, response) => {
    readingAs(options.access, request);
    response.json({ kpis: definitions } satisfies KpisReply);
  });
  router.get('/v1/kpis/:id/explain', async (request: Request<{ id: string }>, response: Response) => {
    const projection = readingAs(options.access, request);
    const definition =
      definitions.find(({ id }) => id === request.params.id) ?? familyReply(request.params.id);
    if (definition === null)
      throw new GatewayError('not_found', `no number ${request.params.id}; GET /v1/kpis lists them`);
    const explained = projection === 'operator' ? await explanationOf(options, definition, request) : {};
    response.json({ definition, ...explained } satisfies KpiExplanationReply);
  });
  return router;
}

async function explanationOf(
  { log, view, utcOffsetMinutes }: KpisRouterOptions,
  { id }: KpiDefinitionReply,
  request: Pick<Request, 'query'>,
): Promise<Pick<KpiExplanationReply, 'explanation'>> {
  const { area, at, period, limit, offset } = parameters(kpiQuery, request);
  const state = view();
  const now = state.now();
  const question: KpiQuestion = {
    id,
    period: period ?? null,
    area: area ?? null,
    at: at === undefined ? now : Date.parse(at),
  };
  const found = state.explainKpi(question);
  if (found === null && area === undefined) return {};
  if (found === null) throw new GatewayError('not_found', `${id} is not told for area ${area}`);
  const iso = (instant: number | null) =>
    instant === null ? null : isoWithOffset(instant, utcOffsetMinutes);
  const { keptFrom } = found;
  if (keptFrom !== null && isForgotten(found, keptFrom))
    throw new GatewayError(
      'not_found',
      `${id} is not told for days before ${iso(keptFrom)}: of these one sum is left, see period=ALL; ask for a later at`,
    );
  const listed = found.rows.slice(offset, offset + limit);
  const entries = await entriesOf(log, [...state.configurations(), ...listed.flatMap(({ ns }) => ns)]);
  const again = refolded([...entries.values()], question, now);
  const rows = listed.map((row) => ({
    subject: row.subject,
    part: row.part,
    of: row.of,
    proved: isSame(row, again.get(row.subject)),
    entries: row.ns.map((n) => {
      const entry = entries.get(n);
      return { n, type: entry?.type ?? null, at: iso(entry?.time ?? null) };
    }),
  }));
  const { told, recomputed, equal, earlier, unlisted } = found;
  return {
    explanation: {
      period: found.period,
      area: found.area,
      from: iso(found.from),
      to: iso(found.to),
      told,
      recomputed,
      equal,
      earlier: earlier === null ? null : { until: iso(keptFrom) ?? '', ...earlier },
      ...(unlisted === undefined ? {} : { unlisted }),
      total: found.rows.length,
      proved: rows.filter(({ proved }) => proved).length,
      rows,
    },
  };
}

/** A period that began before the days that are kept apart, or (for all time) ended before them. */
function isForgotten(
  { from, to }: { readonly from: number | null; readonly to: number | null },
  keptFrom: number,
): boolean {
  return from === null ? to !== null && to <= keptFrom : from < keptFrom;
}

function isSame(row: KpiRow, again: KpiRow | undefined): boolean {
  return again !== undefined && again.part === row.part && again.of === row.of;
}
