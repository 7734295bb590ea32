import { z } from 'zod';
import { instant } from './events/shared.ts';
import type { Reads } from './http.ts';
import { LEVEL_BUCKETS } from './kpi.ts';
import {
  ALARM_PRIORITIES,
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
  sla: z.enum(SLA_STATES),
  verdict: z.enum(['ONTIME', 'OVERDUE']).nullable(),
  version: count,
});
export type CaseReply = Reads<typeof caseReply>;

/** `GET /v1/cases/:id`: the item and its last facts, oldest first. */
export const caseDetailReply = caseReply.extend({
  facts: z.array(z.looseObject({ n: count, type: z.string(), at: instant, by: z.string() })),
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
    indicator: entities,
    feed: entities,
    kpi: entities,
    series: entities,
  }),
});
export type StateReply = Reads<typeof stateReply>;
