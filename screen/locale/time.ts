import type { Say } from './words.ts';
import type { MessageKey } from './zh.ts';

const SECOND_MS = 1_000;
const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const DAY_MS = DAY_S * SECOND_MS;
/** Seconds are told only below this (decisions D7). */
const SECONDS_BELOW_S = 600;
const TENTHS_BELOW = 10;
const MIDNIGHT = '00:00';
const WEEK_DAYS = 7;
const DAY_HOURS = 24;

/** An instant as the hall's clock on the wall shows it. `day` counts local days since 1970 and compares dates. */
export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly date: number;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly day: number;
}

/** Splits an instant (epoch ms) at the site's offset from UTC; the PC's own zone plays no part. */
export function localTime(at: number, utcOffsetMinutes: number): LocalTime {
  const shifted = at + utcOffsetMinutes * MINUTE_S * SECOND_MS;
  const date = new Date(shifted);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    date: date.getUTCDate(),
    weekday: date.getUTCDay(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    day: Math.floor(shifted / DAY_MS),
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `15:42`. */
export function hourMinute(local: LocalTime): string {
  return `${two(local.hour)}:${two(local.minute)}`;
}

/** `15:42:06`. */
export function hourMinuteSecond(local: LocalTime): string {
  return `${hourMinute(local)}:${two(local.second)}`;
}

/** `11月` / `Nov`: a month is a word, so that no reader takes it for the day. */
export function monthWord(month: number, say: Say): string {
  return say(`month.${month}` as MessageKey);
}

/** `周五` / `Fri`. */
export function weekdayWord(weekday: number, say: Say): string {
  return say(`weekday.${weekday}` as MessageKey);
}

/**
 * A length of time in words (decisions D7): `3天4小时`, `21小时42分`, `17分钟`; with `seconds`, below ten minutes, `2分41秒`.
 * Rounded down; negative lengths count as none.
 */
export function durationWords(ms: number, say: Say, options: { readonly seconds?: boolean } = {}): string {
  const total = Math.max(0, Math.floor(ms / SECOND_MS));
  const d = Math.floor(total / DAY_S);
  const h = Math.floor((total % DAY_S) / HOUR_S);
  const m = Math.floor((total % HOUR_S) / MINUTE_S);
  if (d > 0) return h > 0 ? say('duration.daysHours', { d, h }) : say('duration.days', { d });
  if (h > 0) return m > 0 ? say('duration.hoursMinutes', { h, m }) : say('duration.hours', { h });
  if (options.seconds === true && total < SECONDS_BELOW_S) return secondsWords(m, total % MINUTE_S, say);
  return m > 0 ? say('duration.minutes', { m }) : say('duration.underMinute');
}

/** How long something has waited, as far as it matters: whole days from one day on, else as `durationWords`. */
export function ageWords(ms: number, say: Say): string {
  const d = Math.floor(ms / DAY_MS);
  return d > 0 ? say('duration.days', { d }) : durationWords(ms, say);
}

/** A length in one unit: `8.8分`, `23时`, `1.3天`; of ten and more in whole ones. */
export function shortDuration(ms: number, say: Say): string {
  const minutes = ms / (MINUTE_S * SECOND_MS);
  if (minutes >= DAY_S / MINUTE_S)
    return say('duration.shortDays', { n: tenths((minutes * MINUTE_S) / DAY_S) });
  if (minutes >= HOUR_S / MINUTE_S)
    return say('duration.shortHours', { n: tenths((minutes * MINUTE_S) / HOUR_S) });
  return say('duration.shortMinutes', { n: tenths(minutes) });
}

function tenths(value: number): string {
  return value < TENTHS_BELOW ? String(Math.round(value * 10) / 10) : String(Math.round(value));
}

function secondsWords(m: number, s: number, say: Say): string {
  return m > 0 ? say('duration.minutesSeconds', { m, s }) : say('duration.seconds', { s });
}

/** When something is, seen from now: `今日 17:00`, `明日 9:00`, `周一 18:00` within the coming week, else the date. */
export function instantWords(at: number, now: number, utcOffsetMinutes: number, say: Say): string {
  const then = localTime(at, utcOffsetMinutes);
  return dayWords(then, { time: hourMinute(then), today: localTime(now, utcOffsetMinutes), say });
}

/**
 * What a period spans: `昨日`, `今日 9–10时`, `11月`, `11.14–11.20`. One that ends with a day ends with that day's date, for the
 * midnight after it reads as an instant to come.
 */
export function periodWords(
  { from, to }: { readonly from: number; readonly to: number },
  {
    now,
    utcOffsetMinutes,
    say,
  }: { readonly now: number; readonly utcOffsetMinutes: number; readonly say: Say },
): string {
  const [start, end] = [localTime(from, utcOffsetMinutes), localTime(to, utcOffsetMinutes)];
  const last = localTime(Math.max(from, to - 1), utcOffsetMinutes);
  const wholeDays = hourMinute(start) === MIDNIGHT && hourMinute(end) === MIDNIGHT;
  if (start.day === last.day) {
    const time = wholeDays ? '' : hoursWords(start, end, say);
    return dayWords(start, { time, today: localTime(now, utcOffsetMinutes), say }).trim();
  }
  if (wholeDays && start.date === 1 && end.date === 1 && start.month === last.month)
    return monthWord(start.month, say);
  return say('instant.dates', { from: shortDate(start, say), to: shortDate(last, say) });
}

/** `9–10时`; where either is not on the hour `09:30–10:15`. */
function hoursWords(start: LocalTime, end: LocalTime, say: Say): string {
  const midnight = hourMinute(end) === MIDNIGHT;
  if (start.minute === 0 && end.minute === 0)
    return say('instant.hours', { from: start.hour, to: midnight ? DAY_HOURS : end.hour });
  return say('instant.dates', { from: hourMinute(start), to: hourMinute(end) });
}

function shortDate({ month, date }: LocalTime, say: Say): string {
  return say('instant.short', { m: month, month: monthWord(month, say), day: date });
}

interface DayContext {
  readonly time: string;
  readonly today: LocalTime;
  readonly say: Say;
}

function dayWords(then: LocalTime, { time, today, say }: DayContext): string {
  const days = then.day - today.day;
  if (days === 0) return say('instant.today', { time });
  if (days === 1) return say('instant.tomorrow', { time });
  if (days === -1) return say('instant.yesterday', { time });
  if (days > 1 && days < WEEK_DAYS)
    return say('instant.weekday', { weekday: weekdayWord(then.weekday, say), time });
  const date = { year: then.year, month: monthWord(then.month, say), day: then.date, time };
  return say(then.year === today.year ? 'instant.date' : 'instant.dateYear', date);
}

/**
 * Whether the centre's office hours run: Monday to Friday between `from` and `to` (`HH:mm`, local).
 * Holidays and exchanged working days come with the calendars.
 */
export function isWorkingTime(
  local: LocalTime,
  hours: { readonly from: string; readonly to: string },
): boolean {
  if (local.weekday === 0 || local.weekday === 6) return false;
  const now = hourMinute(local);
  return now >= hours.from && now < hours.to;
}
