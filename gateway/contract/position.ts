/**
 * A place in a site's one total order: `epoch`, dense counter `n`, chain hash `h` of the entry at `n`.
 * Two positions are the same place only when all three are equal. `n = 0` is before the first entry, with `h = ''`.
 */
export interface Position {
  readonly e: string;
  readonly n: number;
  readonly h: string;
}

/** `e:n:h`, as decisions D12 writes it. */
export function formatPosition(position: Position): string {
  return `${position.e}:${position.n}:${position.h}`;
}

/** All three parts are equal. */
export function samePosition(a: Position, b: Position): boolean {
  return a.n === b.n && a.e === b.e && a.h === b.h;
}
