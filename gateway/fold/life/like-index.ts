import type { CaseEntity } from '../../contract/entities.ts';
import { isNear, type Spot, spotOf } from './like.ts';

/** Live items of one standing, by what they are about and where. */
export interface LikeIndex {
  /** `after` is undefined once the item has left the live state. */
  changed(before: CaseEntity | undefined, after: CaseEntity | undefined): void;
  /** Ids of those about the like of `like`, at most `metres` from it where it is at a point, in order. */
  at(like: string, metres: number): readonly string[];
}

/** @param likeOf what an item is about and where; null while it does not have the standing */
export function createLikeIndex(likeOf: (item: CaseEntity) => string | null): LikeIndex {
  const cells = new Map<string, Map<string, Spot>>();
  const keyOf = (item: CaseEntity | undefined) => (item === undefined ? null : likeOf(item));
  const remove = (id: string, { cell }: Spot) => {
    const items = cells.get(cell);
    items?.delete(id);
    if (items?.size === 0) cells.delete(cell);
  };
  const add = (id: string, spot: Spot) => {
    const items = cells.get(spot.cell) ?? new Map<string, Spot>();
    cells.set(spot.cell, items.set(id, spot));
  };
  return {
    changed(before, after) {
      const [former, latter] = [keyOf(before), keyOf(after)];
      if (former === latter) return;
      const id = after?.id ?? before?.id ?? '';
      if (former !== null) remove(id, spotOf(former));
      if (latter !== null) add(id, spotOf(latter));
    },
    at(like, metres) {
      const spot = spotOf(like);
      const found = spot.around.flatMap((cell) => [...(cells.get(cell) ?? [])]);
      return found.flatMap(([id, other]) => (isNear(spot, other, metres) ? [id] : [])).sort();
    },
  };
}
