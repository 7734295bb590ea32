import { z } from 'zod';
import { DUE_SOURCES, FALLING_CLOCKS, FALLING_KINDS, LIMIT_UNITS, PAUSING_STATES } from './deadlines.ts';
import { instant } from './events/shared.ts';
import type { Reads } from './http.ts';
import { LEVEL_BUCKETS } from './kpi.ts';
import {
  ALARM_PRIORITIES,
  BASIS_KINDS,
  CASE_KINDS,
  CASE_STATES,
  LEVELS,
  PROJECTIONS,
  SLA_STATES,
  URGENCIES,
} from './vocabulary.ts';

const count = z.int().min(0);

/** An item as `GET /v1/state` tells it: instants are ISO-8601 with the site's offset. */
export const caseReply = z.looseObject({
  id: z.string(),
  source: z.string(),
  title: z.string(),
  kind: z.enum(CASE_KINDS),
  state: z.enum(CASE_STATES),
  level: z.enum(LEVELS).nullable(),
  urgency: z.enum(URGENCIES).nullable(),
  holder: z.string().nullable(),
  area: z.string().nullable(),
  receivedAt: instant,
  dueAt: instant.nullable(),
  originalDueAt: instant.nullable(),
  closedAt: instant.nullable(),
  dueSource: z.enum(DUE_SOURCES).nullable(),
  provisional: z.boolean(),
  sla: z.enum(SLA_STATES),
  verdict: z.enum(['ONTIME', 'OVERDUE']).nullable(),
  version: count,
});
export type CaseReply = Reads<typeof caseReply>;

const explainedDeadline = z.looseObject({
  source: z.enum(DUE_SOURCES),
  dueAt: instant,
  originalDueAt: instant.nullable(),
  provisional: z.boolean(),
  basis: z.looseObject({ kind: z.enum(BASIS_KINDS), text: z.string() }).nullable(),
  limit: z.looseObject({ id: z.string(), amount: z.number(), unit: z.enum(LIMIT_UNITS) }).nullable(),
  startAt: instant.nullable(),
  days: z.array(z.looseObject({ date: z.string(), count: count.nullable(), skipped: z.string().nullable() })),
  pauses: z.array(z.looseObject({ from: instant, to: instant.nullable(), state: z.enum(PAUSING_STATES) })),
  extensions: z.array(z.looseObject({ at: instant, amount: z.number(), unit: z.enum(LIMIT_UNITS) })),
});

/** `GET /v1/cases/:id`: the item, its last facts, oldest first, and how its deadline came about. */
export const caseDetailReply = caseReply.extend({
  deadline: explainedDeadline.nullable(),
  facts: z.array(
    z.looseObject({
      n: count,
      type: z.string(),
      at: instant,
      by: z.string(),
      reordered: z.literal(true).optional(),
    }),
  ),
});

const entities = z.array(z.looseObject({ id: z.string() }));

/** `GET /v1/state` (decisions D15). Entities of the other kinds are told like cases: instants as ISO-8601. */
export const stateReply = z.object({
  position: z.string(),
  n: count,
  epoch: z.string(),
  at: instant,
  stateHash: z.string(),
  viewHash: z.string(),
  projection: z.enum(PROJECTIONS),
  counts: z.object({
    case: z.object({
      open: count,
      overdue: count,
      dueSoon: count,
      byLevel: z.record(z.enum(LEVEL_BUCKETS), count),
    }),
    alarm: z.object({ active: count, unacked: count, byPriority: z.record(z.enum(ALARM_PRIORITIES), count) }),
    terminal: z.object({ online: count, onDuty: count, total: count }),
  }),
  entities: z.object({
    case: z.array(caseReply),
    alarm: entities,
    terminal: entities,
    video: entities,
    warning: entities,
    instruction: entities,
    indicator: entities,
    feed: entities,
    kpi: entities,
    series: entities,
  }),
});
export type StateReply = Reads<typeof stateReply>;

/** `GET /v1/deadlines`: what will have fallen due at `until` if nobody acts, and what changed rules have moved. */
export const deadlinesReply = z.object({
  at: instant,
  until: instant,
  total: count,
  falling: z.array(
    z.looseObject({
      kind: z.enum(FALLING_KINDS),
      id: z.string(),
      clock: z.enum(FALLING_CLOCKS),
      unit: z.string().optional(),
      dueAt: instant,
      limit: z.string().nullable(),
      provisional: z.boolean(),
      overdue: z.boolean(),
    }),
  ),
  moves: z.array(
    z.looseObject({
      n: count,
      at: instant,
      hash: z.string(),
      total: count,
      moved: z.array(
        z.looseObject({
          kind: z.enum(['case', 'warning', 'instruction']),
          id: z.string(),
          clock: z.enum(FALLING_CLOCKS),
          unit: z.string().optional(),
          from: instant.nullable(),
          to: instant.nullable(),
        }),
      ),
    }),
  ),
});
export type DeadlinesReply = Reads<typeof deadlinesReply>;
