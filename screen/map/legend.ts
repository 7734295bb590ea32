import type { Measure } from './marks/density.ts';
import type { MarkName } from './marks/marks.ts';

/** A number in its word, and the id that it is known by on the page. */
export interface LegendCount {
  readonly label: string;
  readonly value: number | null;
  readonly kpi: string;
}

/** One row: a mark, its word and, where it is counted, its number with the id that it is known by on the page. */
export interface LegendEntry extends Pick<LegendCount, 'label'>, Partial<Pick<LegendCount, 'value' | 'kpi'>> {
  readonly mark: MarkName;
  /** Of the four columns it takes two. */
  readonly room?: 'wide';
  /** Stands from afar too, where the others take turns. */
  readonly first?: true;
  /** Left out from afar, where it would hide the map: what nobody reads there. */
  readonly near?: true;
  /** Second number of the row. */
  readonly second?: LegendCount;
}

/** The ground's tint: what it measures, what is written on each of its four steps, and what else it could measure. */
export interface LegendDensity {
  readonly word: string;
  readonly steps: readonly string[];
  /** Whether it runs from one end to the other without steps. */
  readonly smooth?: boolean;
  readonly measure: Measure;
  readonly choices: readonly { readonly measure: Measure; readonly word: string }[];
}
