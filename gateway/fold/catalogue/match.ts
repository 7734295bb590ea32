import type { CatalogueItem, CatalogueState } from '../../contract/life.ts';
import type { CaseKind } from '../../contract/vocabulary.ts';

/** The catalogue made quick to ask. */
export interface Catalogue {
  readonly byId: ReadonlyMap<string, CatalogueItem>;
  readonly byMatter: ReadonlyMap<string, CatalogueItem>;
}

const REST = '*';

/** The first row that covers a matter counts. */
export function catalogueOf(items: readonly CatalogueItem[]): Catalogue {
  const byMatter = new Map<string, CatalogueItem>();
  for (const item of items) {
    for (const category of item.categories) {
      const matter = matterOf(item.kind, category);
      if (!byMatter.has(matter)) byMatter.set(matter, item);
    }
  }
  return { byId: new Map(items.map((item) => [item.id, item])), byMatter };
}

function matterOf(kind: CaseKind, category: string): string {
  return `${kind} ${category}`;
}

/** What of an item the catalogue looks at. */
export interface Matter {
  readonly kind: CaseKind;
  readonly category: string | null;
  /** Row that the source or a seat named. */
  readonly told: string | null;
  /** The unit that has it says that it is not its duty. */
  readonly disputed: boolean;
}

/** The row that says whose duty an item is, and whether that stands. */
export function matched(
  { byId, byMatter }: Catalogue,
  { kind, category, told, disputed }: Matter,
): { readonly catalogueItem: string | null; readonly catalogue: CatalogueState } {
  const named = told === null ? undefined : byId.get(told);
  const found =
    named ??
    (category === null ? undefined : byMatter.get(matterOf(kind, category))) ??
    byMatter.get(matterOf(kind, REST));
  if (disputed) return { catalogueItem: found?.id ?? null, catalogue: 'DISPUTED' };
  return found === undefined
    ? { catalogueItem: null, catalogue: 'UNMATCHED' }
    : { catalogueItem: found.id, catalogue: 'MATCHED' };
}
