import {
  ALL_PERIODS,
  CENTRES,
  duration,
  type Extra,
  FIGURE_PREFIX,
  type FigureDefinition,
  figure,
  HOTLINE,
  note,
} from './figure.ts';
import { ALARM_FIGURES } from './figures-alarm.ts';
import { LOAD_FIGURES } from './figures-load.ts';
import { VIDEO_FIGURES } from './figures-video.ts';
import { BAND_NAMES, CHANNEL_NAMES, TRACK_NAMES } from './measure-families.ts';
import type { Period, Words } from './measures.ts';

export {
  FIGURE_PREFIX,
  type FigureDefinition,
  type FigureTake,
  type FigureUnit,
  OWN_PROPOSAL,
} from './figure.ts';

/** One sum for each member of a family of measures. */
function sums(
  names: Readonly<Record<string, Words>>,
  { title, ...extra }: Extra & { readonly title: Words },
): FigureDefinition[] {
  return Object.entries(names).map(([id, name]) =>
    figure([id, `${title.zh} ${name.zh}`, `${title.en}, ${name.en}`], 'SUM', [id, null], extra),
  );
}

/** Never counted, in any figure. */
export const EXCLUSIONS: Words = {
  zh: '不计：作废、并案、告知引导的事项；演练与测试数据',
  en: 'left out: items voided, merged or guided away; everything of an exercise or a test',
};

const STRIKE_OFF = note(
  '高风险 30 日、中风险 14 日内同地同类未复发方可销号（示例，可改）；矛盾纠纷与诉求按村（社区）',
  'struck off after 30 days (high) or 14 (medium) without the like at the place, an example to be set; disputes and appeals by village',
);

