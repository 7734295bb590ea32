import type { CaseEntity } from '../../../gateway/contract/entities.ts';
import { FIGURE_PREFIX, type FigureUnit } from '../../../gateway/contract/figures.ts';
import { CATALOGUE_RETURNED_PREFIX } from '../../../gateway/contract/kpi.ts';
import type { ReadFigure } from '../../composables/useFigures.ts';
import { fractionWords } from '../../locale/numbers.ts';
import type { Say } from '../../locale/words.ts';
import type { SheetRow } from './sheet.ts';

/** How the ids of the figures of catalogue rows begin and end (`gateway/contract/figures-named.ts`). */
const HAND_BACKS = `${FIGURE_PREFIX}catalogue.handBacks.`;
const BOUNCE_RATE = `${FIGURE_PREFIX}catalogue.bounceRate.`;
const PERIOD = '.D30';

export interface CatalogueSources {
  /** Ids of all numbers that the gateway tells. */
  readonly ids: readonly string[];
  readonly cases: Iterable<Pick<CaseEntity, 'life'>>;
  readonly read: (id: string, unit?: FigureUnit) => ReadFigure;
  readonly say: Say;
}

/**
 * Rows of the duty catalogue 确权清单 that items were handed back from: how often in thirty days, of how many dispatched
 * items, and how many stand on the wall; the most hand-backs first. A row is told by its number, with whose duty it is while
 * an item of it is known.
 */
export function catalogueRows({ ids, cases, read, say }: CatalogueSources): readonly SheetRow[] {
  const departments = departmentsIn(cases);
  return [...new Set(ids.map(rowIn))]
    .filter((row) => row !== null)
    .map((row) => {
      const times = read(`${HAND_BACKS}${row}${PERIOD}`);
      const standing = read(`${CATALOGUE_RETURNED_PREFIX}${row}`);
      return { row, times, standing, n: times.value ?? 0, now: standing.value ?? 0 };
    })
    .filter(({ n, now }) => n > 0 || now > 0)
    .sort((a, b) => b.n - a.n || b.now - a.now || a.row.localeCompare(b.row))
    .map(({ row, times, standing }) => {
      const department = departments.get(row);
      const rate = read(`${BOUNCE_RATE}${row}${PERIOD}`, 'PERCENT');
      return {
        key: row,
        word:
          department === undefined ? row : say('duty.row', { id: row, department: say.named(department) }),
        cells: [times, { ...rate, base: fractionWords(rate.part, rate.of) }, standing],
      };
    });
}

/** The row of the catalogue that a number is about; null for any other number. */
function rowIn(id: string): string | null {
  if (id.startsWith(CATALOGUE_RETURNED_PREFIX)) return id.slice(CATALOGUE_RETURNED_PREFIX.length);
  return id.startsWith(HAND_BACKS) ? id.slice(HAND_BACKS.length, -PERIOD.length) : null;
}

function departmentsIn(cases: CatalogueSources['cases']): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { life } of cases)
    if (life.catalogueItem !== null && life.duty !== null)
      known.set(life.catalogueItem, life.duty.department);
  return known;
}
