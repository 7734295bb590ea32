const DAY_MS = 86_400_000;
/** How far back an item makes a later one of the same place and type a repeat (domain §4). */
const LIKE_DAYS = 90;

/**
 * Counted items by what they are about and where: an index over proofs, made of nothing else, so that it is the same after
 * a restore. Never by who reported.
 */
export interface Likes {
  /**
   * The item `name` counts as received at `at` (epoch ms) about `like`; null: it does not count. Names of the items of
   * which another one may be the latest before since then.
   */
  put(name: string, like: string | undefined, at: number | null): readonly string[];
  /** The latest other item about the same that was received before, within 90 days. */
  before(name: string, like: string, at: number): string | undefined;
  /** Those about it that were received after `from` and before `to`, in that order. */
  between(like: string, from: number, to: number): readonly Seen[];
  /** What something changed about since it was last asked. */
  touched(): readonly string[];
}

const NONE: readonly string[] = [];

/** An item and when it was received. */
export interface Seen {
  readonly at: number;
  readonly name: string;
}

export function createLikes(): Likes {
  /** In the order in which they were received. */
  const items = new Map<string, Seen[]>();
  const known = new Map<string, Seen & { readonly like: string }>();
  const touched = new Set<string>();
  const remove = (name: string): readonly string[] => {
    const former = known.get(name);
    if (former === undefined) return [];
    known.delete(name);
    touched.add(former.like);
    const left = (items.get(former.like) ?? []).filter((each) => each.name !== name);
    if (left.length === 0) items.delete(former.like);
    else items.set(former.like, left);
    return nextAfter(left, former.at);
  };
  return {
    put(name, like, at) {
      const former = known.get(name);
      if (former === undefined ? like === undefined || at === null : former.like === like && former.at === at)
        return [];
      const followers = remove(name);
      if (like === undefined || at === null) return followers;
      touched.add(like);
      const seen = { at, name };
      const line = items.get(like) ?? [];
      items.set(like, line);
      line.splice(firstFrom(line, seen), 0, seen);
      known.set(name, { ...seen, like });
      return [...followers, ...nextAfter(line, at)];
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
    between(like, from, to) {
      const line = items.get(like) ?? [];
      return line.slice(firstAfter(line, from), firstFrom(line, { at: to, name: '' }));
    },
    touched() {
      if (touched.size === 0) return NONE;
      const likes = [...touched];
      touched.clear();
      return likes;
    },
  };
}

/** All that were received at the first instant after `at`. */
function nextAfter(line: readonly Seen[], at: number): readonly string[] {
  const names: string[] = [];
  const start = firstAfter(line, at);
  for (let index = start; line[index]?.at === line[start]?.at && index < line.length; index += 1)
    names.push((line[index] as Seen).name);
  return names;
}

function firstAfter(line: readonly Seen[], at: number): number {
  return firstFrom(line, { at: at + 1, name: '' });
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
