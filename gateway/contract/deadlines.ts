import { z } from 'zod';
import { calendarDay } from './calendar.ts';
import { RESOLUTION_TRACKS } from './life.ts';
import { BASIS_KINDS, type BasisKind, CASE_KINDS, CHANNELS, URGENCIES } from './vocabulary.ts';

/** What an amount of a limit counts: clock hours day and night · office hours · working days · calendar days. */
export const LIMIT_UNITS = ['hour', 'workhour', 'workday', 'day'] as const;
export type LimitUnit = (typeof LIMIT_UNITS)[number];

/**
 * What a limit is for. RESOLVE is the unit's substantive clock, from which `dueAt` comes; REWORK starts it again, short.
 * The others are the clocks of single steps: INTAKE, JOINT_REVIEW, REVIEW and CALLBACK the centre's procedural ones,
 * SIGN, ARRIVE and FULFILMENT the unit's, LEGAL_TRACK the one of the body before which it is (仲裁·复议…): it runs while
 * the item's own stands. SUPPORT is for supporting units.
 */
export const CLOCKS = [
  'RESOLVE',
  'REWORK',
  'INTAKE',
  'JOINT_REVIEW',
  'SIGN',
  'ARRIVE',
  'REVIEW',
  'CALLBACK',
  'FULFILMENT',
  'LEGAL_TRACK',
  'SUPPORT',
] as const;
export type ClockName = (typeof CLOCKS)[number];

/** States in which a clock may stand still. */
export const PAUSING_STATES = ['SUSPENDED', 'LEGAL_TRACK', 'JOINT_REVIEW', 'FULFILMENT'] as const;
export type PausingState = (typeof PAUSING_STATES)[number];

const words = (max: number) => z.string().trim().min(1).max(max);

/**
 * Where a limit comes from (decisions D7). The wall writes 法定 only for a statute that somebody has confirmed,
 * so an unconfirmed one is refused.
 */
export const limitBasis = z
  .strictObject({
    kind: z.enum(BASIS_KINDS),
    text: words(120),
    source: words(200).nullable().default(null),
    /** Post that checked the text against its source; never a person's name. */
    confirmedBy: words(40).nullable().default(null),
    confirmedOn: calendarDay.nullable().default(null),
  })
  .refine(
    ({ kind, source, confirmedBy, confirmedOn }) =>
      kind !== 'STATUTE' || (source !== null && confirmedBy !== null && confirmedOn !== null),
    'a STATUTE needs source, confirmedBy and confirmedOn; until then call it REGULATION, INTERNAL or EXAMPLE',
  );

const extensionRule = z.strictObject({
  /** How often it may be extended. */
  times: z.int().min(1).max(5),
  /** Post that approves, for the case card. */
  approver: words(40),
  /** Longest single extension, in the limit's unit. */
  atMost: z.number().positive().max(3_650),
});

/**
 * One time limit. Of the limits of a clock the first that fits an item counts, so exceptions stand above the general.
 * `amount` of `day` and `workday` is whole; hours are rounded to whole minutes.
 */
export const limit = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40'),
    clock: z.enum(CLOCKS),
    /** All that are given must fit; nothing given fits every item. */
    when: z
      .strictObject({
        kinds: z.array(z.enum(CASE_KINDS)).min(1),
        categories: z.array(words(60)).min(1),
        /** `NONE`: the item carries no urgency. */
        urgencies: z.array(z.enum([...URGENCIES, 'NONE'])).min(1),
        /** Ids of units that hold the item. */
        units: z.array(words(80)).min(1),
        /** Ways on which it is resolved. */
        tracks: z.array(z.enum(RESOLUTION_TRACKS)).min(1),
        channels: z.array(z.enum(CHANNELS)).min(1),
      })
      .partial()
      .default({}),
    amount: z.number().positive().max(3_650),
    unit: z.enum(LIMIT_UNITS),
    /**
     * Where a RESOLVE clock starts: at the reception, at the (last) dispatch, or when the unit signed.
     * The clocks of single steps start with their step, whatever stands here.
     */
    from: z.enum(['RECEIVED', 'DISPATCHED', 'ACCEPTED']).default('RECEIVED'),
    /** Whether the day on which it starts counts as the first (当日) or not (the rule). Of no meaning for hours. */
    firstDay: z.enum(['EXCLUDED', 'INCLUDED']).default('EXCLUDED'),
    pauses: z.array(z.enum(PAUSING_STATES)).default([]),
    /** Null: may not be extended. */
    extension: extensionRule.nullable().default(null),
    basis: limitBasis,
  })
  .refine(({ amount, unit }) => unit === 'hour' || unit === 'workhour' || Number.isInteger(amount), {
    error: 'a whole number of days',
    path: ['amount'],
  });
export type Limit = z.infer<typeof limit>;

/** `config/rules/deadlines.json`. */
export const deadlineRules = z.strictObject({
  /** A limit of one working day or more is due soon this many hours before it ends (decisions D7). */
  warnHours: z.number().min(0).max(240),
  /**
   * How far a seat may extend what a source has set where none of the limits fits the item; elsewhere the limit says so. Left
   * out: as far as it likes, with the post that approves. What is shipped is our proposal.
   */
  sourceExtension: extensionRule.extend({ unit: z.enum(LIMIT_UNITS) }).optional(),
  limits: z
    .array(limit)
    .max(500)
    .superRefine((limits, context) => {
      for (const [index, { id }] of limits.entries()) {
        const first = limits.findIndex((other) => other.id === id);
        if (first === index) continue;
        context.addIssue({
          code: 'custom',
          message: `"${id}" is already the id of limit ${first}`,
          path: [index, 'id'],
        });
      }
    }),
});
export type DeadlineRules = z.infer<typeof deadlineRules>;

