import { z } from 'zod';
import { LIMIT_UNITS, limitBasis } from './deadlines.ts';
import { PRODUCER_FEEDS } from './feeds.ts';
import { CASE_KINDS, type CaseKind } from './vocabulary.ts';
import { WARNING_LEVELS } from './warnings.ts';

const words = (max: number) => z.string().trim().min(1).max(max);

/** No rule speaks on fewer observations than this (decisions D6). */
export const LEAST_OBSERVATIONS = 20;

/** Kinds of item that happen where people live: of these only the village may be looked at, never the spot (decisions D10). */
export const LIVED_AT: readonly CaseKind[] = ['DISPUTE', 'APPEAL', 'CITY_EVENT'];

const common = {
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens, at most 40'),
  name: words(24),
  level: z.enum(WARNING_LEVELS),
  /** Observations below which the rule says nothing. */
  minimum: z.int().min(LEAST_OBSERVATIONS).max(100_000).default(LEAST_OBSERVATIONS),
  /** Days for which the rule says nothing more about the same after its warning has ended. */
  quietDays: z.int().min(1).max(365),
  basis: limitBasis,
};

const kinds = z.array(z.enum(CASE_KINDS)).min(1);
const windowDays = z.int().min(1).max(90);
const times = z.int().min(2).max(1_000);

const surge = z.strictObject({
  ...common,
  signal: z.literal('SURGE'),
  /** ALARMS are told apart by type besides. */
  of: z.enum(['ITEMS', 'ALARMS']),
  by: z.enum(['SITE', 'STREET', 'VILLAGE', 'CATEGORY']),
  /** Of items only; left out, all kinds. */
  kinds: kinds.optional(),
  /** Compared with the windows 7, 14, 21 and 28 days before, so at most a week. */
  windowDays: windowDays.max(7),
  /** Times the median of the four. */
  ratio: z.number().min(1.1).max(100),
  /** Fewer in the window are no surge, whatever the ratio. */
  least: times,
});

const repeat = z
  .strictObject({
    ...common,
    signal: z.literal('REPEAT'),
    /** FACILITY: one device, or the same category at one spot. VILLAGE: the same category in one village. */
    at: z.enum(['FACILITY', 'VILLAGE']),
    /** Kinds of item that are looked at; none for alarms alone. */
    kinds: z.array(z.enum(CASE_KINDS)),
    alarms: z.boolean().default(false),
    windowDays,
    times,
  })
  .refine(({ at, kinds: looked }) => at === 'VILLAGE' || !looked.some((kind) => LIVED_AT.includes(kind)), {
    error: 'DISPUTE, APPEAL and CITY_EVENT only at VILLAGE: people live at the spot',
    path: ['kinds'],
  });

const streak = z.strictObject({
  ...common,
  signal: z.literal('STREAK'),
  /** Items of the unit one after the other: ended or standing overdue · handed back · reworked or reopened. */
  of: z.enum(['OVERDUE', 'RETURNED', 'REOPENED']),
  windowDays,
  times,
});

const silent = z.strictObject({
  ...common,
  signal: z.literal('SILENT'),
  feeds: z.array(z.enum(PRODUCER_FEEDS)).min(1),
  /** Minutes for which the feed must have been 断流. */
  afterMinutes: z.number().min(0).max(10_080),
});

/** One rule of `config/rules/warnings.json`. */
export const warningRule = z.discriminatedUnion('signal', [surge, repeat, streak, silent]);
export type WarningRule = z.infer<typeof warningRule>;
/** Rules of one signal. */
export type RuleOf<Signal extends WarningRule['signal']> = Extract<WarningRule, { signal: Signal }>;

const span = z.strictObject({ amount: z.number().positive().max(3_650), unit: z.enum(LIMIT_UNITS) });
/** A stretch of a clock, in units of the time limits. */
export type ClockSpan = z.infer<typeof span>;

const clocks = z.strictObject({ sign: span, answer: span });

/** `config/rules/warnings.json`: clocks of slips and instructions, and the rules that find. */
export const warningRules = z
  .strictObject({
    /** From the issuing to the signature, from the signature to the answer, by level. */
    clocks: z.strictObject({ HIGH: clocks, MEDIUM: clocks, LOW: clocks }),
    /** From the sending to 已读, from there to 已办. */
    instructions: z.strictObject({ read: span, done: span }),
    /** Days for which an ended warning, or an instruction that is done, stays on the wall and in the counts of its rule. */
    keptDays: z.int().min(1).max(365),
    /** Days after which a finding that nobody took up and that no longer stands leaves. */
    lapseDays: z.int().min(1).max(90),
    rules: z
      .array(warningRule)
      .max(100)
      .superRefine((rules, context) => {
        for (const [index, { id }] of rules.entries()) {
          if (rules.findIndex((rule) => rule.id === id) !== index)
            context.addIssue({ code: 'custom', message: `${id} stands here twice`, path: [index, 'id'] });
        }
      }),
  })
  .superRefine(({ keptDays, rules }, context) => {
    for (const [index, { quietDays }] of rules.entries()) {
      if (quietDays > keptDays)
        context.addIssue({
          code: 'custom',
          message: `at most keptDays (${keptDays}): what has left the wall is forgotten`,
          path: ['rules', index, 'quietDays'],
        });
    }
  });
export type WarningRules = z.infer<typeof warningRules>;

const HOUR = { amount: 1, unit: 'hour' } as const;
const CLOCKS = { sign: HOUR, answer: HOUR };

/** Before any were told: nothing is found. */
export const NEUTRAL_WARNINGS: WarningRules = {
  clocks: { HIGH: CLOCKS, MEDIUM: CLOCKS, LOW: CLOCKS },
  instructions: { read: HOUR, done: HOUR },
  keptDays: 30,
  lapseDays: 3,
  rules: [],
};
