import { z } from 'zod';
import type { CaseDecision, CaseLetter, CaseRequest } from './decisions.ts';
import type { EventType } from './event-types.ts';
import type { LateStep, StageClock, Support } from './life-clocks.ts';
import {
  CASE_KINDS,
  CASE_STATES,
  type CaseState,
  HANDLING_LEVELS,
  type HandlingLevel,
  STAGE_OF,
  VIDEO_TYPES,
} from './vocabulary.ts';

/** Marks of an item that are no states: 督办 加急 领导批示 历史遗留 置顶 重复 专班 跨层级. */
export const CASE_TAGS = [
  'SUPERVISED',
  'URGENT',
  'INSTRUCTED',
  'LEGACY',
  'PINNED',
  'REPEAT',
  'TASKFORCE',
  'CROSS_LEVEL',
] as const;
export type CaseTag = (typeof CASE_TAGS)[number];

/** Way on which an item is resolved: 人民·行政·司法·行业调解, 协商和解, 仲裁, 裁决, 复议, 诉讼. */
export const RESOLUTION_TRACKS = [
  'PEOPLE_MEDIATION',
  'ADMIN_MEDIATION',
  'JUDICIAL_MEDIATION',
  'INDUSTRY_MEDIATION',
  'SETTLEMENT',
  'ARBITRATION',
  'ADMIN_ADJUDICATION',
  'ADMIN_REVIEW',
  'LITIGATION',
] as const;
export type ResolutionTrack = (typeof RESOLUTION_TRACKS)[number];

/** Why a unit hands an item back 退回. */
export const RETURN_REASONS = ['NOT_MY_DUTY', 'WRONG_AREA', 'INSUFFICIENT_INFO', 'DUPLICATE'] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

/** Result of a check (倒灌核查) or a call-back. */
export const PASSES = ['PASSED', 'FAILED'] as const;
export type Pass = (typeof PASSES)[number];

/**
 * Why an item may close without a call-back; `unreachable` (tried, and nobody was reached) and `imported` (a record of
 * another system) are counted apart.
 */
export const CALLBACK_WAIVERS = ['anonymous', 'device', 'unreachable', 'imported'] as const;
export type CallbackWaiver = (typeof CALLBACK_WAIVERS)[number];

/**
 * How an item stands with its call-back. WAIVED: nobody is to be called · UNREACHABLE: tried, nobody was reached ·
 * IMPORTED: another system's record.
 */
export type CallbackStanding = Pass | 'WAIVED' | 'UNREACHABLE' | 'IMPORTED';

/** Steps of a supporting unit 协办; a department that is whistled for (吹哨) is called, reads, reports for duty, is released. */
export const SUPPORT_STEPS = ['CALLED', 'READ', 'SIGNED', 'REPORTED', 'FEDBACK', 'RELEASED'] as const;
export type SupportStep = (typeof SUPPORT_STEPS)[number];

/** Rungs of the supervision ladder, lowest first; their words are configuration. */
export const LADDER_STEPS = [
  'REMIND',
  'REMIND_LETTER',
  'SUPERVISE_LETTER',
  'ORDER',
  'ACCOUNTABILITY',
] as const;
export type LadderStep = (typeof LADDER_STEPS)[number];

/**
 * What is wrong about a merge 并案 that was told: into the item itself, in a circle, into one that is not known (or that is
 * an exercise while this one is not), or into one that was over by then.
 */
export const MERGE_PROBLEMS = [
  'merged_into_itself',
  'merged_in_circle',
  'merge_target_unknown',
  'merge_target_over',
] as const;
export type MergeProblem = (typeof MERGE_PROBLEMS)[number];

/** What is wrong about a step that was told all the same. */
export const IRREGULARITIES = [
  'illegal_transition',
  'no_callback',
  'no_check',
  'check_failed',
  'late_sign',
  'late_return',
  'too_many_returns',
  'not_extendable',
  'too_many_extensions',
  'extension_too_long',
  'late_extension',
  'wrong_approver',
  'no_approval',
  ...MERGE_PROBLEMS,
  'against_time',
  'unpaid',
] as const;
export type IrregularityProblem = (typeof IRREGULARITIES)[number];

/**
 * A step against the rules: kept and applied as the source told it, and shown. Only a merge after which the matter would go
 * on nowhere moves nothing: the item stays as it was, or the matter would be in no count.
 */
export interface Irregularity {
  readonly problem: IrregularityProblem;
  readonly type: EventType;
  readonly from: CaseState | null;
  readonly to: CaseState | null;
  /** Epoch ms. */
  readonly at: number;
}

/** Whether the duty catalogue names who is responsible. */
export type CatalogueState = 'MATCHED' | 'UNMATCHED' | 'DISPUTED';

/** Who answers for a matter by the duty catalogue: name of the department, level of handling, whether grid workers may be sent. */
export interface CatalogueDuty {
  readonly department: string;
  readonly territory: HandlingLevel;
  readonly gridMay: boolean;
}

