import type { Bench, Figure, MeasureSpec, Reading, Size, Target } from './figure.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** One number of the report. */
export interface MeasureResult extends MeasureSpec {
  readonly ours: Spread | null;
  readonly baseline: Spread | null;
  /** Ours ÷ baseline, run by run. */
  readonly ratio: Spread | null;
  /** Null without target. A number that could not be had is missed. */
  readonly met: boolean | null;
}

export interface FigureResult extends Pick<Figure, 'name' | 'zh' | 'en' | 'about' | 'against'> {
  readonly measures: readonly MeasureResult[];
  readonly runs: number;
  readonly tookS: number;
  /** Why there are no numbers; null when all went well. */
  readonly failure: string | null;
}

export interface MeasureOptions {
  readonly size: Size;
  readonly runs: number;
  readonly say: (text: string) => void;
}

interface Pair {
  readonly ours: Reading;
  readonly baseline: Reading;
}

/**
 * Measures ours and the baseline in turn, A B A B …, so that what else happens on the machine hits both. A figure that
 * fails is reported as missed and does not end the others.
 */
export async function measureFigure(figure: Figure, options: MeasureOptions): Promise<FigureResult> {
  const began = performance.now();
  const pairs: Pair[] = [];
  let failure: string | null = null;
  try {
    const bench = await figure.open(options.size);
    try {
      for (let run = 1; run <= options.runs; run++) {
        const pair = await measurePair(bench);
        refuseUnknown(figure, pair);
        pairs.push(pair);
        options.say(`  ${figure.name} ${run}/${options.runs}`);
      }
    } finally {
      await bench.close();
    }
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
    options.say(`  ${figure.name} failed: ${failure}`);
  }
  const { name, zh, en, about, against } = figure;
  const measures = figure.measures.map((spec) => resultOf(spec, pairs));
  const tookS = Math.round(performance.now() - began) / 1_000;
  return { name, zh, en, about, against, measures, runs: pairs.length, tookS, failure };
}

async function measurePair(bench: Bench): Promise<Pair> {
  const ours = await bench.ours();
  const baseline = (await bench.baseline?.()) ?? {};
  return { ours, baseline };
}

/** A number that no measure names would be lost without a word. */
function refuseUnknown({ measures }: Figure, { ours, baseline }: Pair): void {
  const known = new Set(measures.map(({ id }) => id));
  const unknown = Object.keys({ ...ours, ...baseline }).filter((id) => !known.has(id));
  if (unknown.length > 0) throw new Error(`no measure is called ${unknown.join(', ')}`);
}

function resultOf(spec: MeasureSpec, pairs: readonly Pair[]): MeasureResult {
  const of = (side: keyof Pair) =>
    spreadOf(pairs.map((pair) => pair[side][spec.id]).filter((value) => value !== undefined));
  const ratios = pairs.flatMap(({ ours, baseline }) => {
    const [a, b] = [ours[spec.id], baseline[spec.id]];
    return a === undefined || b === undefined || b === 0 ? [] : [a / b];
  });
  const result = { ...spec, ours: of('ours'), baseline: of('baseline'), ratio: spreadOf(ratios) };
  return { ...result, met: spec.target === undefined ? null : judge(spec.target, result) };
}

/** Whether the median, or each run where it must be each, keeps to the target. */
export function judge(target: Target, result: Pick<MeasureResult, 'ours' | 'ratio'>): boolean {
  const { least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY, by = 'median' } = target;
  const spread = result[target.of];
  if (spread === null) return false;
  const judged = by === 'every' ? spread.values : [spread.median];
  return judged.every((value) => Number.isFinite(value) && value >= least && value <= most);
}
