import { z } from 'zod';
import { instant } from './events/shared.ts';
import type { Reads } from './http.ts';
import { INSTRUCTION_STATES, WARNING_LEVELS, WARNING_SIGNALS, WARNING_STATES } from './warnings.ts';

const count = z.int().min(0);

/** `GET /v1/warnings`: the warnings and instructions on the wall, and how each rule has done. */
export const warningsReply = z.object({
  at: instant,
  warnings: z.array(
    z.looseObject({
      id: z.string(),
      rule: z.string(),
      ruleName: z.string(),
      state: z.enum(WARNING_STATES),
      level: z.enum(WARNING_LEVELS),
      unit: z.string().nullable(),
      count,
      sample: count,
      generatedAt: instant,
      version: count,
    }),
  ),
  instructions: z.array(
    z.looseObject({
      id: z.string(),
      about: z.string(),
      unit: z.string(),
      text: z.string(),
      state: z.enum(INSTRUCTION_STATES),
      sentAt: instant,
      version: count,
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      signal: z.enum(WARNING_SIGNALS),
      level: z.enum(WARNING_LEVELS),
      basis: z.string(),
      /** Observations in its window, and how many it needs to speak at all. */
      observations: count,
      minimum: count,
      silent: z.boolean(),
      generated: count,
      issued: count,
      signedInTime: count,
      answered: count,
      overdue: count,
      converted: count,
      useful: count,
      false: count,
    }),
  ),
});
export type WarningsReply = Reads<typeof warningsReply>;
