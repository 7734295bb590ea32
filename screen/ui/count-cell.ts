/** One number and its word. */
export interface CountCell {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  /** What else is told of it, such as how old the oldest is; in a list only. */
  readonly note?: string;
}

/** Who has the most stands first; of equals, by word. */
export function byMost(a: CountCell, b: CountCell): number {
  return (b.value ?? 0) - (a.value ?? 0) || a.label.localeCompare(b.label);
}
