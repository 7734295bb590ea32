import { z } from 'zod';

/** A calendar day of the site, `YYYY-MM-DD`, that exists. */
export const calendarDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text, 'a day that exists');

const name = z.string().trim().min(1).max(40);

const daysOff = z
  .strictObject({ name, from: calendarDay, to: calendarDay })
  .refine(({ from, to }) => from <= to, { error: 'from is not after to', path: ['to'] });

/**
 * One year of public holidays and make-up working days 调休, as the yearly notice tells them:
 * `config/rules/calendars/<year>.json`. A day of neither list is off when it is a day of the weekly rest.
 */
export const calendarYear = z
  .strictObject({
    year: z.int().min(1980).max(2199),
    /** The notice it was taken from. */
    source: z.string().trim().min(1).max(200),
    /** Last day that the notice speaks about; later days of the year are reckoned provisionally. */
    coverageUntil: calendarDay,
    holidays: z.array(daysOff).max(40),
    workdays: z.array(z.strictObject({ name, date: calendarDay })).max(40),
  })
  .superRefine((year, context) => {
    for (const { path, problem } of calendarFaults(year)) {
      context.addIssue({ code: 'custom', message: problem, path });
    }
  });
export type CalendarYear = z.infer<typeof calendarYear>;

interface Fault {
  readonly path: (string | number)[];
  readonly problem: string;
}

interface YearShape {
  readonly year: number;
  readonly coverageUntil: string;
  readonly holidays: readonly { readonly from: string; readonly to: string }[];
  readonly workdays: readonly { readonly date: string }[];
}

/** What a year's lists say against themselves. */
function calendarFaults({ year, coverageUntil, holidays, workdays }: YearShape): Fault[] {
  const outside = (day: string) => !day.startsWith(`${year}-`);
  const faults: Fault[] = [];
  const tell = (path: Fault['path'], problem: string) => faults.push({ path, problem });
  if (outside(coverageUntil)) tell(['coverageUntil'], `a day of ${year}`);
  for (const [index, { from, to }] of holidays.entries()) {
    if (outside(from) || outside(to)) tell(['holidays', index], `days of ${year} only`);
  }
  for (const [index, { date }] of workdays.entries()) {
    if (outside(date)) tell(['workdays', index, 'date'], `a day of ${year}`);
    if (holidays.some(({ from, to }) => from <= date && date <= to)) {
      tell(['workdays', index, 'date'], `${date} is also a holiday; a day is one or the other`);
    }
  }
  return faults;
}

/** Days of the week, Monday first. */
export const WEEKDAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM');

/** Office hours and weekly rest: `config/rules/worktime.json`. */
export const worktime = z.strictObject({
  /** Stretches of one working day in order; the last one's end is the close of business. */
  hours: z
    .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
    .min(1)
    .max(6)
    .refine(inOrder, 'each stretch ends after it begins and before the next one begins'),
  weeklyRest: z.array(z.enum(WEEKDAYS)).max(6),
  /** Days off by statute in every year, `MM-DD`: all that is known where no notice was published yet. */
  fixedHolidays: z.array(
    z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year as MM-DD'),
  ),
});
export type Worktime = z.infer<typeof worktime>;

function inOrder(hours: readonly { readonly from: string; readonly to: string }[]): boolean {
  return hours.every(({ from, to }, index) => from < to && (hours[index - 1]?.to ?? '') <= from);
}
