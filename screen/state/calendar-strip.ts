import type {
  CountedDay,
  DeadlineExplanation,
  Extension,
  PauseSpan,
} from '../../gateway/contract/deadlines.ts';
import { durationWords, instantWords, localTime, monthWord } from '../locale/time.ts';
import type { Say } from '../locale/words.ts';

/** Days that stand side by side; what is before and after them is told as a number. */
export const STRIP_DAYS = 10;
/** Days of the count that have passed and still stand left of today. */
const PAST_DAYS = 3;

type Pause = Omit<PauseSpan, 'from' | 'to'> & { readonly from: string; readonly to: string | null };
type Granted = Extension & {
  readonly at: string;
  readonly reason: string | null;
  readonly approver?: string;
};

/** `deadline` of `GET /v1/cases/:id`: instants are ISO-8601. */
export interface Explained
  extends Pick<DeadlineExplanation, 'source' | 'provisional' | 'basis' | 'limit' | 'days'> {
  readonly dueAt: string;
  readonly originalDueAt: string | null;
  readonly startAt: string | null;
  readonly pauses: readonly Pause[];
  readonly extensions: readonly Granted[];
}

/** One day of the strip. */
export interface DayCell {
  readonly date: string;
  /** Day of the month; the first of the strip and of a month carries its month. */
  readonly month: string;
  readonly day: number;
  /** Number of the counted day, or one word: why it is skipped, or that it is worked on where the source counts. */
  readonly mark: string;
  /** Not skipped. */
  readonly counted: boolean;
  readonly today: boolean;
  readonly due: boolean;
  /** The whole of it in words. */
  readonly title: string;
}

/** How a deadline came about, ready to be drawn. */
export interface CalendarStrip {
  readonly basis: string;
  readonly days: readonly DayCell[];
  readonly before: number;
  readonly after: number;
  readonly lines: readonly string[];
}

export interface StripContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly say: Say;
}

/** The gateway's explanation in words: basis and its kind, days counted and skipped, pauses, extensions. */
export function calendarStrip(explained: Explained, context: StripContext): CalendarStrip {
  const { from, to } = windowOf(explained, context);
  return {
    basis: basisWords(explained, context.say),
    days: explained.days
      .slice(from, to)
      .map((day, index) => cellOf(day, index === 0, { explained, context })),
    before: from,
    after: explained.days.length - to,
    lines: [
      limitLine(explained, context),
      ...explained.pauses.map((pause) => pauseLine(pause, context)),
      ...explained.extensions.map((one) => extensionLine(one, context.say)),
      movedLine(explained, context),
      explained.provisional ? context.say('timer.provisional') : '',
    ].filter((line) => line !== ''),
  };
}

function windowOf(
  { days }: Explained,
  context: StripContext,
): { readonly from: number; readonly to: number } {
  const today = days.findIndex(({ date }) => date === dateOf(context.now, context.utcOffsetMinutes));
  const wanted = today < 0 ? days.length : today - PAST_DAYS;
  const from = Math.max(0, Math.min(wanted, days.length - STRIP_DAYS));
  return { from, to: Math.min(days.length, from + STRIP_DAYS) };
}

/** 法定 stands only before a statute that somebody has confirmed: a source's own deadline is 来源期限, whatever it claims. */
function basisWords({ source, basis, limit }: Explained, say: Say): string {
  const kind = source === 'SOURCE' ? say('strip.source') : say(`basis.${basis?.kind ?? 'INTERNAL'}`);
  const text = say.named(basis?.text ?? limit?.id ?? '');
  return text.startsWith(kind) ? text : joined(kind, text);
}

function cellOf(
  day: CountedDay,
  first: boolean,
  { explained, context }: { readonly explained: Explained; readonly context: StripContext },
): DayCell {
  const { say, now, utcOffsetMinutes } = context;
  const [, month = 0, date = 0] = day.date.split('-').map(Number);
  const counted = day.skipped === null;
  const mark = markOf(day, say);
  return {
    date: day.date,
    month: first || date === 1 ? monthWord(month, say) : '',
    day: date,
    mark,
    counted,
    today: day.date === dateOf(now, utcOffsetMinutes),
    due: day.date === dateOf(Date.parse(explained.dueAt), utcOffsetMinutes),
    title: joined(
      day.date,
      day.count === null ? mark : say('strip.counted', { n: mark }),
      say.named(day.name ?? ''),
    ),
  };
}

function markOf({ count, skipped }: CountedDay, say: Say): string {
  if (skipped !== null) return say(`skip.${skipped}`);
  return count === null ? say('strip.workday') : String(count);
}

/** From when and how much; of a source's own count only that it is not ours. */
function limitLine({ source, startAt, dueAt, limit, days }: Explained, context: StripContext): string {
  const { say } = context;
  if (source === 'SOURCE' && days.length > 0) return say('strip.countOfSource');
  if (limit === null || startAt === null) return '';
  const amount = say(`unit.${limit.unit}`, { n: limit.amount });
  return joined(
    say('strip.from', { when: at(startAt, context), amount }),
    days.length === 0 ? say('timer.due', { when: at(dueAt, context) }) : '',
  );
}

function pauseLine(pause: Pause, context: StripContext): string {
  const { say, now } = context;
  const reason = joined(approvalWords(pause, context.say), pause.reason ?? '');
  const from = at(pause.from, context);
  if (pause.to !== null) return joined(say('strip.paused', { from, to: at(pause.to, context) }), reason);
  const duration = durationWords(now - Date.parse(pause.from), say);
  return joined(say('strip.pausedSince', { from }), say('timer.pausedFor', { duration }), reason);
}

function extensionLine(one: Granted, say: Say): string {
  return joined(
    say('strip.extended', { amount: say(`unit.${one.unit}`, { n: one.amount }) }),
    approvalWords(one, say),
    one.reason ?? '',
  );
}

function approvalWords({ approver }: { readonly approver?: string }, say: Say): string {
  return approver === undefined ? '' : say('risk.approver', { by: say.named(approver) });
}

function movedLine({ originalDueAt, dueAt }: Explained, context: StripContext): string {
  if (originalDueAt === null || Date.parse(originalDueAt) === Date.parse(dueAt)) return '';
  return context.say('strip.original', { when: at(originalDueAt, context) });
}

function at(instant: string, { now, utcOffsetMinutes, say }: StripContext): string {
  return instantWords(Date.parse(instant), now, utcOffsetMinutes, say);
}

function dateOf(instant: number, utcOffsetMinutes: number): string {
  const { year, month, date } = localTime(instant, utcOffsetMinutes);
  return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
