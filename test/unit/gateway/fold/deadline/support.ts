import { fileURLToPath } from 'node:url';
import { loadCalendars } from '../../../../../config/runtime/calendars.ts';
import type { Extension, Limit, PauseSpan } from '../../../../../gateway/contract/deadlines.ts';
import { limit as limitSchema } from '../../../../../gateway/contract/deadlines.ts';
import { createCalendar } from '../../../../../gateway/fold/deadline/calendar.ts';
import { type Run, reckon, type Span } from '../../../../../gateway/fold/deadline/reckon.ts';
import { at, RULES } from '../log.ts';

const OFFSET_MS = 8 * 3_600_000;

/** The years that are shipped. */
export const YEARS = loadCalendars(
  fileURLToPath(new URL('../../../../../config/rules/calendars', import.meta.url)),
);

export const calendar = createCalendar(YEARS, RULES.worktime, OFFSET_MS);

/** A calendar with other years or holidays than the shipped ones. */
export function calendarOf(years: typeof YEARS, worktime = RULES.worktime) {
  return createCalendar(years, worktime, OFFSET_MS);
}

/** `span('2 workday')`, `span('0.5 hour')`. */
export function span(text: string, firstDay: Limit['firstDay'] = 'EXCLUDED'): Span {
  const [amount, unit] = text.split(' ');
  return { amount: Number(amount), unit: unit as Span['unit'], firstDay };
}

export function pause(from: string | number, to: string | number | null): PauseSpan {
  const ms = (local: string | number) => (typeof local === 'string' ? at(local) : local);
  return { from: ms(from), to: to === null ? null : ms(to), state: 'SUSPENDED', reason: null };
}

interface Course {
  readonly pauses?: readonly PauseSpan[];
  readonly extensions?: readonly Extension[];
  readonly firstDay?: Limit['firstDay'];
}

/** When a limit that starts at a local time is due, as local text, with `?` when it is provisional. */
export function due(
  start: string,
  text: string,
  { pauses = [], extensions = [], firstDay }: Course = {},
): string {
  const run: Run = { startAt: at(start), pauses, extensions };
  const { dueAt, provisional } = reckon(span(text, firstDay), run, calendar);
  return `${local(dueAt)}${provisional ? ' ?' : ''}`;
}

export function local(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 16).replace('T', ' ');
}

/** A limit with the least that the schema asks for. */
export function limit(over: Record<string, unknown>): Limit {
  return limitSchema.parse({
    id: 'some',
    clock: 'RESOLVE',
    amount: 2,
    unit: 'workday',
    basis: { kind: 'EXAMPLE', text: '示例' },
    ...over,
  });
}
