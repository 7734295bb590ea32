import { ALARM_KPIS } from './kpi-alarm.ts';
import { CASE_KPIS } from './kpi-case.ts';
import { FEED_KPIS } from './kpi-feed.ts';
import { STRIKE_OFF_KPIS } from './kpi-strike-off.ts';
import { TERMINAL_DEVICE_KPIS } from './kpi-terminal.ts';
import { VIDEO_KPIS } from './kpi-video.ts';
import { WARNING_KPIS } from './kpi-warning.ts';
import { LADDER_STEPS } from './life.ts';
import { CASE_KINDS, CASE_STATES, LEVELS, type Level, SCREEN_KINDS, STAGES } from './vocabulary.ts';

/** How a number of the wall is counted, in words a leader can read. `perArea`: also kept for each street and village, open items for each grid too. */
export interface KpiDefinition {
  readonly id: string;
  readonly zh: string;
  readonly counts: string;
  readonly perArea?: boolean;
}

/** Buckets of risk on the wall: the four levels and NONE 部件; together they are exactly the open items (decisions D5). */
export const LEVEL_BUCKETS = [...LEVELS, 'NONE'] as const;
export type LevelBucket = (typeof LEVEL_BUCKETS)[number];

/** Whether office hours run, holidays and exchanged working days included. */
export const OFFICE_OPEN = 'office.open';

/** Items of which the last word on their state is a merge with something wrong about it. */
export const ASTRAY_MERGES = 'case.mergedAstray';

/** Items that left every other number today with a step against the rules, most often the one by which they left. */
export const WITHDRAWN_IRREGULAR = 'today.withdrawnIrregular';

/** Items of which steps were told, but no reception that is still known. */
export const UNSEEN_ITEMS = 'case.unseen';

const OPEN = 'items not closed, guided away, merged or voided; exercise and test data never count';

const byLevel = LEVEL_BUCKETS.flatMap((level): KpiDefinition[] => [
  { id: `case.open.${level}`, zh: `在办 ${level}`, counts: `open items of level ${level}` },
  {
    id: `case.change.${level}`,
    zh: `较昨日 ${level}`,
    counts: `level ${level}: open now, less open and of this level when the day began: what was received, closed and changed level today; the sum over levels is received − closed`,
  },
]);

const byState = CASE_STATES.map(
  (state): KpiDefinition => ({
    id: `case.state.${state}`,
    zh: `状态 ${state}`,
    counts: `open items in state ${state}`,
  }),
);

const byScreenKind = SCREEN_KINDS.flatMap((kind): KpiDefinition[] => [
  { id: `case.${kind}.open`, zh: `${kind} 在办`, counts: `open items shown under ${kind}` },
  { id: `case.${kind}.overdue`, zh: `${kind} 超期`, counts: `open items shown under ${kind} past dueAt` },
  ...STAGES.flatMap((stage): KpiDefinition[] => [
    { id: `case.${kind}.stage.${stage}`, zh: `${kind} ${stage}`, counts: `open ${kind} in step ${stage}` },
    {
      id: `case.${kind}.stage.${stage}.overdue`,
      zh: `${kind} ${stage} 超期`,
      counts: `open ${kind} in step ${stage} past dueAt`,
    },
  ]),
]);

const byKind = CASE_KINDS.map(
  (kind): KpiDefinition => ({
    id: `case.kind.${kind}`,
    zh: `在办 ${kind}`,
    counts: `open items of kind ${kind}`,
  }),
);

const byLadder = LADDER_STEPS.map(
  (step): KpiDefinition => ({
    id: `case.ladder.${step}`,
    zh: `督办 ${step}`,
    counts: `open items that the rules have brought to rung ${step} of the supervision ladder`,
  }),
);

/** Id of the number of today's changes from one level to another. */
export function levelChangeId(from: Level, to: Level): string {
  return `today.level.${from}.${to}`;
}

const byLevelChange = LEVELS.flatMap((from) =>
  LEVELS.filter((to) => to !== from).map(
    (to): KpiDefinition => ({
      id: levelChangeId(from, to),
      zh: `今日 ${from} → ${to}`,
      counts: `changes of level today from ${from} to ${to}, of open items and of those closed since`,
    }),
  ),
);

