import { z } from 'zod';
import { CASE_TAGS, PASSES } from './life.ts';
import { NO_STRIKE_OFF, type Observation, strikeOffRules } from './strike-off.ts';
import {
  BASIS_KINDS,
  CASE_KINDS,
  CASE_STATES,
  HANDLING_LEVELS,
  type HandlingLevel,
  type Level,
  URGENCIES,
} from './vocabulary.ts';

/**
 * Everything that a criterion may ask about an item. They are facts of the matter and of its place (village or estate,
 * never building or door; decisions D10); no attribute of a person is among them.
 */
export const RISK_INPUTS = [
  'kinds',
  'categories',
  'urgencies',
  'tags',
  'check',
  'people',
  'owed',
  'returns',
  'reworks',
  'reopenings',
  'supports',
  'usedShare',
  'overdueHours',
  'missedReviewHours',
  'ageDays',
  'recurrences',
  'alarms',
] as const;
export type RiskInput = (typeof RISK_INPUTS)[number];

/** Levels that a criterion or a person can give. */
export const RISK_LEVELS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** 高 above 中 above 低 above 待定级. */
export const LEVEL_RANK: Readonly<Record<Level, number>> = { UNDETERMINED: 0, LOW: 1, MEDIUM: 2, HIGH: 3 };

const words = (max: number) => z.string().trim().min(1).max(max);
const count = z.int().min(1).max(100_000);

/** All that is given must hold. Counts and shares: at least so much. */
const when = z
  .strictObject({
    kinds: z.array(z.enum(CASE_KINDS)).min(1).optional(),
    categories: z.array(words(60)).min(1).optional(),
    urgencies: z.array(z.enum(URGENCIES)).min(1).optional(),
    /** One of these marks is enough. */
    tags: z.array(z.enum(CASE_TAGS)).min(1).optional(),
    /** Result of the check 倒灌核查. */
    check: z.enum(PASSES).optional(),
    /** Number of people concerned; never who. */
    people: count.optional(),
    /** 元 owed and not paid. */
    owed: z.number().positive().optional(),
    returns: count.optional(),
    reworks: count.optional(),
    reopenings: count.optional(),
    /** Supporting units. */
    supports: count.optional(),
    /** Share of the time limit that is used up; 1 is the deadline, 2 as much again. */
    usedShare: z.number().positive().max(100).optional(),
    /** Hours past its time limit without a reason given 超时未说明. */
    overdueHours: count.optional(),
    /** Hours past the time of its next review 研判. */
    missedReviewHours: count.optional(),
    /** Days since it was received. */
    ageDays: count.optional(),
    /** Items of the same kind and category in the same village within `recurrenceDays`, this one included. */
    recurrences: z.int().min(2).max(1_000).optional(),
    /** Alarms of which the last raise lies within `recurrenceDays` in the same village. */
    alarms: count.optional(),
  })
  .refine((given) => Object.keys(given).length > 0, 'at least one condition');

const criterion = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens'),
  label: words(40),
  level: z.enum(['HIGH', 'MEDIUM']),
  when,
});
export type RiskCriterion = z.infer<typeof criterion>;

const guarantee = z.strictObject({
  /** Level that answers for it 包保. */
  level: z.enum(HANDLING_LEVELS),
  /** A post, never a name. */
  post: words(40),
  /** Hours from the level's beginning, or from the last review, to the next review. */
  reviewHours: z.number().positive().max(8_760),
});

const lowering = z.strictObject({
  /** Reviews without a finding since the level began, this far apart, before it may be lowered. */
  cleanReviews: z.int().min(0).max(10),
  apartDays: z.number().min(0).max(365),
  /** One of these reviews is to be by another unit than the one that holds the item. */
  otherUnit: z.boolean().default(false),
});

