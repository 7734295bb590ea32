/** How long the oldest of a count has waited, as a number that can be picked. */
export interface AgeCell {
  readonly id: string;
  readonly words: string;
}

/** One number and its word. */
export interface CountCell {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  /** How old the oldest of it is, with the number that explains it; in a list only. */
  readonly age?: AgeCell | null;
  /** What the list itself has added up: no number of the gateway explains it. */
  readonly own?: true;
}

/** The first cells that fit, and the sum of the others in the place of the last, so that the parts make the whole. */
export function withRest(cells: readonly CountCell[], room: number, label: string): readonly CountCell[] {
  if (cells.length <= room) return cells;
  const rest = cells.slice(room - 1);
  const value = rest.reduce((sum, cell) => sum + (cell.value ?? 0), 0);
  return [...cells.slice(0, room - 1), { id: 'rest', label, value, own: true }];
}

/** Who has the most stands first; of equals, by word. */
export function byMost(a: CountCell, b: CountCell): number {
  return (b.value ?? 0) - (a.value ?? 0) || a.label.localeCompare(b.label);
}
