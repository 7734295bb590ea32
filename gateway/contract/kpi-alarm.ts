import type { KpiDefinition } from './kpi.ts';
import { ALARM_PRIORITIES, ALARM_TYPES, DEVICE_HEALTHS } from './vocabulary.ts';

const ANNOUNCED = 'unfinished alarms that are neither shelved, out of service nor told by another alarm';

const byPriority = ALARM_PRIORITIES.flatMap((priority): KpiDefinition[] => [
  { id: `alarm.${priority}`, zh: `告警 ${priority}`, counts: `${ANNOUNCED}, of priority ${priority}` },
  {
    id: `alarm.today.${priority}`,
    zh: `今日 ${priority}`,
    counts: `episodes raised today with priority ${priority}; ISA-18.2 aims at 5 high, 15 middle, 80 low of 100`,
  },
]);

const byType = ALARM_TYPES.map(
  (type): KpiDefinition => ({
    id: `alarm.type.${type}`,
    zh: `告警 ${type}`,
    counts: `${ANNOUNCED}, of type ${type}`,
    perArea: true,
  }),
);

const byHealth = DEVICE_HEALTHS.map(
  (health): KpiDefinition => ({
    id: `device.${health}`,
    zh: `设备 ${health}`,
    counts: `alarming devices whose last word about themselves was ${health}; never an alarm`,
  }),
);

/**
 * Numbers of the alarm desk. Metrics and targets of `today` follow ISA-18.2, IEC 62682 and EEMUA 191 as domain §5.3
 * lists them; day and window are the site's. Exercise and test never count.
 */
export const ALARM_KPIS: readonly KpiDefinition[] = [
  { id: 'alarm.active', zh: '告警', counts: ANNOUNCED },
  { id: 'alarm.unacked', zh: '未确认', counts: `${ANNOUNCED}, and nobody has acknowledged` },
  { id: 'alarm.acked', zh: '已确认', counts: `${ANNOUNCED}, and acknowledged` },
  { id: 'alarm.returned', zh: '已恢复待确认', counts: `${ANNOUNCED}, over and not acknowledged` },
  { id: 'alarm.latched', zh: '待复位', counts: `${ANNOUNCED}, over, acknowledged and not reset` },
  { id: 'alarm.late', zh: '确认超时', counts: `${ANNOUNCED}, not acknowledged within its priority's time` },
  { id: 'alarm.shelved', zh: '暂停提醒', counts: 'unfinished alarms that are shelved' },
  { id: 'alarm.outOfService', zh: '停用', counts: 'unfinished alarms out of service for a maintenance item' },
  { id: 'alarm.duplicates', zh: '重复', counts: 'unfinished alarms told by another one of device and type' },
  { id: 'alarm.stale', zh: '长期告警', counts: 'unfinished alarms whose condition stands longer than a day' },
  {
    id: 'alarm.chattering',
    zh: '抖动',
    counts: 'unfinished alarms whose device raised 3 or more within 60 s',
  },
  {
    id: 'alarm.today.acked',
    zh: '今日确认',
    counts: 'of the episodes raised today those that somebody acknowledged',
  },
  {
    id: 'alarm.today.ackedInTime',
    zh: '今日按时确认',
    counts: 'of those acknowledged, for the first time within the time of the priority that they had then',
  },
  { id: 'alarm.today.raised', zh: '今日告警', counts: 'episodes raised today; 150 a seat are acceptable' },
  {
    id: 'alarm.today.most10m',
    zh: '今日十分钟峰值',
    counts: 'most episodes in any 10 minutes that ended today, as the flood rule counts them',
  },
  {
    id: 'alarm.today.fullTens',
    zh: '今日超量时段',
    counts: '10 minutes of today with more episodes than a flood begins with; under 1 of 100 is acceptable',
  },
  {
    id: 'alarm.today.topTen',
    zh: '今日最吵十台',
    counts: 'of the episodes raised today, those of the ten loudest devices; 1 to 5 of 100 are acceptable',
  },
  { id: 'alarm.today.floodS', zh: '今日洪泛秒数', counts: 'seconds of today in flood; under 1 of 100' },
  { id: 'alarm.rate.window', zh: '告警速率', counts: 'episodes raised in the last 10 minutes' },
  { id: 'alarm.rate.flood', zh: '告警洪泛', counts: '1 while more come than the seats can take, else 0' },
  {
    id: 'alarm.rate.floodSince',
    zh: '洪泛开始',
    counts: 'epoch ms at which the present flood began, else 0',
  },
  ...byPriority,
  ...byType,
  ...byHealth,
];
