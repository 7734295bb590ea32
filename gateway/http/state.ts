import { type Request, type Response, Router } from 'express';
import type { Access, Project, ToldFacts } from '../access/port.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { rowPieces } from '../contract/json-pieces.ts';
import { LEVEL_BUCKETS } from '../contract/kpi.ts';
import { formatPosition } from '../contract/position.ts';
import type { StateReply } from '../contract/state-reply.ts';
import { ALARM_PRIORITIES, type Projection } from '../contract/vocabulary.ts';
import { PROJECTED_KINDS } from '../contract/wire.ts';
import type { PastItem } from '../fold/past.ts';
import type { StateView } from '../fold/port.ts';
import { readingAs } from './identify.ts';
import { type PastItemsOptions, pastItems } from './past-items.ts';
import { isoWithOffset, withIsoInstants } from './time.ts';
import { writeJson } from './write-json.ts';

export interface StateRouterOptions extends PastItemsOptions {
  readonly access: Access;
  readonly project: Project;
  readonly toldFacts: ToldFacts;
  readonly viewHash: (projection: Projection) => string;
  readonly utcOffsetMinutes: number;
}

/**
 * `GET /v1/state` and `GET /v1/cases/:id`: the folded state as the caller's projection sees it. An item that has left it
 * is folded again from its own entries.
 */
export function stateRouter(options: StateRouterOptions): Router {
  const router = Router();
  router.get('/v1/state', async (request, response) => {
    await writeJson(response, statePieces(options, readingAs(options.access, request)));
  });
  const past = pastItems(options);
  router.get('/v1/cases/:id', async (request: Request<{ id: string }>, response: Response) => {
    const projection = readingAs(options.access, request);
    const { id } = request.params;
    const mayKnow = PROJECTED_KINDS[projection].includes('case');
    const told = mayKnow ? (liveItem(options.view(), id) ?? (await past(id))) : null;
    if (told === null) throw new GatewayError('not_found', `no item ${id}, neither live nor in the log`);
    response.json(caseReply(options, told, projection));
  });
  return router;
}

/** The state at this instant; entities are immutable, so holding them is holding it, and they are written one by one. */
function statePieces(options: StateRouterOptions, projection: Projection): Iterable<string> {
  const state = options.view();
  const head = stateHead(options, state, projection);
  const held = ENTITY_KINDS.map((kind) => [kind, [...state.all(kind)]] as const);
  return (function* () {
    yield `${JSON.stringify(head).slice(0, -1)},"entities":`;
    let before = '{';
    for (const [kind, entities] of held) {
      yield `${before}"${kind}":`;
      before = ',';
      yield* rowPieces(projected(options, { kind, entities }, projection));
    }
    yield '}}';
  })();
}

function stateHead(
  { viewHash, utcOffsetMinutes }: StateRouterOptions,
  state: StateView,
  projection: Projection,
): Omit<StateReply, 'entities'> {
  const kpi = (id: string) => state.get('kpi', id)?.value ?? 0;
  return {
    position: formatPosition(state.position),
    n: state.position.n,
    epoch: state.position.e,
    at: isoWithOffset(state.at, utcOffsetMinutes),
    stateHash: state.stateHash(),
    viewHash: viewHash(projection),
    projection,
    counts: {
      case: {
        open: kpi('case.open'),
        overdue: kpi('case.overdue'),
        dueSoon: kpi('case.dueSoon'),
        byLevel: countsBy(LEVEL_BUCKETS, (level) => kpi(`case.open.${level}`)),
      },
      alarm: {
        active: kpi('alarm.active'),
        unacked: kpi('alarm.unacked'),
        byPriority: countsBy(ALARM_PRIORITIES, (priority) => kpi(`alarm.${priority}`)),
      },
      terminal: {
        online: kpi('terminal.online'),
        onDuty: kpi('terminal.onDuty'),
        total: kpi('terminal.total'),
      },
    },
  };
}

function countsBy<Key extends string>(
  keys: readonly Key[],
  count: (key: Key) => number,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}

function* projected(
  { project, utcOffsetMinutes }: StateRouterOptions,
  { kind, entities }: { readonly kind: EntityKind; readonly entities: readonly Entity[] },
  projection: Projection,
) {
  for (const entity of entities) {
    const seen = project(kind, entity as never, projection);
    if (seen !== null) yield withIsoInstants(seen, utcOffsetMinutes);
  }
}

function liveItem(state: StateView, id: string): PastItem | null {
  const item = state.get('case', id);
  return item === undefined ? null : { item, facts: state.facts(id), deadline: state.deadline(id) };
}

function caseReply(
  { project, toldFacts, utcOffsetMinutes }: StateRouterOptions,
  { item, facts, deadline }: PastItem,
  projection: Projection,
) {
  const instants = <Told extends object>(told: Told) => withIsoInstants(told, utcOffsetMinutes);
  return {
    ...instants(project('case', item, projection) ?? {}),
    facts: toldFacts(item, facts).map((fact) =>
      instants({ ...fact, at: isoWithOffset(fact.at, utcOffsetMinutes) }),
    ),
    deadline: deadline === null ? null : instants(deadline),
  };
}
