import { isNear, type Spot, spotOf } from '../life/like.ts';

const DAY_MS = 86_400_000;
/** How far back an item makes a later one of the same place and type a repeat (domain §4). */
const LIKE_DAYS = 90;

/**
 * Items by what they are about and where: an index over proofs, made of nothing else, so that it is the same after a
 * restore. Never by who reported.
 */
export interface Likes {
  /**
   * The item `name` is about `like`; null: it neither counts nor was it seen. Names of the items of which another one may
   * be the latest before since then.
   */
  put(name: string, like: string | undefined, sighting: Sighting | null): readonly string[];
  /** The latest other counted item about the same that was received before, within 90 days. */
  before(name: string, like: string, at: number): string | undefined;
  /** Those about it that were received after `from` and before `to`, in that order; joined ones are among them. */
  between(like: string, from: number, to: number): readonly Seen[];
  /** What something changed about since it was last asked, and as of when it was received. */
  touched(): readonly Touch[];
}

/** When an item was received, epoch ms; `joined`: to another item, so that it was seen and counts no more. */
export interface Sighting {
  readonly at: number;
  readonly joined: boolean;
}

/** An item and when it was received. */
export interface Seen extends Sighting {
  readonly name: string;
}

export interface Touch {
  readonly like: string;
  readonly at: number;
}

interface Known extends Seen {
  readonly like: string;
  readonly spot: Spot;
}

const NONE: readonly never[] = [];

/** @param metres how far apart two at a point may be to be at one place, at present */
export function createLikes(metres: () => number): Likes {
  /** By cell, in the order in which they were received. */
  const lines = new Map<string, Known[]>();
  const known = new Map<string, Known>();
  let touched: Touch[] = [];
  const linesAround = (spot: Spot) => spot.around.flatMap((cell) => [lines.get(cell) ?? NONE]);
  const spotFor = (name: string, like: string) => {
    const one = known.get(name);
    return one?.like === like ? one.spot : spotOf(like);
  };
  const after = (spot: Spot, at: number) => {
    const near = linesAround(spot).flatMap((line) =>
      followers(line, at, (one) => isNear(spot, one.spot, metres())),
    );
    return near.map(({ name }) => name);
  };
  const take = ({ name, like, at, spot }: Known) => {
    known.delete(name);
    touched.push({ like, at });
    const left = (lines.get(spot.cell) ?? NONE).filter((each) => each.name !== name);
    if (left.length === 0) lines.delete(spot.cell);
    else lines.set(spot.cell, left);
    return after(spot, at);
  };
  const give = (one: Known) => {
    known.set(one.name, one);
    touched.push({ like: one.like, at: one.at });
    const line = lines.get(one.spot.cell) ?? [];
    lines.set(one.spot.cell, line);
    line.splice(firstFrom(line, one), 0, one);
    return after(one.spot, one.at);
  };
  return {
    put(name, like, sighting) {
      const former = known.get(name);
      const gone = like === undefined || sighting === null;
      if (former === undefined ? gone : !gone && isSame(former, like, sighting)) return NONE;
      const behind = former === undefined ? NONE : take(former);
      if (gone) return behind;
      return [...behind, ...give({ ...sighting, name, like, spot: spotOf(like) })];
    },
    before(name, like, at) {
      const spot = spotFor(name, like);
      const counted = (one: Known) => one.name !== name && !one.joined && isNear(spot, one.spot, metres());
      let latest: Known | undefined;
      for (const line of linesAround(spot)) {
        const one = lastBefore(line, at, counted);
        if (one !== undefined && (latest === undefined || isBefore(latest, one))) latest = one;
      }
      return latest?.name;
    },
    between(like, from, to) {
      const spot = spotOf(like);
      const found = linesAround(spot).flatMap((line) =>
        line.slice(firstAfter(line, from), firstFrom(line, { at: to, name: '' })),
      );
      const near = found.filter((one) => isNear(spot, one.spot, metres()));
      return spot.around.length === 1 ? near : near.sort((a, b) => (isBefore(a, b) ? -1 : 1));
    },
    touched() {
      if (touched.length === 0) return NONE;
      const list = touched;
      touched = [];
      return list;
    },
  };
}

function isSame(former: Known, like: string, { at, joined }: Sighting): boolean {
  return former.like === like && former.at === at && former.joined === joined;
}

function isBefore(a: Pick<Seen, 'at' | 'name'>, b: Pick<Seen, 'at' | 'name'>): boolean {
  return a.at < b.at || (a.at === b.at && a.name < b.name);
}

function lastBefore(line: readonly Known[], at: number, fits: (one: Known) => boolean): Known | undefined {
  for (let index = firstFrom(line, { at, name: '' }) - 1; index >= 0; index -= 1) {
    const one = line[index] as Known;
    if (at - one.at > LIKE_DAYS * DAY_MS) return undefined;
    if (fits(one)) return one;
  }
  return undefined;
}

/**
 * Those after `at` for which something then may be the latest before: where all are the like of each other up to the first
 * that count, at points any of the next 90 days.
 */
function followers(line: readonly Known[], at: number, fits: (one: Known) => boolean): readonly Known[] {
  const found: Known[] = [];
  let first: number | null = null;
  for (let index = firstAfter(line, at); index < line.length; index += 1) {
    const one = line[index] as Known;
    if (one.at - at > LIKE_DAYS * DAY_MS || (first !== null && one.at !== first)) break;
    if (fits(one)) found.push(one);
    if (one.spot.point === null && !one.joined) first = one.at;
  }
  return found;
}

function firstAfter(line: readonly Known[], at: number): number {
  return firstFrom(line, { at: at + 1, name: '' });
}

/** Index of the first that is not before `seen`, by halving. */
function firstFrom(line: readonly Known[], seen: Pick<Seen, 'at' | 'name'>): number {
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBefore(line[middle] as Known, seen)) low = middle + 1;
    else high = middle;
  }
  return low;
}
