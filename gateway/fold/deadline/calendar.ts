import { type CalendarYear, WEEKDAYS, type Worktime } from '../../contract/calendar.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Longest run of days off that is stepped over: a calendar without a working day must not hang the fold. */
const LONGEST_REST = 400;

/** What one local day is. */
export interface DayKind {
  readonly working: boolean;
  /** False: no published notice speaks about it, it is guessed by weekends and fixed holidays. */
  readonly known: boolean;
  readonly why: 'WEEKDAY' | 'MADE_UP' | 'WEEKEND' | 'HOLIDAY';
  /** Of the holiday or the make-up day. */
  readonly name: string | null;
}

/**
 * The working calendar of a site. Days are numbers since 1970-01-01, local; instants are epoch ms. Pure: everything is
 * in what it was made from.
 */
export interface WorkCalendar {
  dayOf(at: number): number;
  /** Local midnight at which a day begins. */
  startOf(day: number): number;
  /** `YYYY-MM-DD`. */
  dateOf(day: number): string;
  kindOf(day: number): DayKind;
  /** Close of business of a day, working or not. */
  closeOf(day: number): number;
  /** The `count`-th working day after `day`; `day` itself when the count is 0. */
  workdayAfter(day: number, count: number): number;
  /** Working days in `(after, until]`. */
  workdaysBetween(after: number, until: number): number;
  /** `at` inside office hours, else the next opening. */
  nextOpening(at: number): number;
  /** End of the stretch of office hours that `at` lies in, or of the next one. */
  stretchEnd(at: number): number;
  /** Office time in `[from, to)`, ms. */
  workTime(from: number, to: number): number;
  /** Where office time `ms` after `from` ends. */
  afterWorkTime(from: number, ms: number): number;
  /** Office time of one working day, ms. */
  readonly dayLength: number;
  /** Whether every day in `(after, until]` is known. */
  knownBetween(after: number, until: number): boolean;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export function createCalendar(
  years: readonly CalendarYear[],
  worktime: Worktime,
  utcOffsetMs: number,
): WorkCalendar {
  const kindOf = dayKinds(years, worktime);
  const stretches = worktime.hours.map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
  const dayOf = (at: number) => Math.floor((at + utcOffsetMs) / DAY_MS);
  const startOf = (day: number) => day * DAY_MS - utcOffsetMs;
  const closing = stretches.at(-1)?.to ?? 0;
  const stretchesOf = (day: number): Stretch[] => {
    if (!kindOf(day).working) return [];
    const start = startOf(day);
    return stretches.map(({ from, to }) => ({ from: start + from, to: start + to }));
  };
  const workdayAfter = (day: number, count: number) => {
    let at = day;
    for (let left = count, rest = 0; left > 0 && rest < LONGEST_REST; ) {
      at += 1;
      const { working } = kindOf(at);
      rest = working ? 0 : rest + 1;
      if (working) left -= 1;
    }
    return at;
  };
  return {
    dayOf,
    startOf,
    dateOf: (day) => new Date(day * DAY_MS).toISOString().slice(0, 10),
    kindOf,
    closeOf: (day) => startOf(day) + closing,
    workdayAfter,
    workdaysBetween(after, until) {
      let count = 0;
      for (let day = after + 1; day <= until; day += 1) if (kindOf(day).working) count += 1;
      return count;
    },
    ...hoursOf({ dayOf, stretchesOf, workdayAfter }),
    dayLength: stretches.reduce((sum, { from, to }) => sum + to - from, 0),
    knownBetween(after, until) {
      for (let day = after + 1; day <= until; day += 1) if (!kindOf(day).known) return false;
      return true;
    },
  };
}

interface Days {
  dayOf(at: number): number;
  stretchesOf(day: number): Stretch[];
  workdayAfter(day: number, count: number): number;
}

/** Reckoning in office time, stretch by stretch. */
function hoursOf({ dayOf, stretchesOf, workdayAfter }: Days) {
  /** Calls `take` with every stretch from `at` on until it answers true. */
  const walk = (at: number, take: (stretch: Stretch) => boolean) => {
    for (let day = dayOf(at); ; day = workdayAfter(day, 1)) {
      const list = stretchesOf(day);
      if (list.some((stretch) => stretch.to > at && take(stretch))) return;
      if (day - dayOf(at) > LONGEST_REST && list.length === 0) return;
    }
  };
  return {
    nextOpening(at: number) {
      let opens = at;
      walk(at, ({ from }) => {
        opens = Math.max(from, at);
        return true;
      });
      return opens;
    },
    stretchEnd(at: number) {
      let ends = at;
      walk(at, ({ to }) => {
        ends = to;
        return true;
      });
      return ends;
    },
    workTime(from: number, to: number) {
      let sum = 0;
      if (to > from) {
        walk(from, (stretch) => {
          sum += Math.max(0, Math.min(stretch.to, to) - Math.max(stretch.from, from));
          return stretch.to >= to;
        });
      }
      return sum;
    },
    afterWorkTime(from: number, ms: number) {
      let left = ms;
      let end = from;
      walk(from, (stretch) => {
        const begins = Math.max(stretch.from, from);
        end = Math.min(stretch.to, begins + left);
        left -= end - begins;
        return left <= 0;
      });
      return end;
    },
  };
}

/** Answers what a day is, each day worked out once. */
function dayKinds(years: readonly CalendarYear[], { weeklyRest, fixedHolidays }: Worktime) {
  const exceptions = new Map<number, DayKind>();
  const covered = years.map(({ year, coverageUntil }) => ({
    from: dayNumber(`${year}-01-01`),
    to: dayNumber(coverageUntil),
  }));
  for (const { holidays, workdays } of years) {
    for (const { name, from, to } of holidays) {
      for (let day = dayNumber(from); day <= dayNumber(to); day += 1) {
        exceptions.set(day, { working: false, known: true, why: 'HOLIDAY', name });
      }
    }
    for (const { name, date } of workdays) {
      exceptions.set(dayNumber(date), { working: true, known: true, why: 'MADE_UP', name });
    }
  }
  const rests = new Set<number>(weeklyRest.map((weekday) => WEEKDAYS.indexOf(weekday)));
  const fixed = new Set(fixedHolidays);
  const plain = new Map<string, DayKind>();
  const shared = (kind: DayKind) => {
    const key = `${kind.why} ${kind.known}`;
    const before = plain.get(key) ?? kind;
    plain.set(key, before);
    return before;
  };
  return (day: number): DayKind => {
    const told = exceptions.get(day);
    if (told !== undefined) return told;
    const known = covered.some(({ from, to }) => from <= day && day <= to);
    const holiday = !known && fixed.has(new Date(day * DAY_MS).toISOString().slice(5, 10));
    const plainWhy = rests.has(weekdayOf(day)) ? 'WEEKEND' : 'WEEKDAY';
    const why = holiday ? 'HOLIDAY' : plainWhy;
    const kind = shared({ working: why === 'WEEKDAY', known, why, name: null });
    exceptions.set(day, kind);
    return kind;
  };
}

/** 0 is Monday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

function minutesOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * MINUTE_MS;
}
