import { REQUEST_KINDS } from './decisions.ts';
import type { KpiDefinition } from './kpi.ts';
import { LADDER_STEPS } from './life.ts';
import { CHANNEL_WORDS } from './measure-families.ts';
import type { Words } from './measures.ts';
import { CHANNELS, HANDLING_LEVELS, type HandlingLevel, STAGES, type Stage } from './vocabulary.ts';

/** Stands for items of which nobody has told the channel or the level of handling. */
export const UNTOLD = 'NONE' as const;

/** Levels of handling as the numbers tell them apart. */
export const LEVEL_CELLS = [...HANDLING_LEVELS, UNTOLD] as const;

const LEVEL_WORDS: Readonly<Record<HandlingLevel | typeof UNTOLD, Words>> = {
  VILLAGE: { zh: '首调', en: 'village' },
  TOWNSHIP: { zh: '会调', en: 'township' },
  COUNTY: { zh: '联调', en: 'county' },
  NONE: { zh: '未定层级', en: 'level not told' },
};

const STAGE_WORDS: Readonly<Record<Stage, Words>> = {
  INTAKE: { zh: '受理', en: 'intake' },
  DISPATCH: { zh: '分流', en: 'dispatch' },
  HANDLING: { zh: '处置', en: 'handling' },
  FEEDBACK: { zh: '反馈', en: 'feedback' },
  CALLBACK: { zh: '回访', en: 'call-back' },
};

const NO_CHANNEL: Words = { zh: '未注明来源', en: 'channel not told' };

const byChannel = ([...CHANNELS, UNTOLD] as const).flatMap((channel): KpiDefinition[] => {
  const { zh, en } = channel === UNTOLD ? NO_CHANNEL : CHANNEL_WORDS[channel];
  return [
    { id: `case.channel.${channel}`, zh: `在办 ${zh}`, counts: `open items by channel: ${en}` },
    {
      id: `case.APPEALS.channel.${channel}`,
      zh: `群众诉求在办 ${zh}`,
      counts: `open appeals by channel: ${en}`,
    },
  ];
});

const byLevel = LEVEL_CELLS.flatMap((level): KpiDefinition[] => {
  const { zh, en } = LEVEL_WORDS[level];
  const id = `case.DISPUTES.level.${level}`;
  return [
    { id, zh: `矛盾纠纷 ${zh}`, counts: `open disputes by level of handling: ${en}` },
    { id: `${id}.overdue`, zh: `矛盾纠纷 ${zh} 超期`, counts: `of these past dueAt: ${en}` },
    ...STAGES.map((stage) => ({
      id: `${id}.stage.${stage}`,
      zh: `矛盾纠纷 ${zh}·${STAGE_WORDS[stage].zh}`,
      counts: `open disputes, ${en}, in step ${STAGE_WORDS[stage].en}`,
    })),
  ];
});

/** Steps of the centre's procedure that were left today after their own limit; also by clock. */
export const LATE_STEPS = 'today.lateStep';

const LATE_STEP_WORDS = {
  INTAKE: '受理',
  JOINT_REVIEW: '联合研判',
  REVIEW: '复核',
  CALLBACK: '回访',
} as const;

const lateSteps = [
  {
    id: LATE_STEPS,
    zh: '今日环节超时',
    counts: 'steps of the centre’s procedure left today after their own limit, of items open or closed today',
  },
  ...Object.entries(LATE_STEP_WORDS).map(([clock, zh]) => ({
    id: `${LATE_STEPS}.${clock}`,
    zh: `今日环节超时 ${zh}`,
    counts: `of these the steps of the clock ${clock}`,
  })),
];

/** Numbers of the overview's three contents beside those by kind, state and step. */
export const CASE_KPIS: readonly KpiDefinition[] = [
  {
    id: 'case.handedBack',
    zh: '退回',
    counts: 'open items that a unit has handed back and none has signed since',
  },
  {
    id: 'case.gridBarred',
    zh: '网格准入之外',
    counts: 'open items that a village holds though the duty catalogue does not let grid workers be sent',
  },
  ...lateSteps,
  { id: 'case.awaiting', zh: '待批', counts: 'open items with a request that nobody has decided' },
  ...REQUEST_KINDS.map((kind) => ({
    id: `case.awaiting.${kind}`,
    zh: kind === 'EXTENSION' ? '待批 延期' : '待批 停表',
    counts: `open items whose unit asks for ${kind === 'EXTENSION' ? 'more time' : 'its clock to stand still'}, not decided`,
  })),
  ...LADDER_STEPS.map((step) => ({
    id: `case.letter.${step}`,
    zh: `已发 ${step}`,
    counts: `open items whose last letter of the supervision ladder is ${step}`,
  })),
  {
    id: 'case.letter.unanswered',
    zh: '督办未复',
    counts: 'open items with a letter that awaits an answer',
  },
  { id: 'case.letter.overdue', zh: '督办逾期未复', counts: 'of these past the time for the answer' },
  ...byChannel,
  ...byLevel,
];

/** Prefixes of counts with an open end, after what their sources say; `''` stands for nothing said. */
export const CASE_PREFIXES = {
  /** Open disputes and appeals by category. */
  DISPUTE_CATEGORY: 'dispute.category.',
  APPEAL_CATEGORY: 'appeal.category.',
  /** Open appeals by the name of who must act; `''`: the centre's own seats. */
  APPEAL_UNIT: 'appeal.unit.',
} as const;
