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
}

/** Who has the most stands first; of equals, by word. */
export function byMost(a: CountCell, b: CountCell): number {
  return (b.value ?? 0) - (a.value ?? 0) || a.label.localeCompare(b.label);
}
