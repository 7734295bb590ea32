import { ALARM_NORMS, DAYS_BACK, type FigureDefinition, type FigureTake, figure, note } from './figure.ts';
import type { Words } from './measures.ts';

/** What stands above or below the line and is no measure: time on watch, and alarms picked out of all. */
export const LOAD_WORDS: Readonly<Record<string, Words>> = {
  'seat.hours': note('席位数 × 期内值守小时数', 'seats × hours on watch in the period'),
  'seat.tens': note('席位数 × 期内值守的十分钟数', 'seats × ten minutes on watch in the period'),
  'seat.days': note('席位数 × 期内值守天数', 'seats × days on watch in the period'),
  'tens.full': note(
    '期内告警多于洪泛起点的十分钟时段',
    'ten minutes of the period with more alarms than a flood begins with',
  ),
  'tens.watched': note('期内值守的十分钟时段', 'ten minutes on watch in the period'),
  'alarms.loudest': note('期内发生最多的十台设备的告警', 'alarms of the ten loudest devices of the period'),
  'flood.minutes': note('期内处于告警洪泛的分钟数', 'minutes of the period in flood'),
  'watched.minutes': note('期内值守的分钟数', 'minutes on watch in the period'),
};

const WATCH = note(
  '值守自有日志之时起算，计至整分，只计此间到席的告警，不足一小时不计率；席位数见规则',
  'on watch since there is a log, in whole minutes, with the alarms that came then, and no rate below an hour; the rules tell the number of seats',
);

function load(
  [id, zh, en]: readonly [string, string, string],
  take: FigureTake,
  measures: readonly [string, string | null],
  aim: Words,
): FigureDefinition {
  return figure([id, zh, en], take, measures, {
    unit: take === 'RATE' || take === 'MOST' ? 'COUNT' : 'PERCENT',
    periods: DAYS_BACK,
    source: ALARM_NORMS,
    note: { zh: `${aim.zh}；${WATCH.zh}`, en: `${aim.en}; ${WATCH.en}` },
  });
}

/** What each seat has to bear (domain §5.3): read over 30 days, as the norms do. */
export const LOAD_FIGURES: readonly FigureDefinition[] = [
  load(
    ['alarmsPerHour', '每席每小时告警', 'Alarms per seat and hour'],
    'RATE',
    ['alarmsRaised', 'seat.hours'],
    note('约 6 可接受，12 为上限', 'about 6 are acceptable, 12 the most'),
  ),
  load(
    ['alarmsPer10m', '每席每十分钟告警', 'Alarms per seat and ten minutes'],
    'RATE',
    ['alarmsRaised', 'seat.tens'],
    note('约 1 可接受，2 为上限', 'about 1 is acceptable, 2 the most'),
  ),
  load(
    ['alarmsPerDay', '每席每天告警', 'Alarms per seat and day'],
    'RATE',
    ['alarmsRaised', 'seat.days'],
    note('约 150 可接受，300 为上限', 'about 150 are acceptable, 300 the most'),
  ),
  load(
    ['alarmsMost10m', '十分钟峰值', 'Most alarms in ten minutes'],
    'MOST',
    ['alarmsRaised', null],
    note(
      '任意连续十分钟，与洪泛计数同口径；每席多于 10 即洪泛',
      'in any ten minutes, as a flood is counted; more than 10 a seat are one',
    ),
  ),
  load(
    ['alarmFullTens', '超量时段占比', 'Ten minutes with too many'],
    'FULL',
    ['tens.full', 'tens.watched'],
    note('应小于 1%', 'less than 1 %'),
  ),
  load(
    ['alarmTopTen', '最吵十台占比', 'Share of the ten loudest devices'],
    'TOP',
    ['alarms.loudest', 'alarmsRaised'],
    note('1%–5% 可接受', '1 to 5 % are acceptable'),
  ),
  load(
    ['alarmFlood', '洪泛时间占比', 'Time in flood'],
    'FLOOD',
    ['flood.minutes', 'watched.minutes'],
    note('应小于 1%', 'less than 1 %'),
  ),
];
