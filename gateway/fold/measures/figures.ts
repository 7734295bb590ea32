import type { KpiEntity } from '../../contract/entities.ts';
import { DAYS_BACK } from '../../contract/figure.ts';
import { FIGURES, type FigureDefinition, figureKpi } from '../../contract/figures.ts';
import { LOAD_FIGURES } from '../../contract/figures-load.ts';
import { NAMED_PERIOD } from '../../contract/figures-named.ts';
import { kpiId } from '../../contract/kpi.ts';
import { AREA_PERIOD, type MeasureId, type Period } from '../../contract/measures.ts';
import type { Context } from '../context.ts';
import { equal } from '../equal.ts';
import type { Store } from '../store.ts';
import { dailySeries } from './daily.ts';
import { type Days, sumKey } from './days.ts';
import type { Evidence } from './evidence.ts';
import { loadFigure, loadOf } from './load.ts';
import { namedNumbers } from './named.ts';

const DAY_MS = 86_400_000;
const WEEK = 7;
const WEEKS_COMPARED = 4;
const LENGTH: Readonly<Record<'TODAY' | 'D7' | 'D30', number>> = { TODAY: 1, D7: 7, D30: 30 };

/** Days of a period, first and last included; `first` is −∞ for everything. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** A figure's value with what it was made of: `part` of `of`, or `of` observations behind a duration. */
export interface Figure {
  readonly value: number;
  readonly part: number;
  readonly of: number;
}

/** What a figure is computed from: the sums of the log, or those of listed proofs. */
export type Sums = Pick<Days, 'sum' | 'spread'>;

export function spanOf(period: Period, last: number): Span {
  if (period === 'ALL') return { first: Number.NEGATIVE_INFINITY, last };
  if (period !== 'YEAR') return { first: last - LENGTH[period] + 1, last };
  const year = new Date(last * DAY_MS).getUTCFullYear();
  return { first: Date.UTC(year, 0, 1) / DAY_MS, last };
}

/** Percent with two decimals, half up (the seeds' figures are told so); 0 of nothing. */
export function percent(part: number, of: number): number {
  return of === 0 ? 0 : Math.round((part * 10_000) / of) / 100;
}

/** A figure over a span of days. PRESENT figures have none: they are shares of two numbers of the moment. */
export function figureOf(definition: FigureDefinition, area: string, span: Span, sums: Sums): Figure {
  const { take, unit } = definition;
  const [numerator, denominator] = [definition.numerator, definition.denominator] as [MeasureId, MeasureId];
  const { first, last } = span;
  if (take === 'SHARE') {
    const part = sums.sum(numerator, area, first, last);
    const of = sums.sum(denominator, area, first, last);
    return { value: percent(part, of), part, of };
  }
  if (take === 'SUM') {
    const sum = sums.sum(numerator, area, first, last);
    return { value: unit === 'YUAN' ? sum / 100 : sum, part: sum, of: sum };
  }
  if (take === 'CHANGE') return changeOf(numerator, area, last, sums);
  return durationOf(take, sums.spread(numerator, area, first, last));
}

function changeOf(measure: MeasureId, area: string, last: number, sums: Sums): Figure {
  const week = (ago: number) => sums.sum(measure, area, last - (ago + 1) * WEEK + 1, last - ago * WEEK);
  const former = Array.from({ length: WEEKS_COMPARED }, (_, index) => week(index + 1)).sort((a, b) => a - b);
  const middle = WEEKS_COMPARED / 2;
  const of = ((former[middle - 1] ?? 0) + (former[middle] ?? 0)) / 2;
  const part = week(0);
  return { value: part, part, of };
}

/** Median and 90th percentile by nearest rank. */
function durationOf(take: FigureDefinition['take'], spread: readonly (readonly [number, number])[]): Figure {
  const of = spread.reduce((sum, [, count]) => sum + count, 0);
  if (of === 0) return { value: 0, part: 0, of };
  const sum = spread.reduce((total, [value, count]) => total + value * count, 0);
  if (take === 'MEAN') return { value: Math.round(sum / of), part: sum, of };
  const rank = Math.ceil(of * (take === 'P90' ? 0.9 : 0.5));
  let seen = 0;
  const at = spread.find(([, count]) => {
    seen += count;
    return seen >= rank;
  });
  return { value: at?.[0] ?? 0, part: sum, of };
}

/** The figures as numbers of the wall. They settle with each tick, not with each entry. */
export interface Figures {
  settle(now: number, n: number): void;
}

