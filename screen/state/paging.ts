/** How long one page stands. */
export const PAGE_MS = 15_000;
/** More pages than this nobody waits for: the rest is told as a number. */
export const MAX_PAGES = 4;

export interface PageOptions {
  /** Rows that fit. */
  readonly capacity: number;
  /** Rows from the top that someone must act on; pages go no further than they need, but at least one page is filled. */
  readonly urgent: number;
  /** Rows from the top that no page turns away, as long as they leave room to turn; else the first half of a page. */
  readonly pinned?: number;
  /** Pages that the list may have; `MAX_PAGES` unless it must be told whole. */
  readonly most?: number;
  /** Server time, ms. */
  readonly now: number;
  /** Stay on the first page: a P1 is unacknowledged. */
  readonly paused: boolean;
  /** A last page that lacks rows begins with rows of the one before: none stands half empty while others wait. */
  readonly filled?: boolean;
}

export interface Page<T> {
  readonly rows: readonly T[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** What is on no page, or on another page than this one. */
  readonly hidden: readonly T[];
}

/** Rows of a page that must be left to turn, else pinned rows give way. */
const LEAST_TURNING = 1;

/**
 * The page of a list that stands now: pinned rows on top of every page, the others turning below them. It follows from
 * server time alone, so that two walls show the same page.
 */
export function pageAt<T>(list: readonly T[], options: PageOptions): Page<T> {
  const capacity = Math.max(1, options.capacity);
  const kept = keptRows(options.pinned ?? 0, capacity);
  const turning = capacity - kept;
  const wanted = Math.max(options.urgent, Math.min(list.length, 1)) - kept;
  const pages = Math.min(options.most ?? MAX_PAGES, Math.max(1, Math.ceil(wanted / turning)));
  const index = options.paused ? 0 : Math.floor(options.now / PAGE_MS) % pages;
  const last = options.filled === true ? Math.max(kept, list.length - turning) : list.length;
  const from = Math.min(kept + index * turning, last);
  return {
    rows: [...list.slice(0, kept), ...list.slice(from, from + turning)],
    page: index + 1,
    pages,
    hidden: [...list.slice(kept, from), ...list.slice(from + turning)],
  };
}

function keptRows(pinned: number, capacity: number): number {
  return pinned <= capacity - LEAST_TURNING ? pinned : Math.floor(capacity / 2);
}

/** How many rows of `rowRem` fit into a panel below and above its head and foot; at least one. Root units. */
export function rowsThatFit(
  heightRem: number,
  room: { readonly chromeRem: number; readonly rowRem: number },
): number {
  return Math.max(1, Math.floor((heightRem - room.chromeRem) / room.rowRem));
}

/** All pages of a list, each full: a last one that lacks rows begins with rows of the one before. None for no rows. */
export function fullPages<T>(list: readonly T[], capacity: number): readonly (readonly T[])[] {
  const last = Math.max(0, list.length - capacity);
  return Array.from({ length: Math.ceil(list.length / capacity) }, (_, page) => {
    const from = Math.min(page * capacity, last);
    return list.slice(from, from + capacity);
  });
}
