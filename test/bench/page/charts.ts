import type { MeasureResult } from '../core/measure.ts';
import { escapeHtml, numberWords } from './words.ts';

const SIZE = { width: 320, height: 170, left: 46, right: 12, top: 12, bottom: 26 };

interface Point {
  readonly x: number;
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** One small chart for each line of the curves, over the factor of growth. */
export function charts(measures: readonly MeasureResult[]): string {
  const lines = Map.groupBy(measures, ({ curve }) => curve?.line ?? '');
  return `<div class="charts">${[...lines.values()].map(chart).join('\n')}</div>`;
}

function chart(measures: readonly MeasureResult[]): string {
  const [first] = measures;
  if (first === undefined) return '';
  const points = measures.flatMap(({ curve, ours }) =>
    curve === undefined || ours === null ? [] : [{ x: curve.x, ...ours }],
  );
  const name = (text: string) => escapeHtml(text.replace(/ ×\d+$/, ''));
  return `<figure>${plot(points)}
<figcaption>${name(first.zh)} <small>${name(first.en)}, ${escapeHtml(first.unit)}</small></figcaption></figure>`;
}

/** Medians as a line, the range of the runs as a band behind it. */
function plot(points: readonly Point[]): string {
  const { width, height, left, right, top, bottom } = SIZE;
  const mostX = Math.max(...points.map(({ x }) => x));
  const mostY = niceCeiling(Math.max(...points.map(({ max }) => max)));
  const x = (value: number) => left + ((width - left - right) * value) / mostX;
  const y = (value: number) => height - bottom - ((height - top - bottom) * value) / mostY;
  const path = (pick: (point: Point) => number, some = points) =>
    some.map((point) => `${x(point.x).toFixed(1)},${y(pick(point)).toFixed(1)}`).join(' ');
  const band = `${path(({ max }) => max)} ${path(({ min }) => min, points.toReversed())}`;
  const grid = [0, 0.5, 1].map((share) => gridLine(y(share * mostY), share * mostY)).join('');
  const ticks = points.map(
    (point) => `<text x="${x(point.x)}" y="${height - 8}" text-anchor="middle">×${point.x}</text>`,
  );
  const dots = points.map(
    (point) =>
      `<circle cx="${x(point.x).toFixed(1)}" cy="${y(point.median).toFixed(1)}" r="3.5" fill="var(--ours)"><title>×${point.x}: ${numberWords(point.median)}</title></circle>`,
  );
  return `<svg viewBox="0 0 ${width} ${height}" role="img">${grid}<polygon points="${band}" fill="var(--ours)" opacity="0.15"/>
<polyline points="${path(({ median }) => median)}" fill="none" stroke="var(--ours)" stroke-width="2"/>${dots.join('')}${ticks.join('')}</svg>`;
}

function gridLine(y: number, value: number): string {
  const { width, left, right } = SIZE;
  return `<line x1="${left}" x2="${width - right}" y1="${y}" y2="${y}" stroke="var(--line)"/>
<text x="${left - 6}" y="${y + 4}" text-anchor="end">${numberWords(value)}</text>`;
}

/** The next of 1, 2, 5 × 10ⁿ. */
function niceCeiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}
