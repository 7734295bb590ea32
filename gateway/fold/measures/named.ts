import type { KpiEntity } from '../../contract/entities.ts';
import { FIGURE_PREFIX } from '../../contract/figure.ts';
import { figureKpi } from '../../contract/figures.ts';
import { NAMED_FIGURES, NAMED_PERIOD, type NamedFigure } from '../../contract/figures-named.ts';
import type { Store } from '../store.ts';
import { type Figure, percent, type Span } from './figures.ts';
import type { Groups } from './groups.ts';

/** What is told of one algorithm, or one row of the duty catalogue, over some days. */
export function namedFigure(
  { part: above, of: below }: NamedFigure,
  name: string,
  { first, last }: Span,
  groups: Groups,
): Figure {
  const part = groups.of(above, first, last).get(name) ?? 0;
  if (below === null) return { value: part, part, of: part };
  const of = groups.of(below, first, last).get(name) ?? 0;
  return { value: percent(part, of), part, of };
}

/** The numbers of everyone that was heard of in the period, and zeros of those that were told before. */
export function namedNumbers(
  store: Pick<Store, 'all'>,
  groups: Groups,
  { span, from, to }: { readonly span: Span; readonly from: number; readonly to: number },
): KpiEntity[] {
  const now = NAMED_FIGURES.flatMap((told) =>
    namesOf(told, groups, span).map(
      (name): KpiEntity => ({
        id: figureKpi(told.prefix + name, NAMED_PERIOD),
        area: null,
        ...namedFigure(told, name, span, groups),
        from,
        to,
      }),
    ),
  );
  const ids = new Set(now.map(({ id }) => id));
  const past = [...store.all('kpi')]
    .filter(({ id }) => isNamed(id) && !ids.has(id))
    .map((entity): KpiEntity => ({ ...entity, value: 0, part: 0, of: 0, from, to }));
  return [...now, ...past];
}

/** A share is told of what it is a share of: 0 of something is a number, of nothing it is none. */
function namesOf(
  { part, of, among = [] }: NamedFigure,
  groups: Groups,
  { first, last }: Span,
): readonly string[] {
  const heard = [part, of ?? part, ...among].flatMap((measure) => [
    ...groups.of(measure, first, last).keys(),
  ]);
  return [...new Set(heard)].sort();
}

const BEGINNINGS = NAMED_FIGURES.map(({ prefix }) => `${FIGURE_PREFIX}${prefix}`);

function isNamed(id: string): boolean {
  return BEGINNINGS.some((beginning) => id.startsWith(beginning));
}
