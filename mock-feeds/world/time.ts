export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

/** Local calendar of the simulated county: fixed offset, Saturday and Sunday are days of rest. */
export interface Calendar {
  readonly utcOffsetMinutes: number;
  /** Day number since 1970-01-01, local. */
  dayOf(ms: number): number;
  /** First instant of a local day. */
  startOf(day: number): number;
  /** Minutes since local midnight. */
  minuteOf(ms: number): number;
  isWorkday(day: number): boolean;
  /** The instant `minute` minutes into the `n`-th working day after `day` (the day itself does not count). */
  afterWorkdays(day: number, n: number, minute: number): number;
  /** ISO-8601 with the county's offset, to the second or, if there is a rest, the millisecond. */
  iso(ms: number): string;
  /** `YYMMDD`, for case numbers. */
  code(day: number): string;
}

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

export function calendarOf(utcOffsetMinutes: number): Calendar {
  const shift = utcOffsetMinutes * MINUTE;
  const suffix = offsetText(utcOffsetMinutes);
  const dayOf = (ms: number) => Math.floor((ms + shift) / DAY);
  const startOf = (day: number) => day * DAY - shift;
  /** 1970-01-01 was a Thursday. */
  const isWorkday = (day: number) => {
    const weekday = (((day + 4) % 7) + 7) % 7;
    return weekday !== 0 && weekday !== 6;
  };
  return {
    utcOffsetMinutes,
    dayOf,
    startOf,
    minuteOf: (ms) => (ms - startOf(dayOf(ms))) / MINUTE,
    isWorkday,
    afterWorkdays: (day, n, minute) => {
      let at = day;
      for (let left = n; left > 0; ) {
        at += 1;
        if (isWorkday(at)) left -= 1;
      }
      return startOf(at) + minute * MINUTE;
    },
    iso: (ms) => {
      const text = new Date(ms + shift).toISOString();
      return `${text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23)}${suffix}`;
    },
    code: (day) => new Date(day * DAY).toISOString().slice(2, 10).replaceAll('-', ''),
  };
}

/** Places the share `at` (0 to 1) of a day by weights per hour; answers milliseconds since local midnight. */
export function timeOfDay(hours: readonly number[], at: number): number {
  const total = hours.reduce((sum, weight) => sum + weight, 0);
  let rest = at * total;
  for (const [hour, weight] of hours.entries()) {
    if (rest < weight) return Math.floor((hour + rest / weight) * HOUR);
    rest -= weight;
  }
  return DAY - 1;
}
