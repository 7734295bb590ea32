import type { MeasureResult } from '../core/measure.ts';
import type { Spread } from '../core/statistics.ts';
import type { Report } from '../run.ts';
import { numberWords, ratioWords } from './words.ts';

/** Units of figures that are written in Chinese; the others are the same in every language. */
const ENGLISH: Readonly<Record<string, string>> = {
  个: '',
  条: '',
  帧: '',
  秒: 's',
  '条/秒': '/s',
  '帧/秒': '/s',
};

/** The numbers of a run as a table for a README: when, on what, how busy; growth curves are left to the page. */
export function reportTable({ startedAt, size, runs, machine, figures }: Report): string {
  const { cpu, cores, node, redis, loadBefore, loadAfter, fsyncMs } = machine;
  const head = [
    `${startedAt.slice(0, 10)}, ${size}, runs: ${runs}; ${cores} cores (${cpu}), Node ${node}, Redis ${redis};`,
    `load ${numberWords(loadBefore[0] ?? Number.NaN)} before and ${numberWords(loadAfter[0] ?? Number.NaN)} after,`,
    `an fsync ${numberWords(fsyncMs.p50)} ms (p99 ${numberWords(fsyncMs.p99)} ms). Medians, with the range.`,
  ].join(' ');
  const rows = figures.flatMap(({ name, measures }) =>
    measures.filter(({ curve }) => curve === undefined).map((measure) => rowOf(name, measure)),
  );
  return [
    head,
    '',
    '| figure | ours | baseline | ratio | target |',
    '|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function rowOf(figure: string, { en, unit, ours, baseline, ratio, target, met }: MeasureResult): string {
  const aim = target === undefined ? '–' : `${target.words} ${met === true ? 'met' : 'missed'}`;
  const share = ratio === null ? '–' : ratioWords(ratio.median);
  const name = [en, ENGLISH[unit] ?? unit].filter((part) => part !== '').join(', ');
  return `| \`${figure}\` ${name} | ${rangeOf(ours)} | ${rangeOf(baseline)} | ${share} | ${aim} |`;
}

function rangeOf(spread: Spread | null): string {
  if (spread === null) return '–';
  const { median, min, max, values } = spread;
  const range = values.length < 2 ? '' : ` (${numberWords(min)} – ${numberWords(max)})`;
  return numberWords(median) + range;
}