/** Every KPI the fold keeps. Families with an open end (hazard categories) are listed by their prefix in `KPI_PREFIXES`. */
export const KPI_DEFINITIONS: readonly KpiDefinition[] = [
  {
    id: 'today.carried',
    zh: '昨日结存',
    counts: 'items received before today that are open or were closed today, with those that came back today',
  },
  {
    id: 'today.resumed',
    zh: '今日恢复',
    counts: 'of the items carried over those that were over when the day began and came back since',
  },
  {
    id: 'today.withdrawn',
    zh: '今日并案作废',
    counts:
      'items open when the day began that were joined, struck out or only guided since: in no other count',
  },
  {
    id: WITHDRAWN_IRREGULAR,
    zh: '今日移出 流程异常',
    counts:
      'items joined, struck out or only guided today, received today or before, with a step against the rules, that end included',
  },
  { id: 'today.received', zh: '受理', counts: 'items received today' },
  { id: 'today.closed', zh: '办结', counts: 'items closed today' },
  { id: 'case.open', zh: '在办', counts: OPEN, perArea: true },
  { id: 'case.overdue', zh: '超期', counts: 'open items past dueAt, clock not suspended', perArea: true },
  {
    id: 'case.undated',
    zh: '无期限',
    counts: 'open items without dueAt, clock not suspended: neither a source nor a limit gives them one',
  },
  { id: 'case.irregular', zh: '流程异常', counts: 'open items with a step against the rules' },
  {
    id: 'today.closedIrregular',
    zh: '办结 流程异常',
    counts: 'of the items closed today those with a step against the rules, the closing included',
  },
  {
    id: ASTRAY_MERGES,
    zh: '并案异常',
    counts:
      'items told to go on under themselves, in a circle, or under one that is not known: counted on as they were; and under one that was over by then',
  },
  {
    id: UNSEEN_ITEMS,
    zh: '未见受理',
    counts:
      'items of which steps were told in the last days, but no reception, or one too long ago to be known still: on no wall and in no other count',
  },
  { id: 'case.stageOverdue', zh: '环节超时', counts: 'open items whose present step is past its own limit' },
  {
    id: 'case.supportOverdue',
    zh: '协办超时',
    counts: 'open items of which a supporting unit is past its own time for signing or feedback',
  },
  { id: 'case.escalated', zh: '问题工单', counts: 'open items to which an escalation rule applies' },
  { id: 'case.unmatched', zh: '清单无对应', counts: 'open items that no row of the duty catalogue covers' },
  {
    id: 'case.disputed',
    zh: '权属争议',
    counts: 'open items handed back as nobody’s duty and not signed since',
  },
  {
    id: 'today.closedImported',
    zh: '办结 他系统记录',
    counts: 'of the items closed today the records of other systems, closed without a call-back of this one',
  },
  {
    id: 'today.closedUnreachable',
    zh: '办结 未联系上',
    counts: 'of the items closed today those whose call-back was tried and reached nobody',
  },
  {
    id: 'today.closedUnchecked',
    zh: '办结 未回访',
    counts: 'of the items closed today those closed without a call-back or a reason for none',
  },
  ...byLadder,
  {
    id: 'case.overdueReasoned',
    zh: '超期 已说明',
    counts: 'of the overdue items those whose holder has said why',
  },
  { id: 'case.dueSoon', zh: '临期', counts: 'open items past warnAt and not past dueAt' },
  {
    id: 'case.suspended',
    zh: '停表',
    counts:
      'open items whose clock stands still: suspended, or in a step that their limit does not count; by whose approval is on the item, and one without is irregular',
  },
  {
    id: 'case.outside',
    zh: '区外',
    counts: 'open items whose coordinate lies outside the region: listed, not drawn',
  },
  ...byLevel,
  ...byLevelChange,
  { id: 'case.levelled', zh: '已定级', counts: 'open items of level HIGH, MEDIUM or LOW' },
  {
    id: 'case.guaranteed',
    zh: '包保到位',
    counts: 'of the items with a level those for which a post was assigned that answers for it',
  },
  {
    id: 'case.undetermined.unassigned',
    zh: '待定级 未明确责任',
    counts: 'open items of undetermined level that no unit holds',
  },
  {
    id: 'case.reviewOverdue',
    zh: '研判逾期',
    counts: 'open items whose level was not reviewed in the time set for those who answer for it',
  },
  {
    id: 'case.loweringProposed',
    zh: '待批降级',
    counts: 'open items with a proposal to lower the level that waits for another seat',
  },
  {
    id: 'case.overridden',
    zh: '人工定级',
    counts: 'open items whose level stands against the criteria for a time',
  },
  { id: 'case.taskforce', zh: '专班', counts: 'open items with a task force' },
  ...STRIKE_OFF_KPIS,
  ...byState,
  ...byScreenKind,
  ...byKind,
  ...CASE_KPIS,
  ...ALARM_KPIS,
  { id: 'terminal.total', zh: '终端', counts: 'terminals known', perArea: true },
  { id: 'terminal.onDuty', zh: '在岗', counts: 'terminals on duty', perArea: true },
  {
    id: 'terminal.online',
    zh: '在线',
    counts: 'terminals on duty with a fix that is not stale',
    perArea: true,
  },
  { id: 'terminal.busy', zh: '出动', counts: 'terminals on duty under way to a call, or there' },
  { id: 'terminal.sos', zh: '求助', counts: 'terminals whose call for help nobody has ended, off duty too' },
  {
    id: 'terminal.rostered',
    zh: '应在岗',
    counts: 'terminals whose unit has duty by the roster',
    perArea: true,
  },
  {
    id: 'terminal.rosteredOnline',
    zh: '应在岗 在线',
    counts: 'of those, on duty with a fix that is not stale: with terminal.rostered the online share',
    perArea: true,
  },
  ...TERMINAL_DEVICE_KPIS,
  ...VIDEO_KPIS,
  ...WARNING_KPIS,
  { id: OFFICE_OPEN, zh: '工作时间', counts: '1 while office hours run by the calendar of the site, else 0' },
  ...FEED_KPIS,
  { id: 'quarantined', zh: '隔离', counts: 'log entries that a reducer could not apply' },
];

/** Prefix of the count of open hazards by category: `hazard.category.<category>`. */
export const HAZARD_CATEGORY_PREFIX = 'hazard.category.';

/** Stands for the category of hazards that nobody has categorised 未分类; no source can say it. */
export const UNCATEGORISED = '';

/**
 * Prefix of the count of items that were handed back, by row of the duty catalogue: `catalogue.returned.<id>`. A closed
 * one counts as long as it stays in the live state.
 */
export const CATALOGUE_RETURNED_PREFIX = 'catalogue.returned.';

/** Hourly counts of the last 24 hours. */
export const SERIES_IDS = [
  'case.received',
  'case.closed',
  'level.raised',
  'level.lowered',
  'level.struckOff',
] as const;
export type SeriesId = (typeof SERIES_IDS)[number];

/** Entity id of a KPI: its own, or `id@area` for one street or village. */
export function kpiId(id: string, area?: string): string {
  return area === undefined ? id : `${id}@${area}`;
}
