import type { IndicatorEntity, KpiEntity } from '../../../gateway/contract/entities.ts';
import type { RegionArea } from '../../../gateway/contract/region.ts';
import { COUNTED_REALITIES } from '../../../gateway/contract/vocabulary.ts';
import { fractionWords, NO_VALUE } from '../../locale/numbers.ts';
import { cellWords, isOldReport } from '../../state/indicators.ts';

/** Share of the items that were closed in time, with the number it is of: a town with a few items proves little. */
export const ON_TIME = 'figure.onTimeRate.D30';

/** Numbers of one street or town; null where the gateway tells none. */
export interface TownRow {
  readonly id: string;
  readonly name: string;
  readonly open: number | null;
  readonly overdue: number | null;
  readonly onTime: KpiEntity | undefined;
  readonly rostered: number | null;
  readonly rosteredOnline: number | null;
  /** Service visits done, and due, of the period of the board; null where none are told for it. */
  readonly visits: TownVisits | null;
}

/** Service visits of one town. */
export interface TownVisits {
  readonly words: string;
  /** Whether their period is long past. */
  readonly old: boolean;
}

type Span = Pick<IndicatorEntity, 'from' | 'to'>;

/** Where the board reads from. */
export interface TownSources {
  readonly areas: readonly RegionArea[];
  /** One number of one area. */
  readonly kpi: (id: string, area: string) => number | null;
  readonly entity: (id: string) => KpiEntity | undefined;
  readonly indicators: ReadonlyMap<string, IndicatorEntity>;
  /** Server time, ms. */
  readonly now: number;
  /** After which the feed of indicators counts as silent. */
  readonly silentAfterMs: number;
}

/** The streets of the region: who is most overdue first, then who has most open items. */
export function townRows(sources: TownSources): TownRow[] {
  const { areas, kpi, entity } = sources;
  const period = toldPeriod(sources, 'SERVICE_VISITS_DONE')?.from ?? null;
  return areas
    .filter(({ level }) => level === 'street')
    .map(({ id, name }) => ({
      id,
      name,
      open: kpi('case.open', id),
      overdue: kpi('case.overdue', id),
      onTime: entity(`${ON_TIME}@${id}`),
      rostered: kpi('terminal.rostered', id),
      rosteredOnline: kpi('terminal.rosteredOnline', id),
      visits: visitsOf(sources, id, period),
    }))
    .sort(
      (a, b) =>
        (b.overdue ?? 0) - (a.overdue ?? 0) || (b.open ?? 0) - (a.open ?? 0) || a.id.localeCompare(b.id),
    );
}

/** A share of some dozens proves no tenth of a percent; of nothing it is `—`. */
export function wholePercent(share: KpiEntity | undefined): string {
  return share === undefined || share.of === 0 ? NO_VALUE : `${Math.round(share.value)}%`;
}

/** What a share is of: ` 61/64`, numerator and denominator (decisions D8); '' where the gateway tells none. */
export function shareOf(share: KpiEntity | undefined): string {
  return share?.of === undefined ? '' : ` ${fractionWords(share.part ?? null, share.of)}`;
}

/** The period that most towns tell a number for, the later of two as frequent; null where none tells it. */
export function toldPeriod(
  { areas, indicators }: Pick<TownSources, 'areas' | 'indicators'>,
  kind: IndicatorEntity['kind'],
  by: string | null = null,
): Span | null {
  const told = new Map<number, Span & { readonly times: number }>();
  for (const { id, level } of areas) {
    const one = level === 'street' ? reported(indicators, id, kind, by) : null;
    if (one !== null)
      told.set(one.from, { from: one.from, to: one.to, times: (told.get(one.from)?.times ?? 0) + 1 });
  }
  const [most] = [...told.values()].sort((a, b) => b.times - a.times || b.from - a.from);
  return most ?? null;
}

/** What was reported for an area, one of an exercise left out. */
export function reported(
  indicators: ReadonlyMap<string, IndicatorEntity>,
  area: string,
  kind: IndicatorEntity['kind'],
  by: string | null = null,
): IndicatorEntity | null {
  const one = indicators.get(`${kind}@${area}${by === null ? '' : `#${by}`}`);
  return one !== undefined && COUNTED_REALITIES.includes(one.reality) ? one : null;
}

/** Done over due of one and the same period, which is the board's; small cells are not told. */
function visitsOf(
  { indicators, now, silentAfterMs }: TownSources,
  area: string,
  period: number | null,
): TownVisits | null {
  const done = reported(indicators, area, 'SERVICE_VISITS_DONE');
  const due = reported(indicators, area, 'SERVICE_VISITS_DUE');
  if (done === null || due === null || done.from !== period) return null;
  if (done.from !== due.from || done.to !== due.to) return null;
  const words = `${cellWords(done.kind, done.value)}/${cellWords(due.kind, due.value)}`;
  return { words, old: isOldReport(done, now, silentAfterMs) };
}
