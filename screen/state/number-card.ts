import type { KpiEntity } from '../../gateway/contract/entities.ts';
import { FIGURE_PREFIX } from '../../gateway/contract/figures.ts';
import type { KpiExplanationReply } from '../../gateway/contract/kpi-replies.ts';
import { PERIODS, type Period } from '../../gateway/contract/measures.ts';
import { figureWords } from '../locale/figures.ts';
import { groupDigits } from '../locale/numbers.ts';
import { instantWords } from '../locale/time.ts';
import type { Language, Say } from '../locale/words.ts';
import type { AreaNames } from './scope.ts';

/** What a number of the wall is asked under: `figure.onTimeRate.D30@530325` is figure, period and area. */
export interface NumberQuestion {
  readonly definition: string;
  readonly period: Period | null;
  readonly area: string | null;
}

/** Reads the id under which a number stands on the wall. */
export function questionOf(kpi: string): NumberQuestion {
  const at = kpi.lastIndexOf('@');
  const id = at < 0 ? kpi : kpi.slice(0, at);
  const area = at < 0 ? null : kpi.slice(at + 1);
  if (!id.startsWith(FIGURE_PREFIX)) return { definition: id, period: null, area };
  const dot = id.lastIndexOf('.');
  const period = PERIODS.find((one) => one === id.slice(dot + 1)) ?? null;
  return { definition: id.slice(FIGURE_PREFIX.length, dot), period, area };
}

/** One entry behind a number. */
export interface NumberRow {
  /** `kind:id`. */
  readonly ref: string;
  readonly words: string;
  readonly adds: string;
  /** Places in the log from which it was folded again. */
  readonly entries: string;
  readonly proved: boolean;
}

/** What a number means and how it came about, ready to be drawn. */
export interface NumberCard {
  readonly title: string;
  readonly value: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  /** How the told value stands to the entries; null where none are told. */
  readonly proof: string | null;
  readonly unequal: boolean;
  /** What is too old to be listed; null where nothing is. */
  readonly earlier: string | null;
  readonly rows: readonly NumberRow[];
  readonly more: number;
}

export interface NumberContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  readonly language: Language;
  readonly areas: AreaNames;
  readonly say: Say;
  /** Title of something that is live, or null. */
  readonly titleOf: (ref: string) => string | null;
}

/** Entries that are named in a row; the rest is told as a number. */
const ENTRIES_NAMED = 3;
/** Sums of money are told in cents. */
const CENTS = 100;

/** The gateway's answer in words. @param kpi the number as it stands on the wall now */
export function numberCard(
  { definition, explanation }: KpiExplanationReply,
  kpi: KpiEntity | undefined,
  context: NumberContext,
): NumberCard {
  const { say, language, areas } = context;
  const inWords = (words: { zh: string; en: string } | null) => words?.[language] ?? '';
  const area = kpi?.area ?? null;
  const lines = [
    { label: say('number.area'), text: area === null ? '' : (areas.get(area)?.name ?? area) },
    { label: say('number.formula'), text: inWords(definition.formula) },
    { label: say('number.parts'), text: partsWords(kpi, say) },
    { label: say('number.period'), text: periodWords(kpi, context) },
    { label: say('number.exclusions'), text: inWords(definition.exclusions) },
    { label: say('number.note'), text: inWords(definition.note) },
    { label: say('number.source'), text: inWords(definition.source) },
  ].filter(({ text }) => text !== '');
  const rows = (explanation?.rows ?? []).map((row) => rowOf(row, definition.unit, context));
  return {
    title: inWords(definition.name),
    value: kpi === undefined ? figureWords(null, say) : figureWords(kpi, say, definition.unit),
    lines,
    proof: explanation === undefined ? null : proofWords(explanation, say),
    unequal: explanation?.equal === false,
    earlier: explanation === undefined ? null : earlierWords(explanation, definition.unit, context),
    rows,
    more: (explanation?.total ?? 0) - rows.length,
  };
}

type Explanation = NonNullable<KpiExplanationReply['explanation']>;

function proofWords({ equal, recomputed, total, proved, rows }: Explanation, say: Say): string {
  const shown = say('number.proved', { n: total, proved, shown: rows.length });
  const sum = equal ? say('number.equal') : say('number.unequal', { n: groupDigits(recomputed.value) });
  return `${shown} · ${sum}`;
}

function earlierWords(
  { earlier }: Explanation,
  unit: string,
  { now, utcOffsetMinutes, say }: NumberContext,
): string | null {
  if (earlier === null) return null;
  const until = instantWords(Date.parse(earlier.until), now, utcOffsetMinutes, say);
  const { part, of } = earlier;
  if (part !== of) return say('number.earlierParts', { until, part: groupDigits(part), of: groupDigits(of) });
  return say('number.earlier', {
    until,
    sum: figureWords({ value: part / (unit === 'YUAN' ? CENTS : 1) }, say, unit),
  });
}

function rowOf(
  { subject, part: told, proved, entries }: Explanation['rows'][number],
  unit: string,
  context: NumberContext,
) {
  const part = told / (unit === 'YUAN' ? CENTS : 1);
  const named = entries.slice(-ENTRIES_NAMED).map(({ n }) => groupDigits(n));
  const rest = entries.length - named.length;
  return {
    ref: subject,
    words: context.titleOf(subject) ?? subject,
    adds: part < 0 ? groupDigits(part) : `+${groupDigits(part)}`,
    entries: context.say(rest > 0 ? 'number.entriesMore' : 'number.entries', {
      list: named.join(' · '),
      n: entries.length,
    }),
    proved,
  };
}

function partsWords(kpi: KpiEntity | undefined, say: Say): string {
  if (kpi?.part === undefined || kpi.of === undefined || kpi.part === kpi.of) return '';
  return say('number.partOf', { part: groupDigits(kpi.part), of: groupDigits(kpi.of) });
}

function periodWords(kpi: KpiEntity | undefined, { now, utcOffsetMinutes, say }: NumberContext): string {
  if (kpi?.to === undefined) return '';
  const at = (instant: number) => instantWords(instant, now, utcOffsetMinutes, say);
  if (kpi.from === undefined || kpi.from === null) return say('number.ever');
  return say('number.span', { from: at(kpi.from), to: at(Math.min(now, kpi.to)) });
}
