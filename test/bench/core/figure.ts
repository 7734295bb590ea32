/** How much is measured: the report proper, a quick look, or a test that everything runs. */
export type Size = 'full' | 'quick' | 'smoke';

/** What a number must be. `ratio` is ours ÷ baseline of the same run. */
export interface Target {
  readonly of: 'ratio' | 'ours';
  /** The median of the runs, or each of them: a promise that something never happens is broken by one run. @default 'median' */
  readonly by?: 'median' | 'every';
  readonly least?: number;
  readonly most?: number;
  /** As the requirement says it. */
  readonly words: string;
}

/** One number of a figure. */
export interface MeasureSpec {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly target?: Target;
  /** Place of the number on a growth curve: one line per `line`, drawn over `x`. */
  readonly curve?: { readonly name: string; readonly line: string; readonly x: number };
}

/** Numbers of one run by the id of the measure; one that this side does not have is absent. */
export type Reading = Readonly<Record<string, number>>;

/** A figure ready to be measured again and again. */
export interface Bench {
  ours(): Promise<Reading>;
  /** The same work by the plainest means; absent where there is nothing to compare with. */
  readonly baseline?: () => Promise<Reading>;
  close(): Promise<void>;
}

/** One figure of the report; every figure is a file of its own. */
export interface Figure {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** What is measured and how. */
  readonly about: string;
  /** What it stands beside; null without baseline. */
  readonly against: string | null;
  readonly measures: readonly MeasureSpec[];
  readonly open: (size: Size) => Promise<Bench>;
}
