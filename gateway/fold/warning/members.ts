import type { Member } from './groups.ts';

/** Members of a group in the order of their instants; what came at once in the order of its ref. */
export interface Members {
  readonly size: number;
  put(member: Member): void;
  /** False when it is not there. */
  delete(member: Member): boolean;
  /** From the latest on, whatever the order of arrival. */
  latest(): IterableIterator<Member>;
}

/**
 * A list that is kept in order: nearly everything comes and changes near its end, so that a change costs a few steps
 * however large the group is.
 */
export function createMembers(): Members {
  const list: Member[] = [];
  return {
    get size() {
      return list.length;
    },
    put(member) {
      const at = placeOf(list, member);
      list.splice(at, isAt(list, at, member) ? 1 : 0, member);
    },
    delete(member) {
      const at = placeOf(list, member);
      if (!isAt(list, at, member)) return false;
      list.splice(at, 1);
      return true;
    },
    *latest() {
      for (let at = list.length - 1; at >= 0; at -= 1) yield list[at] as Member;
    },
  };
}

/** Index of the first that does not come before the member. */
function placeOf(list: readonly Member[], member: Member): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(list[middle] as Member, member) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isAt(list: readonly Member[], at: number, member: Member): boolean {
  const found = list[at];
  return found !== undefined && order(found, member) === 0;
}

/** Ascending by instant; at one instant the smaller ref is the later one, as the list is read from its end. */
function order(a: Member, b: Member): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.sight.ref === b.sight.ref) return 0;
  return a.sight.ref < b.sight.ref ? 1 : -1;
}
