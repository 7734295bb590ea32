import type { Period } from '../../contract/measures.ts';
import type { Context } from '../context.ts';
import type { Contribution } from '../kpi.ts';
import type { Quarantined } from '../port.ts';
import type { Renumbered } from '../sources.ts';
import type { Store } from '../store.ts';
import type { Evidence } from './evidence.ts';
import type { Missing } from './explain-missing.ts';
import type { RuleSample } from './explain-rules.ts';
import type { Figure } from './figures.ts';

/** Which number to explain; `at` (epoch ms) lies on the last day of the period. */
export interface KpiQuestion {
  readonly id: string;
  /** Null: the first that the figure is told for. Means nothing to a number of the moment. */
  readonly period: Period | null;
  readonly area: string | null;
  readonly at: number;
}

/** What one item, alarm, lead, terminal, device or flood adds, and the entries that said so. */
export interface KpiRow {
  /** `kind:id`. */
  readonly subject: string;
  readonly ns: readonly number[];
  /** To the numerator (a duration: minutes), and to the denominator. */
  readonly part: number;
  readonly of: number;
}

export interface KpiExplanation {
  readonly id: string;
  readonly period: Period | null;
  readonly area: string | null;
  /** First instant of the period and the end of its last day, epoch ms; null where there is none. */
  readonly from: number | null;
  readonly to: number | null;
  /**
   * First instant that single entities still speak for, epoch ms; a period that began before it cannot be told. Null for a
   * number of the moment.
   */
  readonly keptFrom: number | null;
  /** What everything before `keptFrom` adds, of which one sum is all that is kept; null where it adds nothing. */
  readonly earlier: Pick<Figure, 'part' | 'of'> | null;
  /**
   * What entries since `keptFrom` add that are no longer listed: their proofs were let go of, as too many or too old, and
   * their sums by day are kept. Left out where nothing was.
   */
  readonly unlisted?: Pick<Figure, 'part' | 'of'> & { readonly entries: number };
  /** As the running sums have it. */
  readonly told: Figure;
  /** As the rows, what is `unlisted`, and the one sum of what is `earlier`, add up to. */
  readonly recomputed: Figure;
  readonly equal: boolean;
  readonly rows: readonly KpiRow[];
}

/** The last word of a device about itself, and the entry that told it. */
export interface DeviceWord {
  readonly device: string;
  readonly health: string;
  readonly n: number;
}

/** What numbers are explained from. */
export interface Provable {
  readonly store: Store;
  readonly evidence: Evidence;
  /** First instant of the present day. */
  readonly today: number;
  readonly context: Context;
  /** What entities that left today have added to its counts, by `kind:id#n`. */
  readonly gone: () => Iterable<readonly [string, readonly Contribution[]]>;
  /** Items of which too little was told to show them. */
  readonly unseen: () => Iterable<string>;
  readonly devices: () => Iterable<DeviceWord>;
  /** Who was 断流 or 应报未报 when that was last looked at. */
  readonly missing: () => readonly Missing[];
  /** What the rules of early warnings have seen. */
  readonly samples: () => readonly RuleSample[];
  /** Sources whose numbers began anew. */
  readonly renumbered: () => readonly Renumbered[];
  /** Entries that could not be applied, the latest few. */
  readonly quarantined: () => readonly Quarantined[];
  /** Alarms raised in the last minutes. */
  readonly raises: () => readonly { readonly id: string; readonly at: number }[];
}

/** A number of the moment. */
export function ofMoment(
  what: Pick<KpiExplanation, 'id' | 'area' | 'rows'>,
  told: Figure,
  recomputed: Figure,
): KpiExplanation {
  const moment = { period: null, from: null, to: null, keptFrom: null, earlier: null };
  return { ...what, ...moment, told, recomputed, equal: same(told, recomputed) };
}

export function same(a: Figure, b: Figure): boolean {
  return a.value === b.value && a.part === b.part && a.of === b.of;
}

/** A count as a figure. */
export function plain(value: number): Figure {
  return { value, part: value, of: value };
}
