import { z } from 'zod';
import { INDICATOR_KINDS, INDICATOR_UNITS, NETWORKS } from '../vocabulary.ts';
import { instant, line } from './shared.ts';

/** A number that a department reports about an area and a period; never about a person or a group of people. */
export const indicatorReported = z.object({
  kind: z.enum(INDICATOR_KINDS),
  unit: z.enum(INDICATOR_UNITS),
  area: line(64),
  period: z.object({ from: instant, to: instant }),
  value: z.number(),
  /** Sample size behind the value. */
  n: z.int().min(0),
  /** Denominator of a rate. */
  of: z.number().min(0).optional(),
  /** Service, department, dataset or mode that the number is broken down by. */
  by: line(60).optional(),
  network: z.enum(NETWORKS).optional(),
});
