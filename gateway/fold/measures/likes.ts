const DAY_MS = 86_400_000;
/** How far back an item makes a later one of the same place and type a repeat (domain §4). */
const LIKE_DAYS = 90;

/**
 * Counted items by what they are about and where: an index over proofs, made of nothing else, so that it is the same after
 * a restore. Never by who reported.
 */
export interface Likes {
  /** The item `name` counts as received at `at` (epoch ms) about `like`; null: it does not count. */
  put(name: string, like: string | undefined, at: number | null): void;
  /** The latest other item about the same that was received before, within 90 days. */
  before(name: string, like: string, at: number): string | undefined;
}

interface Seen {
  readonly at: number;
  readonly name: string;
}

export function createLikes(): Likes {
  /** In the order in which they were received. */
  const items = new Map<string, Seen[]>();
  const known = new Map<string, Seen & { readonly like: string }>();
  const remove = (name: string) => {
    const former = known.get(name);
    if (former === undefined) return;
    known.delete(name);
    const left = (items.get(former.like) ?? []).filter((each) => each.name !== name);
    if (left.length === 0) items.delete(former.like);
    else items.set(former.like, left);
  };
  return {
    put(name, like, at) {
      const former = known.get(name);
      if (former !== undefined && former.like === like && former.at === at) return;
      remove(name);
      if (like === undefined || at === null) return;
      const seen = { at, name };
      const line = items.get(like) ?? [];
      items.set(like, line);
      line.splice(firstFrom(line, seen), 0, seen);
      known.set(name, { ...seen, like });
    },
    before(name, like, at) {
      const line = items.get(like) ?? [];
      for (let index = firstFrom(line, { at, name: '' }) - 1; index >= 0; index -= 1) {
        const seen = line[index] as Seen;
        if (at - seen.at > LIKE_DAYS * DAY_MS) return undefined;
        if (seen.name !== name) return seen.name;
      }
      return undefined;
    },
  };
}

/** Index of the first that is not before `seen`, by halving. */
function firstFrom(line: readonly Seen[], seen: Seen): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const each = line[middle] as Seen;
    if (each.at < seen.at || (each.at === seen.at && each.name < seen.name)) low = middle + 1;
    else high = middle;
  }
  return low;
}
