import type { IndicatorEntity } from '../../../gateway/contract/entities.ts';
import { INDICATOR_RULES } from '../../../gateway/contract/indicators.ts';
import { COUNTED_REALITIES, INDICATOR_KINDS } from '../../../gateway/contract/vocabulary.ts';
import { joined } from '../../locale/joined.ts';
import { ageWords, periodWords } from '../../locale/time.ts';
import type { Say } from '../../locale/words.ts';
import { cellWords, isOldReport } from '../../state/indicators.ts';

/** One number that a department reported for the whole county. */
export interface IndicatorRow {
  readonly ref: string;
  readonly word: string;
  /** Service or dataset it is told for, and the network where those are told apart. */
  readonly by: string;
  readonly value: string;
  /** Of how many, and of how many observations where that is neither of the two numbers; '' where it is. */
  readonly of: string;
  /** What it is told for; how long that is ago once it is old. */
  readonly period: string;
  readonly old: boolean;
}

export interface IndicatorContext {
  /** Server time, ms. */
  readonly now: number;
  readonly utcOffsetMinutes: number;
  /** Id of the county: what is told for a street stands on the board of the towns. */
  readonly county: string | null;
  /** After which the feed of indicators counts as silent. */
  readonly silentAfterMs: number;
  readonly say: Say;
}

/** What was reported for the county, in the order of the kinds. */
export function indicatorRows(
  indicators: ReadonlyMap<string, IndicatorEntity>,
  context: IndicatorContext,
): IndicatorRow[] {
  const { county } = context;
  return [...indicators.values()]
    .filter(({ area, reality }) => area === county && COUNTED_REALITIES.includes(reality))
    .sort(
      (a, b) => INDICATOR_KINDS.indexOf(a.kind) - INDICATOR_KINDS.indexOf(b.kind) || a.id.localeCompare(b.id),
    )
    .map((one) => rowOf(one, context));
}

function rowOf(one: IndicatorEntity, context: IndicatorContext): IndicatorRow {
  const { now, silentAfterMs, say } = context;
  const old = isOldReport(one, now, silentAfterMs);
  return {
    ref: `indicator:${one.id}`,
    word: say(`indicator.${one.kind}`),
    by: breakdownWords(one, say),
    value: say(`measured.${one.unit}`, { n: cellWords(one.kind, one.value) }),
    of: baseWords(one),
    period: old ? say('indicators.old', { age: ageWords(now - one.to, say) }) : periodWords(one, context),
    old,
  };
}

/** A count is its own number of observations; a mean or a share is not. */
function baseWords({ kind, value, of, n }: IndicatorEntity): string {
  const all = of === null ? '' : `/ ${cellWords(kind, of)}`;
  return n === value || n === of ? all : `${all} n=${cellWords(kind, n)}`.trim();
}

function breakdownWords({ kind, by, network }: IndicatorEntity, say: Say): string {
  const apart = INDICATOR_RULES[kind].byNetwork && network !== null ? say(`network.${network}`) : null;
  return joined(by === null ? '' : say.named(by), apart ?? '');
}