/** An item that goes on under this one, and since when (epoch ms). */
export interface Joined {
  readonly id: string;
  readonly at: number;
}

/** What an item's life has come to; everything follows from what was told, in the item's own sequence. */
export interface CaseLife {
  readonly stage: StageClock | null;
  readonly holderSince: number;
  /** Name of the first-contact unit 首问. */
  readonly firstUnit: string | null;
  readonly supports: readonly Support[];
  readonly returns: number;
  /** 退回: a unit handed it back, and none has signed since. */
  readonly handedBack: boolean;
  readonly reworks: number;
  readonly reopenings: number;
  /** Spans in which it was over, also by 并案 or 作废, the last eight; `to` null while it is. Left out where it never was. */
  readonly over?: readonly { readonly from: number; readonly to: number | null }[];
  readonly extensions: number;
  /** Changes of the handling level: 提级 and 下沉. */
  readonly raised: number;
  readonly lowered: number;
  readonly tags: readonly CaseTag[];
  /**
   * 倒灌核查: told, else PASSED from the feedback on and FAILED once before the end the like is reported again, an alarm of the
   * item is raised, or a true video lead shows the same matter at its place.
   */
  readonly check: Pass | null;
  /** Since the last reopening or rework; null also while no call-back told its result. */
  readonly callback: CallbackStanding | null;
  readonly track: ResolutionTrack | null;
  /** Rating 1 to 5. */
  readonly score: number | null;
  /** Subject of the item that this one goes on under. */
  readonly into: string | null;
  /** What is wrong about the merge that was the last word on its state; null for none. */
  readonly astray: MergeProblem | null;
  /** Items that were merged into this one, the last fifty by when they were. */
  readonly joined: readonly Joined[];
  /** How many steps were against the rules, and the last five of them. */
  readonly irregular: number;
  readonly irregularities: readonly Irregularity[];
  /** Steps of the centre that were done too late, the last eight. Left out where there is none. */
  readonly lateSteps?: readonly LateStep[];
  /** Highest rung of the supervision ladder that the rules have reached. */
  readonly ladder: LadderStep | null;
  /** What the rules call that rung. */
  readonly ladderWord: string | null;
  /** 待批: what the unit asks for and nobody has decided; the last of each kind. */
  readonly requests: readonly CaseRequest[];
  /** The last decision of each kind. */
  readonly decisions: readonly CaseDecision[];
  /** Letters of the ladder that were issued, the last eight. */
  readonly letters: readonly CaseLetter[];
  /** Ids of the escalation rules that hold. */
  readonly escalations: readonly string[];
  /** What the rules call these, in their order. */
  readonly escalationWords: readonly string[];
  readonly catalogueItem: string | null;
  readonly catalogue: CatalogueState;
  /** What that row says; null without one. */
  readonly duty: CatalogueDuty | null;
  /** 网格准入之外: a village holds it, though the row says that grid workers may not be sent. */
  readonly gridBarred: boolean;
  /** The present step in the words of its source's vocabulary; null for a state that has none there. */
  readonly word: string | null;
}

/** The life of an item of which nothing was told yet; for drawing and for tests. */
export const EMPTY_LIFE: CaseLife = {
  stage: null,
  holderSince: 0,
  firstUnit: null,
  supports: [],
  returns: 0,
  handedBack: false,
  reworks: 0,
  reopenings: 0,
  extensions: 0,
  raised: 0,
  lowered: 0,
  tags: [],
  check: null,
  callback: null,
  track: null,
  score: null,
  into: null,
  astray: null,
  joined: [],
  irregular: 0,
  irregularities: [],
  ladder: null,
  ladderWord: null,
  requests: [],
  decisions: [],
  letters: [],
  escalations: [],
  escalationWords: [],
  catalogueItem: null,
  catalogue: 'UNMATCHED',
  duty: null,
  gridBarred: false,
  word: null,
};

const words = (max: number) => z.string().trim().min(1).max(max);
const state = z.enum(CASE_STATES);
const share = z.number().min(0).max(100);

/** Counts of an item at which an escalation rule or a rung holds; any one that is reached is enough. */
const thresholds = {
  returns: z.int().min(1).optional(),
  reworks: z.int().min(1).optional(),
  reopenings: z.int().min(1).optional(),
  /** Units that have held it; those that only supported do not count. */
  units: z.int().min(1).optional(),
};

const stageWords = z.strictObject({
  label: words(10),
  states: z.array(state).min(1),
  /** Only of items on one of these ways, such as 仲 of LEGAL_TRACK; others of the state belong to a stage without it. */
  tracks: z.array(z.enum(RESOLUTION_TRACKS)).min(1).optional(),
});

