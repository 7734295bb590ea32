import {
  ALARM_NORMS,
  DAYS_BACK,
  duration,
  type Extra,
  type FigureDefinition,
  figure,
  note,
} from './figure.ts';
import { PRIORITY_NAMES } from './measure-families.ts';

/** What of the alarms raised had each priority. */
const alarmShares = (): FigureDefinition[] =>
  Object.entries(PRIORITY_NAMES).map(([id, { zh, en }]) =>
    figure([id, `${zh} 告警占比`, `Share of ${en} alarms`], 'SHARE', [id, 'alarmsRaised'], {
      periods: DAYS_BACK,
      source: ALARM_NORMS,
      note: note('目标：P4 80、P3 15、P2 5、P1 不足 1', 'aimed at: P4 80, P3 15, P2 5, P1 less than 1'),
    }),
  );

const share = (
  [id, zh, en]: readonly [string, string, string],
  measures: readonly [string, string],
  extra: Extra = {},
): FigureDefinition =>
  figure([id, zh, en], 'SHARE', measures, { periods: DAYS_BACK, source: ALARM_NORMS, ...extra });

const NONE = note('应为 0', 'aimed at: none');

/** Figures of the alarm desk over a period: how many, of which worth, and how fast people answered (domain §4, §5.3). */
export const ALARM_FIGURES: readonly FigureDefinition[] = [
  ...duration('ackTime', ['告警确认时长', 'Time to acknowledge'], 'ackTime', ['MEDIAN', 'P90']),
  ...duration('alarmVerifyTime', ['告警核实时长', 'Acknowledged to verified'], 'alarmVerifyTime', [
    'MEDIAN',
    'P90',
  ]),
  ...duration('alarmDispatchTime', ['告警派出时长', 'Verified to dispatched'], 'alarmDispatchTime', [
    'MEDIAN',
    'P90',
  ]),
  ...duration('alarmOnSiteTime', ['告警到场时长', 'Dispatched to on the spot'], 'alarmOnSiteTime', [
    'MEDIAN',
    'P90',
  ]),
  figure(['alarmsRaised', '告警数', 'Alarms'], 'SUM', ['alarmsRaised', null], {
    periods: DAYS_BACK,
    source: ALARM_NORMS,
  }),
  share(['alarmAcked', '告警确认率', 'Alarms acknowledged'], ['alarmsAcked', 'alarmsRaised']),
  share(
    ['alarmAckInTime', '告警按时确认率', 'Alarms acknowledged in time'],
    ['alarmsAckedInTime', 'alarmsAckDue'],
  ),
  ...alarmShares(),
  share(['alarmFleeting', '瞬时告警占比', 'Fleeting alarms'], ['alarmsFleeting', 'alarmsRaised'], {
    note: NONE,
  }),
  share(['alarmChattering', '抖动告警占比', 'Chattering alarms'], ['alarmsChattered', 'alarmsRaised'], {
    note: NONE,
  }),
  share(
    ['alarmOverShelved', '超规暂停提醒占比', 'Shelved beyond the rules'],
    ['alarmsOverShelved', 'alarmsRaised'],
    {
      note: note(
        '应为 0；超出的部分不生效，只计次',
        'aimed at: none; what is beyond is never in force, only counted',
      ),
    },
  ),
  figure(['alarmsStale', '长期告警数', 'Stale alarms'], 'SUM', ['alarmsStale', null], {
    periods: DAYS_BACK,
    source: ALARM_NORMS,
    note: note('任何一天应少于 5', 'aimed at: fewer than 5 on any day'),
  }),
];
