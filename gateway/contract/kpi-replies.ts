import { z } from 'zod';
import { instant } from './events/shared.ts';
import type { Reads } from './http.ts';
import { PERIODS } from './measures.ts';

const words = z.object({ zh: z.string(), en: z.string() });
const count = z.int().min(0);

/** One number of the wall, in words. */
export const kpiDefinitionReply = z.object({
  id: z.string(),
  name: words,
  /** PERCENT, MINUTES …; COUNT for a plain number. */
  unit: z.string(),
  /** How the value is made of numerator and denominator. */
  take: z.string(),
  formula: words,
  numerator: words.nullable(),
  denominator: words.nullable(),
  /** Periods that it is told for; empty: as of now. */
  periods: z.array(z.enum(PERIODS)),
  perArea: z.boolean(),
  exclusions: words,
  note: words.nullable(),
  source: words,
});
export type KpiDefinitionReply = Reads<typeof kpiDefinitionReply>;

/** `GET /v1/kpis`. */
export const kpisReply = z.object({ kpis: z.array(kpiDefinitionReply) });
export type KpisReply = Reads<typeof kpisReply>;

const figure = z.object({ value: z.number(), part: z.number(), of: z.number() });

/**
 * `GET /v1/kpis/{id}/explain`. The explanation is absent for a visitor, and of a number that was never counted. What
 * follows from the rules alone (office hours, rules that have seen too little) names the configuration in force.
 */
export const kpiExplanationReply = z.object({
  definition: kpiDefinitionReply,
  explanation: z
    .object({
      period: z.enum(PERIODS).nullable(),
      area: z.string().nullable(),
      from: instant.nullable(),
      to: instant.nullable(),
      told: figure,
      /** What the rows, `unlisted` and `earlier` add up to. */
      recomputed: figure,
      equal: z.boolean(),
      /** With period ALL: what everything before `until` adds, of which one sum and no single entries are kept. */
      earlier: z.object({ until: instant, part: z.number(), of: z.number() }).nullable(),
      /** What so many more entries add that can be listed no more, of which sums by day are kept; absent where there are none. */
      unlisted: z.object({ entries: count, part: z.number(), of: z.number() }).optional(),
      total: count,
      /** Of the listed rows those that folding their entries of the log alone gives again. */
      proved: count,
      rows: z.array(
        z.object({
          subject: z.string(),
          part: z.number(),
          of: z.number(),
          proved: z.boolean(),
          entries: z.array(z.object({ n: count, type: z.string().nullable(), at: instant.nullable() })),
        }),
      ),
    })
    .optional(),
});
export type KpiExplanationReply = Reads<typeof kpiExplanationReply>;

/** Query of the explanation. */
export const kpiQuery = z.strictObject({
  period: z.enum(PERIODS).optional(),
  area: z.string().trim().min(1).max(64).optional(),
  at: instant.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  as: z.literal('visitor').optional(),
});
