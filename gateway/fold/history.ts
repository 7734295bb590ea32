/** An entity's last change. */
export interface Mark<Ref> {
  readonly ref: Ref;
  /** `n` of the last change; {@link GONE} when it was removed. */
  n: number;
}

export const GONE = -1;

/** Changes by ascending `n`; only the last of an entity is true, the others are dropped now and then. */
export interface History<Ref> {
  /** The mark changed at its `n`. */
  add(mark: Mark<Ref>): void;
  /** What changed after `n` and was not removed since, in the order of its last change; of one entry in that of `compare`. */
  after(n: number): Ref[];
  /** Puts what was added in any order in the order of `n`. */
  settle(): void;
}

/** Changes beyond three for each entity that are kept until the untrue ones are dropped. */
const SLACK = 4_096;

/** Two lists side by side, so that a change makes no object. */
export function createHistory<Ref>(compare: (a: Ref, b: Ref) => number): History<Ref> {
  let marks: Mark<Ref>[] = [];
  let ns: number[] = [];
  let limit = SLACK;
  const forget = () => {
    let kept = 0;
    for (let at = 0; at < marks.length; at += 1) {
      const mark = marks[at] as Mark<Ref>;
      const n = ns[at] as number;
      if (mark.n !== n) continue;
      marks[kept] = mark;
      ns[kept] = n;
      kept += 1;
    }
    marks.length = kept;
    ns.length = kept;
    limit = 3 * kept + SLACK;
  };
  return {
    add(mark) {
      marks.push(mark);
      ns.push(mark.n);
      if (marks.length > limit) forget();
    },
    after(n) {
      const refs: Ref[] = [];
      let ofOne: Ref[] = [];
      let before = n;
      const close = () => {
        for (const ref of ofOne.length > 1 ? ofOne.sort(compare) : ofOne) refs.push(ref);
        ofOne = [];
      };
      for (let at = firstAfter(ns.length, (index) => ns[index] as number, n); at < marks.length; at += 1) {
        const mark = marks[at] as Mark<Ref>;
        if (mark.n !== ns[at]) continue;
        if (mark.n !== before) close();
        before = mark.n;
        ofOne.push(mark.ref);
      }
      close();
      return refs;
    },
    settle() {
      marks = marks.filter(({ n }, at) => n === ns[at]).sort((a, b) => a.n - b.n);
      ns = marks.map(({ n }) => n);
      limit = 3 * marks.length + SLACK;
    },
  };
}

/** Index of the first `n` after this one, by halving: the `length` of them are in order. */
export function firstAfter(length: number, nAt: (index: number) => number, n: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (nAt(middle) > n) high = middle;
    else low = middle + 1;
  }
  return low;
}
