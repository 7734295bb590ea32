import type { CaseEntity } from '../../contract/entities.ts';

/** Live items of one standing, by what they are about and where. */
export interface LikeIndex {
  /** `after` is undefined once the item has left the live state. */
  changed(before: CaseEntity | undefined, after: CaseEntity | undefined): void;
  /** Ids of those about `like`, in order. */
  at(like: string): readonly string[];
}

/** @param likeOf what an item is about and where; null while it does not have the standing */
export function createLikeIndex(likeOf: (item: CaseEntity) => string | null): LikeIndex {
  const items = new Map<string, Set<string>>();
  const keyOf = (item: CaseEntity | undefined) => (item === undefined ? null : likeOf(item));
  return {
    changed(before, after) {
      const [former, latter] = [keyOf(before), keyOf(after)];
      if (former === latter) return;
      const id = after?.id ?? before?.id ?? '';
      if (former !== null) {
        const ids = items.get(former);
        ids?.delete(id);
        if (ids?.size === 0) items.delete(former);
      }
      if (latter !== null) items.set(latter, (items.get(latter) ?? new Set()).add(id));
    },
    at: (like) => [...(items.get(like) ?? [])].sort(),
  };
}
