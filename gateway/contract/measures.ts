import { FAMILY_MEASURES } from './measure-families.ts';

/** A phrase in both languages of the screen. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

const words = (zh: string, en: string): Words => ({ zh, en });

/**
 * What single items, alarms and leads add to the figures of a period: one on a day of the site's calendar, a value where
 * the words name one. Items that were guided away, merged or voided add nothing, nor does anything of an exercise or test.
 */
export const MEASURES = {
  received: words('受理日在期内的事项', 'items received in the period'),
  closed: words('办结日在期内的事项', 'items closed in the period'),
  cohortClosed: words('期内受理、截至现在已办结的事项', 'items received in the period and closed by now'),
  due: words(
    '期内办结且有期限的事项，加期内到期、至今未办结的超期事项',
    'items with a deadline closed in the period, and overdue open items whose deadline lies in the period',
  ),
  onTime: words(
    '期内办结、未过（经批准延期后的）期限的事项',
    'items closed in the period by their deadline, extensions included',
  ),
  handleTime: words(
    '期内办结事项自受理至办结的办公时间，扣除停表',
    'office time from receipt to closing of items closed in the period, suspensions taken out',
  ),
  responseTime: words(
    '期内受理事项自受理至首次处理的时间',
    'time from receipt to the first action of items received in the period',
  ),
  finalOutcome: words('期内办结并有结果的矛盾纠纷', 'disputes closed in the period with an outcome'),
  mediated: words('期内办结、结果为化解成功的矛盾纠纷', 'disputes closed in the period as resolved'),
  mediatedLow: words(
    '期内在村（社区）、镇街两级化解成功的矛盾纠纷',
    'disputes resolved in the period at village or street level',
  ),
  fedback: words('期内首次反馈的事项', 'items first fed back in the period'),
  callbackDue: words(
    '其中应回访的（匿名、设备来源、导入等免回访的除外；联系不上的不除外）',
    'of these, due for a call-back; those that are waived (anonymous, from a device, imported) are left out, those that nobody could reach are not',
  ),
  calledback: words('其中已回访的事项', 'of these, items that were called back'),
  reached: words('其中回访有答复的事项', 'of these, call-backs that got an answer'),
  reworked: words('其中被发回重办的事项', 'of these, items sent back for rework'),
  rated: words('期内办结、有评价的事项', 'items closed in the period that carry a rating'),
  satisfied: words('其中评价 3 分及以上（基本满意以上）的事项', 'of these, items rated 3 or better'),
  repeats: words(
    '期内受理、属重复的事项（90 日内同地同类、标记重复、倒灌核查未过、重新打开）',
    'items received in the period that repeat: the like at the same place within 90 days, marked so, seen again since feedback, or reopened',
  ),
  dispatched: words('期内首次分流的事项', 'items first dispatched in the period'),
  bounced: words('其中被退回过的事项', 'of these, items that were handed back'),
  handBacks: words('期内退回的次数', 'times that an item was handed back in the period'),
  signDue: words(
    '期内分流、已签收或过签收时限仍未签收未退回的，每次分流计一次',
    'dispatches in the period, each once, that were signed, or past the limit before they were signed or handed back',
  ),
  signedOnTime: words('其中在签收时限内签收的', 'of these, signed within the limit'),
  videoFound: words(
    '期内经核实的 AI 线索：转成或并入的事项（一个事项只计一次），和尚未转为事项的',
    'leads found true in the period: the items that were made of them or that they joined, each once, and leads of which none was made yet',
  ),
  videoHandled: words('其中事项截至现在已办结的', 'of these, items closed by now'),
  patrolFound: words(
    '期内受理的视频巡查发现',
    'items received in the period that people found by watching video',
  ),
  patrolHandled: words('其中截至现在已办结的', 'of these, items closed by now'),
  leadsRaised: words('期内发生的 AI 线索', 'leads raised in the period'),
  judgedLeads: words('期内判为属实或误报的 AI 线索', 'leads judged true or false in the period'),
  trueLeads: words('其中判为属实的', 'of these, leads judged true'),
  lapsedLeads: words(
    '期内图片到期、一直无人核实的 AI 线索',
    'leads whose picture expired in the period and that nobody had judged',
  ),
  ackTime: words(
    '期内发生的告警自发生至确认的时间',
    'time from raise to acknowledgement of alarms raised in the period',
  ),
  alarmsRaised: words(
    '期内发生的告警（迟到 1 小时以内的以收到之时计；同一告警的更新、重复，以及发生时已停用或暂停提醒的不另计）',
    'alarms raised in the period, those at most an hour late as of when they were received; updates and repeats of one, and what began shelved or out of service, are not counted beside it',
  ),
  alarmsAcked: words('其中有人确认过的', 'of these, acknowledged at least once'),
  alarmsAckDue: words(
    '其中已确认的，以及未确认而已超过时限的',
    'of these, acknowledged, or not acknowledged and beyond the time for it',
  ),
  alarmsAckedInTime: words(
    '其中首次确认在当时级别的时限之内的',
    'of these, first acknowledged within the time of the priority that they had then',
  ),
  alarmsFleeting: words(
    '其中无人确认前自行恢复、持续不超过瞬时时限的',
    'of these, over by themselves within the time for fleeting ones, before anybody acknowledged',
  ),
  alarmsChattered: words(
    '其中发生过抖动的（60 秒内 3 次及以上，可配置）',
    'of these, raised again and again (3 times within 60 s, configurable)',
  ),
  alarmsStale: words(
    '期内持续满一天（可配置）的告警',
    'alarms whose condition had stood for a day (configurable) in the period',
  ),
  alarmsOverShelved: words(
    '其中暂停提醒累计要求的时间超过本级允许的',
    'of these, asked to be shelved for longer together than their priority allows',
  ),
  alarmVerifyTime: words(
    '期内发生的告警自首次确认至核实转为事项的时间',
    'time from the first acknowledgement to being made an item, of alarms raised in the period',
  ),
  alarmDispatchTime: words(
    '期内发生的告警自核实至派出终端或分流的时间',
    'time from being made an item to the first call of a terminal or dispatch, of alarms raised in the period',
  ),
  alarmOnSiteTime: words(
    '期内发生的告警自派出至首台终端到场的时间',
    'time from that to the first terminal on the spot, of alarms raised in the period',
  ),
  strikeOffDue: words(
    '销号观察期在期内届满的办结事项（高、中风险）',
    'closed items whose observation ended in the period (high and medium risk)',
  ),
  struckOff: words(
    '其中予以销号的（已化解、已回访、观察期内同地同类未再发生）',
    'of these, struck off: resolved, called back, the like not seen again at the place',
  ),
  observed: words('期内办结、须观察的事项（高、中风险）', 'items closed in the period that are observed'),
  recurred: words('其中观察期内同地同类又有发生的', 'of these, the like was seen again at the place'),
  levelsEntered: words(
    '期内受理、须定风险等级的事项（部件不计）',
    'items received in the period that carry a risk level (facility items do not)',
  ),
  levelsDetermined: words(
    '期内由待定级定为高、中、低的次数',
    'first determinations of a level in the period',
  ),
  levelsRaised: words('期内风险等级上调的次数', 'times that a determined level was raised in the period'),
  levelsLowered: words('期内风险等级下调的次数', 'times that a determined level was lowered in the period'),
  appeals: words('期内受理的群众诉求', 'appeals received in the period'),
  answered: words('期内首次反馈的群众诉求', 'appeals first fed back in the period'),
  answerTime: words(
    '期内首次反馈的群众诉求自受理至反馈的时间',
    'time from receipt to the first feedback of appeals fed back in the period',
  ),
  called: words(
    '期内吹哨：请来协办的单位，每次计一次',
    'supporting units called in in the period, once for each call',
  ),
  reported: words('其中截至现在已报到的', 'of these, reported for duty by now'),
  reportTime: words(
    '期内吹哨、已报到的单位自吹哨至报到的时间',
    'time from the call to reporting for duty, of units called in in the period',
  ),
  ...FAMILY_MEASURES,
  people: words('期内受理的矛盾纠纷涉及人次', 'people concerned by disputes received in the period'),
  amount: words('期内受理的矛盾纠纷涉及金额', 'amounts at issue in disputes received in the period'),
  warningsGenerated: words('期内规则发现的预警', 'warnings that rules found in the period'),
  warningsIssued: words('期内派发的预警提示单', 'warnings issued to a unit in the period'),
  warningsSignedInTime: words('其中在签收时限内签收的', 'of these, signed within the limit'),
  warningsAnswered: words('其中已反馈的', 'of these, answered by now'),
  warningAnswerTime: words(
    '期内派发的预警自派发至反馈的时间',
    'time from issue to answer of warnings issued in the period',
  ),
  warningsJudged: words(
    '期内解除或转事项、作出评价的预警',
    'warnings lifted or made an item in the period, so judged',
  ),
  warningsUseful: words('其中评为有用的', 'of these, judged useful'),
} as const satisfies Record<string, Words>;

export type MeasureId = keyof typeof MEASURES;

/** Measures whose values are durations: they are kept as counts by rounded minutes, so that a median is exact and small. */
export const SPREAD_MEASURES: readonly MeasureId[] = [
  'handleTime',
  'responseTime',
  'ackTime',
  'alarmVerifyTime',
  'alarmDispatchTime',
  'alarmOnSiteTime',
  'answerTime',
  'reportTime',
  'warningAnswerTime',
];

/** Measures that are also kept for each street. */
export const AREA_MEASURES: readonly MeasureId[] = [
  'received',
  'closed',
  'cohortClosed',
  'due',
  'onTime',
  'dispatched',
  'bounced',
  'signDue',
  'signedOnTime',
  'rated',
  'satisfied',
];

/** Periods of the wall: today, the last 7 and 30 days with today, the calendar year up to today, everything. */
export const PERIODS = ['TODAY', 'D7', 'D30', 'YEAR', 'ALL'] as const;
export type Period = (typeof PERIODS)[number];

/** The period for which streets are told apart. */
export const AREA_PERIOD: Period = 'D30';
