import { ALARM_KPIS } from './kpi-alarm.ts';
import { VIDEO_KPIS } from './kpi-video.ts';
import { CASE_KINDS, CASE_STATES, LEVELS, SCREEN_KINDS, STAGES } from './vocabulary.ts';

/** How a number of the wall is counted, in words a leader can read. `perArea`: also kept for each street and village. */
export interface KpiDefinition {
  readonly id: string;
  readonly zh: string;
  readonly counts: string;
  readonly perArea?: boolean;
}

/** Buckets of risk on the wall: the four levels and NONE 部件; together they are exactly the open items (decisions D5). */
export const LEVEL_BUCKETS = [...LEVELS, 'NONE'] as const;
export type LevelBucket = (typeof LEVEL_BUCKETS)[number];

const OPEN = 'items not closed, guided away, merged or voided; exercise and test data never count';

const byLevel = LEVEL_BUCKETS.flatMap((level): KpiDefinition[] => [
  { id: `case.open.${level}`, zh: `在办 ${level}`, counts: `open items of level ${level}` },
  {
    id: `case.change.${level}`,
    zh: `较昨日 ${level}`,
    counts: `level ${level}: received today and open, less carried over and closed today; the sum over levels is received − closed`,
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

/** Every KPI the fold keeps. Families with an open end (hazard categories) are listed by their prefix in `KPI_PREFIXES`. */
export const KPI_DEFINITIONS: readonly KpiDefinition[] = [
  { id: 'today.carried', zh: '昨日结存', counts: 'items received before today and not closed before today' },
  { id: 'today.received', zh: '受理', counts: 'items received today' },
  { id: 'today.closed', zh: '办结', counts: 'items closed today' },
  { id: 'case.open', zh: '在办', counts: OPEN, perArea: true },
  { id: 'case.overdue', zh: '超期', counts: 'open items past dueAt, clock not suspended', perArea: true },
  { id: 'case.dueSoon', zh: '临期', counts: 'open items past warnAt and not past dueAt' },
  { id: 'case.suspended', zh: '停表', counts: 'open items whose clock stands still by approval' },
  {
    id: 'case.outside',
    zh: '区外',
    counts: 'open items whose coordinate lies outside the region: listed, not drawn',
  },
  ...byLevel,
  ...byState,
  ...byScreenKind,
  ...byKind,
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
  ...VIDEO_KPIS,
  { id: 'quarantined', zh: '隔离', counts: 'log entries that a reducer could not apply' },
];

/** Prefix of the count of open hazards by category: `hazard.category.<category>`. */
export const HAZARD_CATEGORY_PREFIX = 'hazard.category.';

/** Hourly counts of the last 24 hours. */
export const SERIES_IDS = ['case.received', 'case.closed', 'alarm.raised'] as const;
export type SeriesId = (typeof SERIES_IDS)[number];

/** Entity id of a KPI: its own, or `id@area` for one street or village. */
export function kpiId(id: string, area?: string): string {
  return area === undefined ? id : `${id}@${area}`;
}
