import { type Request, type Response, Router } from 'express';
import type { Access, Project } from '../access/port.ts';
import type { DeadlineExplanation } from '../contract/deadlines.ts';
import { ENTITY_KINDS, type EntityKind } from '../contract/entities.ts';
import { GatewayError } from '../contract/errors.ts';
import { LEVEL_BUCKETS } from '../contract/kpi.ts';
import { formatPosition } from '../contract/position.ts';
import type { StateReply } from '../contract/state-reply.ts';
import { ALARM_PRIORITIES, type Projection } from '../contract/vocabulary.ts';
import type { StateView } from '../fold/port.ts';
import { readingAs } from './identify.ts';
import { isoWithOffset, withIsoInstants } from './time.ts';

export interface StateRouterOptions {
  readonly access: Access;
  readonly project: Project;
  readonly view: () => StateView;
  readonly viewHash: (projection: Projection) => string;
  readonly utcOffsetMinutes: number;
}

/** `GET /v1/state` and `GET /v1/cases/:id`: the folded state as the caller's projection sees it. */
export function stateRouter(options: StateRouterOptions): Router {
  const router = Router();
  router.get('/v1/state', (request, response) => {
    response.json(stateReply(options, readingAs(options.access, request)));
  });
  router.get('/v1/cases/:id', (request: Request<{ id: string }>, response: Response) => {
    response.json(caseReply(options, request.params.id, readingAs(options.access, request)));
  });
  return router;
}

function stateReply(options: StateRouterOptions, projection: Projection): StateReply {
  const { view, viewHash, utcOffsetMinutes } = options;
  const state = view();
  const kpi = (id: string) => state.get('kpi', id)?.value ?? 0;
  const list = (kind: EntityKind) => projected(options, kind, projection);
  const entities = Object.fromEntries(ENTITY_KINDS.map((kind) => [kind, list(kind)]));
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
    entities: entities as unknown as StateReply['entities'],
  };
}

function countsBy<Key extends string>(
  keys: readonly Key[],
  count: (key: Key) => number,
): Record<Key, number> {
  return Object.fromEntries(keys.map((key) => [key, count(key)])) as Record<Key, number>;
}

function explained(deadline: DeadlineExplanation, offset: number) {
  return {
    ...withIsoInstants(deadline, offset),
    pauses: deadline.pauses.map((pause) => withIsoInstants(pause, offset)),
    extensions: deadline.extensions.map(({ at, ...rest }) => ({ ...rest, at: isoWithOffset(at, offset) })),
  };
}

function projected(
  { view, project, utcOffsetMinutes }: StateRouterOptions,
  kind: EntityKind,
  projection: Projection,
) {
  const rows: Record<string, unknown>[] = [];
  for (const entity of view().all(kind)) {
    const seen = project(kind, entity, projection);
    if (seen !== null) rows.push(withIsoInstants(seen, utcOffsetMinutes));
  }
  return rows;
}

function caseReply(
  { view, project, utcOffsetMinutes }: StateRouterOptions,
  id: string,
  projection: Projection,
) {
  const state = view();
  const entity = state.get('case', id);
  const seen = entity === undefined ? null : project('case', entity, projection);
  if (seen === null)
    throw new GatewayError(
      'not_found',
      `no item ${id} in the live state; closed items leave it after a week`,
    );
  const facts = state
    .facts(id)
    .map((fact) =>
      withIsoInstants({ ...fact, at: isoWithOffset(fact.at, utcOffsetMinutes) }, utcOffsetMinutes),
    );
  const deadline = state.deadline(id);
  return {
    ...withIsoInstants(seen, utcOffsetMinutes),
    facts,
    deadline: deadline === null ? null : explained(deadline, utcOffsetMinutes),
  };
}