/** Every figure of a period. County totals for each period, streets where `perArea`. */
export const FIGURES: readonly FigureDefinition[] = [
  figure(['received', '受理数', 'Received'], 'SUM', ['received', null], {
    periods: ALL_PERIODS,
    perArea: true,
    source: CENTRES,
  }),
  figure(['closed', '办结数', 'Closed'], 'SUM', ['closed', null], {
    periods: ALL_PERIODS,
    perArea: true,
    source: CENTRES,
  }),
  figure(['closeRateCum', '办结率(累计)', 'Closing rate, all'], 'SHARE', ['closed', 'received'], {
    periods: ['ALL'],
    source: CENTRES,
  }),
  figure(
    ['closeRateCohort', '办结率(同批)', 'Closing rate of the same items'],
    'SHARE',
    ['cohortClosed', 'received'],
    {
      perArea: true,
      note: note('只看期内受理的这一批，截至现在', 'only the items received in the period, as of now'),
    },
  ),
  figure(['clearance', '期内结案比', 'Clearance'], 'SHARE', ['closed', 'received'], {
    note: note('去存量时可超过 100%', 'above 100 % while old items are cleared'),
  }),
  figure(['onTimeRate', '按时办结率', 'On-time rate'], 'SHARE', ['onTime', 'due'], {
    perArea: true,
    source: HOTLINE,
    note: note(
      '到期未办结的也进分母；无期限、办结早于受理的不计',
      'overdue open items stand in the denominator too; items without a deadline, or with an end before the reception, do not',
    ),
  }),
  figure(['overdueRate', '超期率', 'Overdue share'], 'PRESENT', ['case.overdue', 'case.open'], {
    periods: [],
  }),
  figure(
    ['guaranteeCoverage', '包保覆盖率', 'Answered for'],
    'PRESENT',
    ['case.guaranteed', 'case.levelled'],
    {
      periods: [],
      note: note(
        '已定级在办事项中已明确包保岗位的；待定级与部件不计',
        'of open items with a level those with an assigned post; undetermined and facility items do not count',
      ),
    },
  ),
  figure(
    ['reviewOverdueRate', '研判逾期率', 'Reviews overdue'],
    'PRESENT',
    ['case.reviewOverdue', 'case.levelled'],
    { periods: [] },
  ),
  figure(['struckOff', '销号数', 'Struck off'], 'SUM', ['struckOff', null], { note: STRIKE_OFF }),
  figure(['strikeOffRate', '销号率', 'Struck off, share'], 'SHARE', ['struckOff', 'strikeOffDue'], {
    note: STRIKE_OFF,
  }),
  figure(['recurrenceRate', '办结后复发率', 'Recurred after closing'], 'SHARE', ['recurred', 'observed'], {
    note: STRIKE_OFF,
  }),
  figure(['levelsEntered', '新增须定级', 'New with a level'], 'SUM', ['levelsEntered', null]),
  figure(['levelsDetermined', '定级', 'Levels determined'], 'SUM', ['levelsDetermined', null]),
  figure(['levelsRaised', '升级', 'Levels raised'], 'SUM', ['levelsRaised', null]),
  figure(['levelsLowered', '降级', 'Levels lowered'], 'SUM', ['levelsLowered', null]),
  ...duration('avgHandle', ['办结时长', 'Handling time'], 'handleTime', ['MEDIAN', 'MEAN', 'P90']),
  figure(['mediationSuccess', '化解成功率', 'Mediation success'], 'SHARE', ['mediated', 'finalOutcome'], {
    source: CENTRES,
  }),
  figure(['levelRate', '层级化解率', 'Resolved at the base'], 'SHARE', ['mediatedLow', 'mediated'], {
    source: CENTRES,
  }),
  figure(['callbackRate', '回访率', 'Call-back rate'], 'SHARE', ['calledback', 'callbackDue']),
  figure(['callbackReached', '有效回访率', 'Call-backs answered'], 'SHARE', ['reached', 'calledback']),
  figure(['satisfaction', '满意度', 'Satisfaction'], 'SHARE', ['satisfied', 'rated'], {
    perArea: true,
    source: HOTLINE,
    note: note('须与评价数同看', 'read it with the number of ratings'),
  }),
  figure(['ratingShare', '参评率', 'Share rated'], 'SHARE', ['rated', 'closed']),
  figure(['repeatRate', '重复率', 'Repeats'], 'SHARE', ['repeats', 'received'], {
    note: note(
      '按事项与地点，不按来源人：矛盾纠纷与诉求按村（社区），其他按 100 米内的点位',
      'by matter and place, never by who reported: disputes and appeals by village, the others by a point of 100 m',
    ),
  }),
  figure(['reworkRate', '发回重办率', 'Rework rate'], 'SHARE', ['reworked', 'fedback'], { source: HOTLINE }),
  figure(['bounceRate', '退回率', 'Handed back'], 'SHARE', ['bounced', 'dispatched'], { perArea: true }),
  figure(['handBacks', '退回次数', 'Hand-backs'], 'SUM', ['handBacks', null]),
  figure(['signOnTime', '签收及时率', 'Signed in time'], 'SHARE', ['signedOnTime', 'signDue'], {
    perArea: true,
    source: HOTLINE,
  }),
  ...duration('respTime', ['响应时长', 'Response time'], 'responseTime', ['MEDIAN', 'P90']),
  ...ALARM_FIGURES,
  figure(['warnings', '预警数', 'Warnings'], 'SUM', ['warningsGenerated', null]),
  figure(['warningSigned', '预警签收及时率', 'Warnings signed in time'], 'SHARE', [
    'warningsSignedInTime',
    'warningsIssued',
  ]),
  figure(['warningAnswered', '预警反馈率', 'Warnings answered'], 'SHARE', [
    'warningsAnswered',
    'warningsIssued',
  ]),
  figure(['warningUseful', '预警有效率', 'Warnings of use'], 'SHARE', ['warningsUseful', 'warningsJudged'], {
    note: note('须与评价过的预警数同看', 'read it with the number of warnings judged'),
  }),
  ...duration('warningAnswerTime', ['预警反馈时长', 'Time to answer a warning'], 'warningAnswerTime', [
    'MEDIAN',
    'P90',
  ]),
  figure(['appeals', '诉求受理数', 'Appeals received'], 'SUM', ['appeals', null]),
  figure(['answered', '诉求反馈数', 'Appeals answered'], 'SUM', ['answered', null]),
  ...duration('answerTime', ['诉求反馈时长', 'Time to answer'], 'answerTime', ['MEDIAN', 'P90']),
  figure(['reportRate', '吹哨报到率', 'Reported for duty'], 'SHARE', ['reported', 'called'], {
    note: note(
      '按吹哨之日计；只签收、未报到的协办单位算未报到',
      'by the day of the call; a supporting unit that only signs has not reported for duty',
    ),
  }),
  ...duration('reportTime', ['报到时长', 'Time to report for duty'], 'reportTime', ['MEDIAN', 'P90']),
  ...sums(CHANNEL_NAMES, { title: note('受理', 'Received'), periods: ['TODAY', 'D30'] }),
  ...sums(TRACK_NAMES, {
    title: note('多调对接', 'Mediation'),
    periods: ['D30', 'YEAR'],
    note: note('途径按现状计', 'by the way that is told now'),
  }),
  ...sums(BAND_NAMES, {
    title: note('评价', 'Ratings'),
    note: note('须与参评率同看', 'read it with the share rated'),
  }),
  ...VIDEO_FIGURES,
  figure(
    ['termOnline', '终端在线率', 'Terminals online'],
    'PRESENT',
    ['terminal.rosteredOnline', 'terminal.rostered'],
    {
      periods: [],
      note: note(
        '分母为按排班应在岗的终端，不是全部终端',
        'of the terminals with duty by the roster, not of all',
      ),
    },
  ),
  figure(['change', '重大变化', 'Change of the week'], 'CHANGE', ['received', null], {
    periods: ['D7'],
    note: note(
      '近 7 日，对照为此前四个 7 日的中位数',
      'the last 7 days; beside it the median of the four weeks before',
    ),
  }),
  figure(['peopleInvolved', '涉及人次', 'People concerned'], 'SUM', ['people', null], {
    unit: 'PERSONS',
    periods: ALL_PERIODS,
    source: CENTRES,
  }),
  figure(['amountInvolved', '涉及金额', 'Amounts at issue'], 'SUM', ['amount', null], {
    unit: 'YUAN',
    periods: ALL_PERIODS,
    source: CENTRES,
  }),
];

const PRESENT = 'NOW';

/** Id of the number that tells a figure: `figure.onTimeRate.D30`, of a present share `figure.overdueRate.NOW`. */
export function figureKpi(id: string, period: Period | null): string {
  return `${FIGURE_PREFIX}${id}.${period ?? PRESENT}`;
}

/** Ids of all numbers that tell figures, without those of streets. */
export const FIGURE_KPIS: readonly string[] = [...FIGURES, ...LOAD_FIGURES].flatMap(({ id, periods }) =>
  periods.length === 0 ? [figureKpi(id, null)] : periods.map((period) => figureKpi(id, period)),
);
