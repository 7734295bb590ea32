import type { KpiEntity } from '../../gateway/contract/entities.ts';
import type { ProducerFeed } from '../../gateway/contract/feeds.ts';
import { FIGURE_PREFIX } from '../../gateway/contract/figures.ts';
import type { KpiExplanationReply } from '../../gateway/contract/kpi-replies.ts';
import { PERIODS, type Period } from '../../gateway/contract/measures.ts';
import { figureWords, type Told } from '../locale/figures.ts';
import { groupDigits } from '../locale/numbers.ts';
import { ageWords, instantWords } from '../locale/time.ts';
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
  /** Whether it is on the wall still and can be picked. */
  readonly live: boolean;
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
  /** How much adds what can be listed no more; null where nothing was let go of. */
  readonly unlisted: string | null;
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
  /** The feed without which the number is unknown now; null while it is heard. */
  readonly unheard: ProducerFeed | null;
}

/** Entries that are named in a row; the rest is told as a number. */
const ENTRIES_NAMED = 3;
/** Sums of money are told in cents. */
const CENTS = 100;
/** Unit of ages: instants since when something waits. */
const SINCE = 'SINCE';

/**
 * The gateway's answer in words. Beside its entries the number stands as the gateway told it with them: of one moment.
 * What is unknown for want of its feed has no entries either.
 * @param kpi the number as the wall may show it now
 */
export function numberCard(
  { definition, explanation: told }: KpiExplanationReply,
  kpi: KpiEntity | undefined,
  context: NumberContext,
): NumberCard {
  const { say, language, areas, unheard } = context;
  const inWords = (words: { zh: string; en: string } | null) =>
    withMember(words?.[language] ?? '', definition.id, say);
  const explanation = unheard === null ? told : undefined;
  const shown = explanation === undefined ? kpi : asTold(kpi, explanation);
  const area = kpi?.area ?? null;
  const lines = [
    {
      label: say('number.unheard'),
      text: unheard === null ? '' : say('number.unheardFeed', { feed: say(`feed.${unheard}`) }),
    },
    { label: say('number.area'), text: area === null ? '' : (areas.get(area)?.name ?? area) },
    { label: say('number.formula'), text: inWords(definition.formula) },
    { label: say('number.parts'), text: definition.unit === SINCE ? '' : partsWords(shown, say) },
    { label: say('number.middle'), text: definition.unit === SINCE ? middleWords(shown, context) : '' },
    { label: say('number.period'), text: periodWords(shown, context) },
    { label: say('number.exclusions'), text: inWords(definition.exclusions) },
    { label: say('number.note'), text: inWords(definition.note) },
    { label: say('number.source'), text: inWords(definition.source) },
  ].filter(({ text }) => text !== '');
  const rows = (explanation?.rows ?? []).map((row) => rowOf(row, definition.unit, context));
  return {
    title: inWords(definition.name),
    value: shown === undefined ? figureWords(null, say) : valueWords(shown, definition.unit, context),
    lines,
    proof: explanation === undefined ? null : proofWords(explanation, definition.unit, context),
    unequal: explanation?.equal === false,
    earlier: explanation === undefined ? null : earlierWords(explanation, definition.unit, context),
    unlisted: explanation === undefined ? null : unlistedWords(explanation, definition.unit, context),
    rows,
    more: (explanation?.total ?? 0) - rows.length,
  };
}

/**
 * Words of a number that counts one of an open list (a category, a unit, an algorithm) end with what its source calls it, as
 * its id does: that is told in the language of the page.
 */
function withMember(words: string, id: string, say: Say): string {
  const dots = [...id.matchAll(/\./g)].map(({ index }) => index);
  const member = dots.map((dot) => id.slice(dot + 1)).find((rest) => words.endsWith(rest));
  return member === undefined ? words : words.slice(0, words.length - member.length) + say.named(member);
}

/** The number of the wall with the values that were told with the entries; numbers without parts keep none. */
function asTold(kpi: KpiEntity | undefined, { told }: Explanation): KpiEntity | undefined {
  if (kpi === undefined) return undefined;
  const parts = kpi.of === undefined ? {} : { part: told.part, of: told.of };
  return { ...kpi, value: told.value, ...parts };
}

/** A number with its unit; an instant since when something waits as the time since. */
function valueWords(told: Told, unit: string, { now, say }: NumberContext): string {
  if (unit !== SINCE) return figureWords(told, say, unit);
  return told.of === 0 || told.value === 0 ? figureWords(null, say) : ageWords(now - told.value, say);
}

type Explanation = NonNullable<KpiExplanationReply['explanation']>;

function proofWords(
  { equal, recomputed, total, proved, rows }: Explanation,
  unit: string,
  context: NumberContext,
): string {
  const { say } = context;
  const shown = say('number.proved', { n: total, proved, shown: rows.length });
  const n = unit === SINCE ? valueWords(recomputed, unit, context) : groupDigits(recomputed.value);
  const sum = equal ? say('number.equal') : say('number.unequal', { n });
  return `${shown} · ${sum}`;
}

function unlistedWords({ unlisted }: Explanation, unit: string, { say }: NumberContext): string | null {
  if (unlisted === undefined) return null;
  const { entries, part, of } = unlisted;
  const n = groupDigits(entries);
  if (part !== of) return say('number.unlistedParts', { n, part: groupDigits(part), of: groupDigits(of) });
  return say('number.unlisted', {
    n,
    sum: figureWords({ value: part / (unit === 'YUAN' ? CENTS : 1) }, say, unit),
  });
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
  const named = entries.slice(-ENTRIES_NAMED).map(({ n }) => groupDigits(n));
  const rest = entries.length - named.length;
  const title = context.titleOf(subject);
  return {
    ref: subject,
    words: title ?? subject,
    live: title !== null,
    adds: addsWords(told, unit, context),
    entries: context.say(rest > 0 ? 'number.entriesMore' : 'number.entries', {
      list: named.join(' · '),
      n: entries.length,
    }),
    proved,
  };
}

/** What one entry adds: with its sign; of an age, how long it has waited itself. */
function addsWords(part: number, unit: string, { now, say }: NumberContext): string {
  if (unit === SINCE) return ageWords(now - part, say);
  const adds = groupDigits(part / (unit === 'YUAN' ? CENTS : 1));
  return part < 0 ? adds : `+${adds}`;
}

function partsWords(kpi: KpiEntity | undefined, say: Say): string {
  if (kpi?.part === undefined || kpi.of === undefined || kpi.part === kpi.of) return '';
  return say('number.partOf', { part: groupDigits(kpi.part), of: groupDigits(kpi.of) });
}

/** Of what waits the middle one, and how many wait. */
function middleWords(kpi: KpiEntity | undefined, { now, say }: NumberContext): string {
  if (kpi?.part === undefined || kpi.of === undefined || kpi.of === 0) return '';
  return say('number.middleOf', { age: ageWords(now - kpi.part, say), n: groupDigits(kpi.of) });
}

function periodWords(kpi: KpiEntity | undefined, { now, utcOffsetMinutes, say }: NumberContext): string {
  if (kpi?.to === undefined) return '';
  const at = (instant: number) => instantWords(instant, now, utcOffsetMinutes, say);
  if (kpi.from === undefined || kpi.from === null) return say('number.ever');
  return say('number.span', { from: at(kpi.from), to: at(Math.min(now, kpi.to)) });
}