/** A granted extension (`case.extended`), added to the limit. */
export const extension = z.object({
  amount: z.number().positive().max(3_650),
  unit: z.enum(LIMIT_UNITS),
});
export type Extension = z.infer<typeof extension>;

/** How far an item's deadline may be extended, and how often it was since it began to run. */
export interface Allowance extends Pick<Limit, 'id' | 'unit' | 'extension'> {
  readonly used: number;
  /** The source has set the deadline, so that the limit bounds only what a seat gives on top of it. */
  readonly beside: boolean;
}

/** Who set a deadline: the source (来源期限, it wins) or a rule. */
export const DUE_SOURCES = ['SOURCE', 'RULE'] as const;
export type DueSource = (typeof DUE_SOURCES)[number];

/** Why a day of a count was skipped. */
export type SkipReason = 'START' | 'WEEKEND' | 'HOLIDAY' | 'PAUSED';

/** One day of a count, or on the way to a source's own deadline; `YYYY-MM-DD` of the site. */
export interface CountedDay {
  readonly date: string;
  /** 1, 2, 3 … for a day that counts; null for a skipped one, and where the source counts. */
  readonly count: number | null;
  /** Null for a day that counts, or that the site works on where the source counts. */
  readonly skipped: SkipReason | null;
  /** Name of the holiday or of the make-up day. */
  readonly name: string | null;
  /** The year's notice was not known: reckoned by weekends and fixed holidays. */
  readonly provisional: boolean;
}

/** A stretch in which the clock stood still; `to` is null while it lasts. Epoch ms. */
export interface PauseSpan {
  readonly from: number;
  readonly to: number | null;
  readonly state: PausingState;
  readonly reason: string | null;
  /** Post that approved it, where the source or a seat names one. */
  readonly approver?: string;
}

/** How a deadline came about, for `GET /v1/cases/:id`. Instants are epoch ms. */
export interface DeadlineExplanation {
  readonly source: DueSource;
  readonly dueAt: number;
  readonly originalDueAt: number | null;
  readonly provisional: boolean;
  readonly basis: { readonly kind: BasisKind; readonly text: string; readonly source?: string | null } | null;
  /** The rule; null for a source's own deadline. */
  readonly limit:
    | (Pick<Limit, 'id' | 'clock' | 'amount' | 'unit' | 'firstDay' | 'extension'> & {
        readonly pauses: readonly PausingState[];
      })
    | null;
  readonly startAt: number | null;
  /**
   * Days of the count in order, at most 400; empty where hours of the clock count. Of a source's own deadline the days up to
   * it, without numbers; empty where it ends on the day it begins.
   */
  readonly days: readonly CountedDay[];
  readonly pauses: readonly PauseSpan[];
  readonly extensions: readonly (Extension & {
    readonly at: number;
    readonly reason: string | null;
    /** As of a pause. */
    readonly approver?: string;
  })[];
}

/**
 * Clocks that something can be late by: those of the limits (`RESOLVE` for an item's own deadline, else its present step;
 * `SIGN` and `SUPPORT` of a supporting unit too), a `LETTER` that waits for its answer, the `ANSWER` to a warning, and the
 * receipts `READ` and `DONE` of an instruction. `ASSESS` is the next review of a risk level 研判. An alarm is to be
 * acknowledged (`ACKNOWLEDGE`); once it is, the acknowledgement lapses (`LAPSE`) and it asks for attention again.
 */
export const FALLING_CLOCKS = [
  ...CLOCKS,
  'LETTER',
  'ANSWER',
  'READ',
  'DONE',
  'ASSESS',
  'ACKNOWLEDGE',
  'LAPSE',
] as const;
export type FallingClock = (typeof FALLING_CLOCKS)[number];

/**
 * One deadline that other rules or another calendar have moved, that of a step as well as the item's own. Epoch ms; null:
 * there was or is none. What was answered before is not judged anew, so it is not among them.
 */
export interface MovedDeadline {
  readonly kind: 'case' | 'warning' | 'instruction';
  readonly id: string;
  readonly clock: FallingClock;
  /** The unit that is waited for, where it is not the item's holder. */
  readonly unit?: string;
  readonly from: number | null;
  readonly to: number | null;
}

/** What one `system.configured` did to the deadlines of open items. */
export interface DeadlineMoves {
  readonly n: number;
  readonly at: number;
  /** Hash of the configuration that came into force. */
  readonly hash: string;
  readonly total: number;
  /** The first 500 by kind, id and clock. */
  readonly moved: readonly MovedDeadline[];
}

/** What the forward view tells of. */
export const FALLING_KINDS = ['case', 'warning', 'instruction', 'alarm'] as const;

/** What will be late at a future instant, if nobody acts until then. */
export interface FallingDue {
  readonly kind: (typeof FALLING_KINDS)[number];
  readonly id: string;
  readonly clock: FallingClock;
  /** The unit that is waited for: a supporting one, or to which the letter, warning or instruction went. */
  readonly unit?: string;
  /** Epoch ms. */
  readonly dueAt: number;
  /** Id of the limit, or the key of the clock in `warnings.json` or `alarms.json`; null for a date that somebody set. */
  readonly limit: string | null;
  /** A day of the count lies past the coverage of the calendar (节假日未公布，暂按周末推算). */
  readonly provisional: boolean;
  /** It is late already. */
  readonly overdue: boolean;
}
