import type { KpiEntity } from '../../contract/entities.ts';
import { figureKpi } from '../../contract/figures.ts';
import {
  ALGORITHM_FIGURE_PREFIX,
  ALGORITHM_FIGURES,
  ALGORITHM_PERIOD,
} from '../../contract/figures-algorithm.ts';
import type { Store } from '../store.ts';
import { type Figure, percent, type Span } from './figures.ts';
import type { Groups } from './groups.ts';

type Told = (typeof ALGORITHM_FIGURES)[number];

/** What is told of one algorithm over some days. */
export function algorithmFigure(
  { part: above, of: below }: Told,
  name: string,
  span: Span,
  groups: Groups,
): Figure {
  const { first, last } = span;
  const part = groups.of(above, first, last).get(name) ?? 0;
  if (below === null) return { value: part, part, of: part };
  const of = groups.of(below, first, last).get(name) ?? 0;
  return { value: percent(part, of), part, of };
}

/** The numbers of every algorithm that was heard in the period, and zeros of those that were told before. */
export function algorithmNumbers(
  store: Pick<Store, 'all'>,
  groups: Groups,
  { span, from, to }: { readonly span: Span; readonly from: number; readonly to: number },
): KpiEntity[] {
  const names = new Set<string>();
  for (const measure of ['leadsRaised', 'judgedLeads'] as const)
    for (const name of groups.of(measure, span.first, span.last).keys()) names.add(name);
  const now = [...names].sort().flatMap((name) =>
    ALGORITHM_FIGURES.map(
      (told): KpiEntity => ({
        id: figureKpi(told.prefix + name, ALGORITHM_PERIOD),
        area: null,
        ...algorithmFigure(told, name, span, groups),
        from,
        to,
      }),
    ),
  );
  const ids = new Set(now.map(({ id }) => id));
  const past = [...store.all('kpi')]
    .filter(({ id }) => id.startsWith(ALGORITHM_FIGURE_PREFIX) && !ids.has(id))
    .map((entity): KpiEntity => ({ ...entity, value: 0, part: 0, of: 0, from, to }));
  return [...now, ...past];
}
