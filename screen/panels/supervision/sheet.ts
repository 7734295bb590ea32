/** One number of a row. */
export interface SheetCell {
  /** Null where the gateway keeps no such number: nothing of the sort was ever counted. */
  readonly id: string | null;
  readonly value: number | null;
  /** Written with its unit, in words of its own. */
  readonly words?: string;
  /** Numerator and denominator of a share (decisions D8). */
  readonly base?: string;
}

export interface SheetRow {
  readonly key: string;
  readonly word: string;
  readonly cells: readonly SheetCell[];
}

/** A number below the rows, inside its words. */
export interface SheetFoot {
  readonly id: string;
  readonly phrase: string;
  readonly value: number | null;
}

/** One page of the board: rows under their heads, lines of numbers below. */
export interface Sheet {
  readonly heads: readonly string[];
  readonly rows: readonly SheetRow[];
  readonly feet: readonly (readonly SheetFoot[])[];
  /** What the numbers are told for, where the heads do not say it. */
  readonly period: string;
  /** What is said where there is no row. */
  readonly empty: string;
}
