import type { LngLat, Tracked } from './entities.ts';

/**
 * What a rule looks for: more than in the four like weeks before · the same again at one place · one bad end after the
 * other at one unit · a feed that has fallen silent (decisions D6). Places, areas, categories, units: never a person.
 */
export const WARNING_SIGNALS = ['SURGE', 'REPEAT', 'STREAK', 'SILENT'] as const;
export type WarningSignal = (typeof WARNING_SIGNALS)[number];

/** 生成 → 核定 → 派发 (预警提示单) → 签收 → 反馈 → 解除 | 转事项. */
export const WARNING_STATES = [
  'GENERATED',
  'CONFIRMED',
  'ISSUED',
  'SIGNED',
  'ANSWERED',
  'LIFTED',
  'CONVERTED',
] as const;
export type WarningState = (typeof WARNING_STATES)[number];

/** 高 · 中 · 低. */
export const WARNING_LEVELS = ['HIGH', 'MEDIUM', 'LOW'] as const;
export type WarningLevel = (typeof WARNING_LEVELS)[number];

/** What a finding is about. SITE is the whole county. */
export const WARNING_SUBJECTS = [
  'SITE',
  'STREET',
  'VILLAGE',
  'FACILITY',
  'CATEGORY',
  'UNIT',
  'FEED',
] as const;
export type WarningSubject = (typeof WARNING_SUBJECTS)[number];

/** What a person judged a warning to have been, when lifting it. */
export const WARNING_VERDICTS = ['USEFUL', 'FALSE'] as const;
export type WarningVerdict = (typeof WARNING_VERDICTS)[number];

/** An early warning 预警: a finding of a rule, and what people made of it. Instants are epoch ms. */
export interface WarningEntity extends Tracked {
  readonly rule: string;
  /** The rule's name as its file tells it. */
  readonly ruleName: string;
  readonly signal: WarningSignal;
  readonly level: WarningLevel;
  readonly state: WarningState;
  /** What it is about: an id of the region, a unit, a device, a category or a feed, and its name. */
  readonly about: { readonly kind: WarningSubject; readonly id: string; readonly name: string };
  /** Category or type of alarm that the finding is limited to. */
  readonly category: string | null;
  readonly area: string | null;
  readonly village: string | null;
  readonly street: string | null;
  /** Of a facility only: people live at the others. */
  readonly location: LngLat | null;
  /** Name of the unit that it is or would be sent to; null: the seats of the hall (指挥席). */
  readonly unit: string | null;
  readonly unitId: string | null;
  /** What was counted in the window; of SILENT the hours of silence when it was found. */
  readonly count: number;
  /** Of SURGE the median of the four like windows before. */
  readonly baseline: number | null;
  /** Observations that the rule had then; below its minimum it would have stayed silent. */
  readonly sample: number;
  /** Length of the window in days; of SILENT 0. */
  readonly windowDays: number;
  /** Hash of the configuration that the rule stood in. */
  readonly rulesHash: string;
  /** The latest twenty entries it rests on: which entity, and the `n` by which it was first heard. */
  readonly basis: readonly { readonly ref: string; readonly n: number }[];
  /** The finding still stands. */
  readonly holds: boolean;
  readonly generatedAt: number;
  readonly confirmedAt: number | null;
  readonly issuedAt: number | null;
  readonly issuedBy: string | null;
  readonly signedAt: number | null;
  readonly answeredAt: number | null;
  /** Lifted, or made an item. */
  readonly endedAt: number | null;
  readonly signDueAt: number | null;
  readonly answerDueAt: number | null;
  /** A day of the clock that runs, or ran last, lies past the coverage of the calendar (节假日未公布，暂按周末推算). */
  readonly provisional: boolean;
  /** The clock that has run out, while what it waits for has not come. */
  readonly late: 'SIGN' | 'ANSWER' | null;
  /** What the unit answered, in its own words. */
  readonly answer: string | null;
  readonly verdict: WarningVerdict | null;
  /** `n` of the last command that moved it; null while nobody has. */
  readonly movedBy: number | null;
  /** The item that was made of it. */
  readonly item: string | null;
}

/** 已发 → 已读 → 已办. */
export const INSTRUCTION_STATES = ['SENT', 'READ', 'DONE'] as const;
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

/** An instruction to the front line 指令, with its receipts. Instants are epoch ms. */
export interface InstructionEntity extends Tracked {
  /** `kind:id` of what it is about. */
  readonly about: string;
  readonly area: string | null;
  readonly village: string | null;
  readonly street: string | null;
  /** Name of the unit or team it goes to. */
  readonly unit: string;
  readonly unitId: string | null;
  readonly text: string;
  readonly state: InstructionState;
  readonly sentAt: number;
  readonly sentBy: string;
  readonly readAt: number | null;
  readonly doneAt: number | null;
  readonly readDueAt: number | null;
  readonly doneDueAt: number | null;
  /** As of a warning. */
  readonly provisional: boolean;
  /** The receipt that should have come by now. */
  readonly late: 'READ' | 'DONE' | null;
  /** `n` of the last command that moved it. */
  readonly movedBy: number;
  /** What was said when it was done. */
  readonly note: string | null;
}

/** What an item is called that is made of a warning: the rule, and what it was found in. */
export function warningTitle({ ruleName, about }: Pick<WarningEntity, 'ruleName' | 'about'>): string {
  return `${ruleName}：${about.name}`;
}

type Steps<State> = Readonly<Record<string, { readonly from: readonly State[]; readonly to: State }>>;

/** What each command makes of a warning, and in which states it may come. */
export const WARNING_STEPS = {
  'operation.warning_confirmed': { from: ['GENERATED'], to: 'CONFIRMED' },
  'operation.warning_issued': { from: ['CONFIRMED'], to: 'ISSUED' },
  'operation.warning_signed': { from: ['ISSUED'], to: 'SIGNED' },
  'operation.warning_answered': { from: ['SIGNED'], to: 'ANSWERED' },
  'operation.warning_lifted': {
    from: ['GENERATED', 'CONFIRMED', 'ISSUED', 'SIGNED', 'ANSWERED'],
    to: 'LIFTED',
  },
  'operation.linked': { from: ['CONFIRMED', 'ISSUED', 'SIGNED', 'ANSWERED'], to: 'CONVERTED' },
} as const satisfies Steps<WarningState>;

/** What each command makes of an instruction. */
export const INSTRUCTION_STEPS = {
  'operation.instruction_read': { from: ['SENT'], to: 'READ' },
  'operation.instruction_done': { from: ['READ'], to: 'DONE' },
} as const satisfies Steps<InstructionState>;

const STEPS_OF: Readonly<Record<string, Steps<string>>> = {
  warning: WARNING_STEPS,
  instruction: INSTRUCTION_STEPS,
};

/** States of an entity of that kind in which a command may come; null when it may come in any. */
export function statesBefore(kind: string, type: string): readonly string[] | null {
  return STEPS_OF[kind]?.[type]?.from ?? null;
}
