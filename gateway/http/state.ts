import { type Request, type Response, Router } from 'express';
import type { Access, Project, ToldFacts } from '../access/port.ts';
import { ENTITY_KINDS, type Entity, type EntityKind } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { rowPieces } from '../contract/json-pieces.ts';
import { LEVEL_BUCKETS } from '../contract/kpi.ts';
import { formatPosition } from '../contract/position.ts';
import type { StateReply } from '../contract/state-reply.ts';
import { ALARM_PRIORITIES, type Projection } from '../contract/vocabulary.ts';
import type { StateView } from '../fold/port.ts';
import { readingAs } from './identify.ts';
import { isoWithOffset, withIsoInstants } from './time.ts';
import { writeJson } from './write-json.ts';

export interface StateRouterOptions {
  readonly access: Access;
  readonly project: Project;
  readonly toldFacts: ToldFacts;
  readonly view: () => StateView;
  readonly viewHash: (projection: Projection) => string;
  readonly utcOffsetMinutes: number;
}

/** `GET /v1/state` and `GET /v1/cases/:id`: the folded state as the caller's projection sees it. */
export function stateRouter(options: StateRouterOptions): Router {
  const router = Router();
  router.get('/v1/state', async (request, response) => {
    await writeJson(response, statePieces(options, readingAs(options.access, request)));
  });
  router.get('/v1/cases/:id', (request: Request<{ id: string }>, response: Response) => {
    response.json(caseReply(options, request.params.id, readingAs(options.access, request)));
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

function caseReply(
  { view, project, toldFacts, utcOffsetMinutes }: StateRouterOptions,
  id: string,
  projection: Projection,
) {
  const state = view();
  const entity = state.get('case', id);
  const seen = entity === undefined ? null : project('case', entity, projection);
  if (entity === undefined || seen === null)
    throw new GatewayError(
      'not_found',
      `no item ${id} in the live state; closed items leave it after a week`,
    );
  const facts = toldFacts(entity, state.facts(id)).map((fact) =>
    withIsoInstants({ ...fact, at: isoWithOffset(fact.at, utcOffsetMinutes) }, utcOffsetMinutes),
  );
  const deadline = state.deadline(id);
  return {
    ...withIsoInstants(seen, utcOffsetMinutes),
    facts,
    deadline: deadline === null ? null : withIsoInstants(deadline, utcOffsetMinutes),
  };
}