export function createFigures(store: Store, evidence: Evidence, context: () => Context): Figures {
  const { days, groups } = evidence;
  let settled = -1;
  let loadSettled = '';
  let groupsSettled = '';
  let settledOn = Number.NaN;
  const known = new Set<string>(['']);
  const settleLoad = (last: number, n: number) => {
    const load = loadOf(groups, evidence, context());
    const spans = LOAD_PERIODS.map((period) => spanOf(period, last));
    const flooded = spans.map((span) => Math.floor(load.floodMs(span) / MINUTE_MS));
    const watched = [...spans.map(load.minutes), ...spans.map(load.watchedTens)];
    const stand = [last, groups.changes, load.seats, load.full, load.windowMs, ...watched, ...flooded].join();
    if (stand === loadSettled) return;
    loadSettled = stand;
    for (const definition of LOAD_FIGURES)
      for (const period of definition.periods) {
        const span = spanOf(period, last);
        put(
          store,
          toldOf(definition, { period, area: null, span }, loadFigure(definition, span, load), days),
          n,
        );
      }
  };
  const settleGroups = (last: number, n: number) => {
    const stand = `${last} ${groups.changes}`;
    if (stand === groupsSettled) return;
    groupsSettled = stand;
    const span = spanOf(NAMED_PERIOD, last);
    const when = { span, from: days.startOf(span.first), to: days.startOf(span.last + 1) };
    for (const entity of namedNumbers(store, groups, when)) put(store, entity, n);
  };
  return {
    settle(now, n) {
      for (const definition of PRESENT_FIGURES) put(store, presentFigure(store, definition), n);
      settleLoad(days.dayOf(now), n);
      settleGroups(days.dayOf(now), n);
      if (settled === evidence.changes) return;
      settled = evidence.changes;
      const last = days.dayOf(now);
      const touched = days.touched();
      const anew = days.startOf(last) !== settledOn;
      settledOn = days.startOf(last);
      const moved = ({ numerator, denominator }: FigureDefinition, area: string) =>
        anew ||
        !known.has(area) ||
        [numerator, denominator].some((id) => id !== null && touched.has(sumKey(id as MeasureId, area)));
      for (const definition of PERIOD_FIGURES) {
        const tell = (period: Period, area: string | null) =>
          put(store, entityOf(definition, { period, area, last }, days), n);
        if (moved(definition, '')) for (const period of definition.periods) tell(period, null);
        if (!definition.perArea) continue;
        for (const area of days.areas()) if (moved(definition, area)) tell(AREA_PERIOD, area);
      }
      for (const area of days.areas()) known.add(area);
      for (const series of dailySeries(days, last))
        if (!equal(store.get('series', series.id), series)) store.put('series', series, n);
    },
  };
}

const MINUTE_MS = 60_000;
const LOAD_PERIODS = DAYS_BACK;
const PRESENT_FIGURES = FIGURES.filter(({ take }) => take === 'PRESENT');
const PERIOD_FIGURES = FIGURES.filter(({ take }) => take !== 'PRESENT');

/** A share of two numbers as they stand. */
export function presentFigure(
  store: Pick<Store, 'get'>,
  { id, numerator, denominator }: FigureDefinition,
): KpiEntity {
  const part = store.get('kpi', numerator)?.value ?? 0;
  const of = store.get('kpi', denominator ?? '')?.value ?? 0;
  return { id: figureKpi(id, null), value: percent(part, of), area: null, part, of };
}

interface Told {
  readonly period: Period;
  readonly area: string | null;
  readonly last: number;
}

function entityOf(definition: FigureDefinition, { period, area, last }: Told, days: Days): KpiEntity {
  const span = spanOf(period, last);
  return toldOf(definition, { period, area, span }, figureOf(definition, area ?? '', span, days), days);
}

function toldOf(
  definition: FigureDefinition,
  { period, area, span }: Omit<Told, 'last'> & { readonly span: Span },
  figure: Figure,
  days: Days,
): KpiEntity {
  const id = figureKpi(definition.id, period);
  return {
    id: area === null ? id : kpiId(id, area),
    area,
    ...figure,
    from: Number.isFinite(span.first) ? days.startOf(span.first) : null,
    to: days.startOf(span.last + 1),
  };
}

function put(store: Store, entity: KpiEntity, n: number): void {
  if (!equal(store.get('kpi', entity.id), entity)) store.put('kpi', entity, n);
}