/** A stage vocabulary 阶段叫法: every open state of any way belongs to exactly one of its stages; a final state may. */
const vocabulary = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'lower-case letters, digits and hyphens'),
    name: words(40),
    stages: z.array(stageWords).min(2).max(10),
  })
  .refine(
    ({ stages }) => {
      const listed = stages.flatMap(({ states, tracks = [''] }) =>
        states.flatMap((each) => tracks.map((track) => `${each} ${track}`)),
      );
      return new Set(listed).size === listed.length;
    },
    { error: 'a state stands in one stage only, or in one for each of its tracks', path: ['stages'] },
  )
  .superRefine(({ stages }, context) => {
    const listed = stages.flatMap(({ states, tracks }) => (tracks === undefined ? states : []));
    const missing = CASE_STATES.filter((each) => STAGE_OF[each] !== null && !listed.includes(each));
    if (missing.length === 0) return;
    context.addIssue({
      code: 'custom',
      message: `every open state belongs to a stage without tracks; missing ${missing.join(', ')}`,
      path: ['stages'],
    });
  });

const ladderRung = z.strictObject({
  step: z.enum(LADDER_STEPS),
  label: words(20),
  /** Reached when this share of the limit is used up; 1 is the deadline, 2 as much again. Left out: never by time. */
  usedShare: share.optional(),
  ...thresholds,
});

/** `config/rules/life.json`: what an item may do, and what follows when it does not. */
export const lifeRules = z
  .strictObject({
    /** From each state to where; staying is always allowed. A state that is left out allows nothing. */
    transitions: z.partialRecord(state, z.array(state)),
    returnsAtMost: z.int().min(0).max(20),
    /**
     * How far apart two reports of a facility, a hazard or an alarm may be, metres, to be about one place (倒灌核查, repeats,
     * recurrences); other items are compared by village. The default is our proposal: what two phones tell of one thing.
     */
    samePlaceMetres: z.int().min(1).max(100).default(50),
    /**
     * Categories of items that a video lead of each type is about: one that a person found true at the place of such an item
     * is the same matter seen again (倒灌核查). Of an item that was made of a lead, or that one was joined to, leads of the
     * same type are so without this. Only items that stand at a point are compared (`samePlaceMetres`).
     */
    leadMatters: z.partialRecord(z.enum(VIDEO_TYPES), z.array(words(60)).min(1)).default({}),
    /**
     * Sources (`source` of their events) that tell the records of another system: these close with `imported` also where
     * this centre has acted on the item. Of others a record does so only if nobody here has.
     */
    importsFrom: z.array(words(200)).default([]),
    ladder: z.array(ladderRung).max(LADDER_STEPS.length),
    escalations: z.array(
      z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,40}$/), label: words(40), ...thresholds }),
    ),
    /** Which of the vocabularies the wall uses. */
    vocabulary: z.string(),
    /** Sources whose people speak otherwise: the `source` of their events, and which vocabulary they use. */
    vocabularyOf: z.record(z.string(), z.string()).default({}),
    vocabularies: z
      .array(vocabulary)
      .refine(
        (list) => new Set(list.map(({ id }) => id)).size === list.length,
        'two vocabularies have one id',
      ),
  })
  .refine(({ vocabulary: used, vocabularies }) => used === '' || vocabularies.some(({ id }) => id === used), {
    error: 'the id of one of the vocabularies',
    path: ['vocabulary'],
  })
  .superRefine(({ vocabularyOf, vocabularies }, context) => {
    for (const [source, id] of Object.entries(vocabularyOf)) {
      if (vocabularies.some((each) => each.id === id)) continue;
      context.addIssue({
        code: 'custom',
        message: 'the id of one of the vocabularies',
        path: ['vocabularyOf', source],
      });
    }
  });
export type LifeRules = z.infer<typeof lifeRules>;

/** Rules before any were told: nothing is against them. */
export const NEUTRAL_LIFE: LifeRules = {
  transitions: Object.fromEntries(CASE_STATES.map((from) => [from, [...CASE_STATES]])),
  returnsAtMost: 20,
  samePlaceMetres: 50,
  leadMatters: {},
  importsFrom: [],
  ladder: [],
  escalations: [],
  vocabulary: '',
  vocabularyOf: {},
  vocabularies: [],
};

/** One row of the duty catalogue 确权清单: which items, where handled, by whom, by what rule. */
export const catalogueItem = z.strictObject({
  id: words(40),
  name: words(80),
  kind: z.enum(CASE_KINDS),
  /** Categories that it covers; `*` covers what no other row of the kind does. */
  categories: z.array(words(60)).min(1),
  territory: z.enum(HANDLING_LEVELS),
  /** Unit id or name of the responsible department. */
  department: words(80),
  rule: words(200),
  /** 网格事项准入: grid workers may be sent. */
  gridMay: z.boolean(),
});
export type CatalogueItem = z.infer<typeof catalogueItem>;

/** `config/rules/catalogue.json`. */
export const catalogueRules = z
  .strictObject({ items: z.array(catalogueItem).max(5_000) })
  .superRefine(({ items }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of items.entries()) {
      if (seen.has(id))
        context.addIssue({ code: 'custom', message: `"${id}" stands twice`, path: ['items', index, 'id'] });
      seen.add(id);
    }
  });
export type CatalogueRules = z.infer<typeof catalogueRules>;
