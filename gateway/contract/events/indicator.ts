import { z } from 'zod';
import { breakdownRefused, INDICATOR_RULES } from '../indicators.ts';
import { INDICATOR_KINDS, INDICATOR_UNITS, NETWORKS } from '../vocabulary.ts';
import { instant, line } from './shared.ts';

/**
 * A number that a department reports about an area and a period; never about a person or a group of people. Which unit,
 * area and breakdown go with a kind: `INDICATOR_RULES`.
 */
export const indicatorReported = z
  .object({
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
  })
  .superRefine(({ kind, unit, by, period }, context) => {
    const { units } = INDICATOR_RULES[kind];
    if (!units.includes(unit)) {
      const message = `${kind} is measured in ${units.join(' or ')}`;
      context.addIssue({ code: 'custom', message, path: ['unit'] });
    }
    if (Date.parse(period.from) >= Date.parse(period.to)) {
      const message = 'the period ends after it begins';
      context.addIssue({ code: 'custom', message, path: ['period', 'to'] });
    }
    const refused = breakdownRefused(kind, by);
    if (refused !== null) context.addIssue({ code: 'custom', message: refused, path: ['by'] });
  });
