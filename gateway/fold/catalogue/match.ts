import type { CatalogueDuty, CatalogueItem, CatalogueState } from '../../contract/life.ts';
import type { Unit } from '../../contract/region.ts';
import type { CaseKind, HandlingLevel } from '../../contract/vocabulary.ts';

/** The catalogue made quick to ask. */
export interface Catalogue {
  readonly byId: ReadonlyMap<string, CatalogueItem>;
  readonly byMatter: ReadonlyMap<string, readonly CatalogueItem[]>;
  /** What each row says, by its id. */
  readonly duties: ReadonlyMap<string, CatalogueDuty>;
}

const REST = '*';

/** Rows in their order; a department that is named by its unit's id is told by the unit's name. */
export function catalogueOf(items: readonly CatalogueItem[], units: ReadonlyMap<string, Unit>): Catalogue {
  const byMatter = new Map<string, CatalogueItem[]>();
  for (const item of items) {
    for (const category of item.categories) {
      const matter = matterOf(item.kind, category);
      byMatter.set(matter, [...(byMatter.get(matter) ?? []), item]);
    }
  }
  return {
    byId: new Map(items.map((item) => [item.id, item])),
    byMatter,
    duties: new Map(items.map((item) => [item.id, dutyOf(item, units)])),
  };
}

function dutyOf(
  { department, territory, gridMay }: CatalogueItem,
  units: ReadonlyMap<string, Unit>,
): CatalogueDuty {
  return { department: units.get(department)?.shortName ?? department, territory, gridMay };
}

function matterOf(kind: CaseKind, category: string): string {
  return `${kind} ${category}`;
}

/** What of an item the catalogue looks at. */
export interface Matter {
  readonly kind: CaseKind;
  readonly category: string | null;
  readonly handlingLevel: HandlingLevel | null;
  /** Level of the unit that holds it; null for the centre and for units that are not known. */
  readonly heldAt: Unit['level'] | null;
  /** Row that the source or a seat named. */
  readonly told: string | null;
  /** The unit that has it says that it is not its duty. */
  readonly disputed: boolean;
}

/** What the catalogue says about an item. */
export interface Matched {
  readonly catalogueItem: string | null;
  readonly catalogue: CatalogueState;
  readonly duty: CatalogueDuty | null;
  readonly gridBarred: boolean;
}

/**
 * The row that says whose duty an item is, and whether that stands. Of several rows for one matter the one of the item's
 * level of handling counts, else the first.
 */
export function matched(catalogue: Catalogue, matter: Matter): Matched {
  const found = rowOf(catalogue, matter);
  const state: CatalogueState = found === undefined ? 'UNMATCHED' : 'MATCHED';
  const duty = found === undefined ? null : (catalogue.duties.get(found.id) ?? null);
  return {
    catalogueItem: found?.id ?? null,
    catalogue: matter.disputed ? 'DISPUTED' : state,
    duty,
    gridBarred: duty !== null && !duty.gridMay && matter.heldAt === 'VILLAGE',
  };
}

function rowOf({ byId, byMatter }: Catalogue, { kind, category, told, handlingLevel }: Matter) {
  const named = told === null ? undefined : byId.get(told);
  if (named !== undefined) return named;
  const own = category === null ? undefined : byMatter.get(matterOf(kind, category));
  const rows = own ?? byMatter.get(matterOf(kind, REST)) ?? [];
  return rows.find(({ territory }) => territory === handlingLevel) ?? rows[0];
}
