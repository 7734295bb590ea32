import type { PlayedAct, Sample } from '../record.ts';
import { escaped, lines } from './markup.ts';

const WIDTH = 1_000;
const LEFT = 46;
const RIGHT = 12;
const TOP = 26;
const BOTTOM = 24;

/** One line of a chart. */
export interface Series {
  readonly colour: string;
  readonly of: (sample: Sample) => number;
  /** Filled down to the axis. */
  readonly filled?: boolean;
  readonly width?: number;
}

export interface ChartOptions {
  readonly samples: readonly Sample[];
  readonly acts: readonly PlayedAct[];
  readonly series: readonly Series[];
  readonly height: number;
  /** What it shows, for those who do not see it. */
  readonly label: string;
}

/** Lines over the seconds of the show; each act is a shaded band from its deed to the recovery. */
export function chart({ samples, acts, series, height, label }: ChartOptions): string {
  const endMs = Math.max(1, samples.at(-1)?.atMs ?? 1);
  const top = niceTop(Math.max(1, ...samples.flatMap((sample) => series.map(({ of }) => of(sample)))));
  const x = (ms: number) => LEFT + (ms / endMs) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => height - BOTTOM - (value / top) * (height - TOP - BOTTOM);
  const path = ({ of }: Series) =>
    samples
      .map((sample, i) => `${i === 0 ? 'M' : 'L'}${round(x(sample.atMs))} ${round(y(of(sample)))}`)
      .join('');
  const base = `L${round(x(endMs))} ${y(0)}L${round(x(samples[0]?.atMs ?? 0))} ${y(0)}Z`;
  const drawn = series.map((one) =>
    one.filled === true
      ? `<path d="${path(one)}${base}" fill="${one.colour}" fill-opacity=".85"/>`
      : `<path d="${path(one)}" fill="none" stroke="${one.colour}" stroke-width="${one.width ?? 2}" stroke-linejoin="round"/>`,
  );
  const values = [0, top / 2, top].filter(Number.isInteger);
  return lines([
    `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(label)}">`,
    ...acts.map((act, i) => band(act, i, { x, height })),
    ...values.map(
      (value) =>
        `<path d="M${LEFT} ${round(y(value))}H${WIDTH - RIGHT}" stroke="#e4eaf1"/><text x="${LEFT - 8}" y="${round(y(value)) + 4}" text-anchor="end">${value}</text>`,
    ),
    ...drawn,
    ...secondsOf(endMs).map(
      (s) => `<text x="${round(x(s * 1_000))}" y="${height - 6}" text-anchor="middle">${s} 秒</text>`,
    ),
    '</svg>',
  ]);
}

interface Frame {
  readonly x: (ms: number) => number;
  readonly height: number;
}

function band(act: PlayedAct, i: number, { x, height }: Frame): string {
  const from = round(x(act.fromMs));
  const width = Math.max(3, round(x(act.toMs)) - from);
  const name = `第${i + 1}幕 ${act.title}`;
  return `<rect x="${from}" y="${TOP - 6}" width="${width}" height="${height - TOP - BOTTOM + 6}" fill="#f0a020" fill-opacity=".16"/><text class="act-name" x="${from}" y="${TOP - 11}">${escaped(name)}</text>`;
}

function secondsOf(endMs: number): readonly number[] {
  const step = [5, 10, 15, 30, 60, 120].find((each) => endMs / 1_000 / each <= 9) ?? 300;
  return Array.from({ length: Math.floor(endMs / 1_000 / step) + 1 }, (_, i) => i * step).filter(
    (s) => s * 1_000 < endMs * 0.985,
  );
}

/** The next round number at or above. */
function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const nice = [1, 2, 4, 5, 6, 8, 10].find((factor) => factor * power >= value) ?? 10;
  return nice * power;
}

const round = (value: number) => Math.round(value * 10) / 10;