/** `config/rules/risk.json`: criteria of the levels, who answers for each, reviews, lowering. */
export const riskRules = z
  .strictObject({
    /** Where the criteria come from; what is shipped is an example. */
    basis: z.strictObject({ kind: z.enum(BASIS_KINDS), text: words(120) }),
    /** Any one that holds gives its level; an item to which none applies is LOW. */
    criteria: z.array(criterion).max(100),
    /** States in which an item to which no criterion applies is not yet judged 待定级. */
    undecidedIn: z.array(z.enum(CASE_STATES)),
    recurrenceDays: z.int().min(1).max(366),
    guarantees: z.strictObject({ HIGH: guarantee, MEDIUM: guarantee, LOW: guarantee }).nullable(),
    lowering: z.strictObject({ HIGH: lowering, MEDIUM: lowering }),
    /** Longest time that a level set by hand against the criteria may stand. */
    overrideDaysAtMost: z.number().positive().max(366),
    /** When closed items leave the list of risks 销号; a log from before it was told observes none. */
    strikeOff: strikeOffRules.default(NO_STRIKE_OFF),
  })
  .refine(({ criteria }) => new Set(criteria.map(({ id }) => id)).size === criteria.length, {
    error: 'two criteria have one id',
    path: ['criteria'],
  });
export type RiskRules = z.infer<typeof riskRules>;

/** Rules before any were told: no criterion, nothing is judged. */
export const NEUTRAL_RISK: RiskRules = {
  basis: { kind: 'EXAMPLE', text: '示例' },
  criteria: [],
  undecidedIn: [...CASE_STATES],
  recurrenceDays: 90,
  guarantees: null,
  lowering: {
    HIGH: { cleanReviews: 0, apartDays: 0, otherUnit: false },
    MEDIUM: { cleanReviews: 0, apartDays: 0, otherUnit: false },
  },
  overrideDaysAtMost: 366,
  strikeOff: NO_STRIKE_OFF,
};

/** A criterion that held, with what the item had to show for each of its conditions. */
export interface RiskHit {
  readonly id: string;
  readonly label: string;
  readonly level: RiskLevel;
  readonly inputs: Readonly<Partial<Record<RiskInput, string | number>>>;
  /** What the criterion asks for at least, of the inputs that are counted or measured. */
  readonly asked: Readonly<Partial<Record<RiskInput, number>>>;
}

/** What gave a level. NONE: no criterion held. */
export const RISK_CAUSES = [
  'NONE',
  'RULES',
  'SOURCE',
  'RAISED',
  'LOWERED',
  'OVERRIDDEN',
  'OVERRIDE_ENDED',
] as const;
export type RiskCause = (typeof RISK_CAUSES)[number];

/** Why an item has its level. Epoch ms. */
export interface RiskReason {
  readonly cause: RiskCause;
  readonly hits: readonly RiskHit[];
  readonly at: number;
  /** Days since the item was received, when it was judged. */
  readonly ageDays: number;
  /** Hash of the configuration that was in force. */
  readonly version: string | null;
  readonly reason: string | null;
  /** Seats: who proposed or did it, and who approved. */
  readonly by: string | null;
  readonly approver: string | null;
}

/** One change of an item's level. */
export interface LevelChange extends RiskReason {
  readonly from: Level;
  readonly to: Level;
}

/** Risk of an item that carries a level. Epoch ms. */
export interface CaseRisk {
  /** When the present level began. */
  readonly since: number;
  readonly why: RiskReason;
  /** As the source told it last. */
  readonly told: Level | null;
  /** What the criteria and the source ask for now; above the level in force for a moment only. */
  readonly assessed: Level;
  /** Who answers for it 包保: the post that was assigned, or (without `assignedAt`) the one that the rules propose. */
  readonly guarantee: {
    readonly level: HandlingLevel;
    readonly post: string;
    readonly reviewHours: number;
    readonly assignedAt?: number;
  } | null;
  readonly reviewDueAt: number | null;
  readonly reviewOverdue: boolean;
  readonly reviewedAt: number | null;
  /** Reviews without a finding that count for lowering. */
  readonly cleanReviews: number;
  /** 专班. */
  readonly taskforce: boolean;
  /** 策. */
  readonly measures: readonly string[];
  readonly override: { readonly level: RiskLevel; readonly until: number } | null;
  /** A lowering that waits for another seat. */
  readonly proposal: {
    readonly to: RiskLevel;
    readonly until: number | null;
    readonly reason: string;
    readonly by: string;
    readonly at: number;
  } | null;
  /** Once it is closed, where the rules observe items of its level. */
  readonly observation?: Observation;
  /** Commands about the level that the rules did not allow. */
  readonly refused: number;
  /** The last twelve changes. */
  readonly history: readonly LevelChange[];
}
