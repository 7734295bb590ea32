import { z } from 'zod';
import { extension } from '../deadlines.ts';
import { REPORT_STEPS, SUSPENSION_DECISIONS } from '../decisions.ts';
import { LADDER_STEPS } from '../life.ts';
import { instant, line, text } from './shared.ts';

const note = text(300).optional();
const reason = text(300).min(1);
/** Post that approves, never a person's name. */
const approver = line(40);

/** Rungs above 催办 are papers, and somebody signs them. */
const UNSIGNED = 'REMIND';

/** A rung of the supervision ladder was given to a unit: 催办, 提示函, 督办函, 交办单, 倒查 (words are configuration). */
export const operationLetterIssued = z
  .object({
    step: z.enum(LADDER_STEPS),
    /** Unit id or name. */
    to: line(80),
    reason,
    approver: approver.optional(),
    answerBy: instant.optional(),
  })
  .refine(({ step, approver: post }) => step === UNSIGNED || post !== undefined, {
    error: 'the post that approved it; only REMIND needs none',
    path: ['approver'],
  });

/** A request for more time 延期 was decided, or more time given without one. */
export const operationExtensionDecided = z
  .object({
    decision: z.enum(['GRANTED', 'REFUSED']),
    /** With GRANTED: added to the limit, or to the deadline that the source told. */
    extension: extension.optional(),
    reason,
    approver,
  })
  .refine(({ decision, extension: by }) => decision === 'REFUSED' || by !== undefined, {
    error: 'by how much, such as {"amount":10,"unit":"workday"}',
    path: ['extension'],
  });

/**
 * A request that the clock stand still 停表 was decided. Granted, it stands until ENDED, until `until`, or until the source
 * tells the item's next step.
 */
export const operationSuspensionDecided = z.object({
  decision: z.enum(SUSPENSION_DECISIONS),
  until: instant.optional(),
  reason,
  approver,
});

/** A department is whistled for 吹哨: it is to come and support. */
export const operationCalledIn = z.object({ unit: line(80), reason });

/** It has read the call, has reported for duty 报到, or may leave. */
export const operationReportedIn = z.object({
  unit: line(80),
  step: z.enum(REPORT_STEPS).default('REPORTED'),
  note,
});
