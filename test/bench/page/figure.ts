import type { FigureResult, MeasureResult } from '../core/measure.ts';
import type { Spread } from '../core/statistics.ts';
import { charts } from './charts.ts';
import { escapeHtml, numberWords, ratioWords } from './words.ts';

/** One figure: what it is, its numbers beside the baseline, its verdicts; curves as charts. */
export function figureSection(figure: FigureResult): string {
  const plain = figure.measures.filter(({ curve }) => curve === undefined);
  const curved = figure.measures.filter(({ curve, ours }) => curve !== undefined && ours !== null);
  return `<section id="${figure.name}">
<h2>${escapeHtml(figure.zh)}<small>${escapeHtml(figure.en)}</small></h2>
<p>${escapeHtml(figure.about)}</p>
${figure.against === null ? '' : `<p>基线 baseline：${escapeHtml(figure.against)}</p>`}
${figure.failure === null ? '' : `<p class="failure">未能测得 could not be measured：${escapeHtml(figure.failure)}</p>`}
${plain.length > 0 ? table(plain, figure.against !== null) : ''}
${curved.length > 0 ? charts(curved) : ''}
</section>`;
}

function table(measures: readonly MeasureResult[], compared: boolean): string {
  const against = compared ? '<th>基线 baseline</th><th>比值 ratio</th><th></th>' : '';
  return `<table><thead><tr><th>量 measure</th><th>我方 ours</th>${against}<th>目标 target</th><th></th></tr></thead>
<tbody>${measures.map((measure) => row(measure, compared)).join('\n')}</tbody></table>`;
}

function row(measure: MeasureResult, compared: boolean): string {
  const { zh, en, unit, ours, baseline, ratio, target, met } = measure;
  const against = compared
    ? `<td>${cell(baseline, unit)}</td><td>${ratio === null ? '' : `<b>${ratioWords(ratio.median)}</b><small>${ratioWords(ratio.min)} – ${ratioWords(ratio.max)}</small>`}</td><td class="bar">${bars(measure)}</td>`
    : '';
  const words = target === undefined ? '' : escapeHtml(target.words);
  const name = `${escapeHtml(zh)}<small>${escapeHtml(en)}</small>`;
  return `<tr><td>${name}</td><td>${cell(ours, unit)}</td>${against}<td>${words}</td><td>${chip(met)}</td></tr>`;
}

function cell(spread: Spread | null, unit: string): string {
  if (spread === null) return '—';
  const range =
    spread.values.length < 2 ? '' : `<small>${numberWords(spread.min)} – ${numberWords(spread.max)}</small>`;
  return `<b>${numberWords(spread.median)}</b> ${escapeHtml(unit)}${range}`;
}

function chip(met: boolean | null): string {
  if (met === null) return '';
  return met ? '<span class="chip good">✓ 达标 met</span>' : '<span class="chip bad">✗ 未达标 missed</span>';
}

const BAR = { width: 150, height: 10, gap: 4 };

/** Both medians on one scale, ours above. */
function bars({ ours, baseline }: MeasureResult): string {
  if (ours === null || baseline === null) return '';
  const most = Math.max(ours.median, baseline.median);
  if (!(most > 0)) return '';
  const width = (value: number) => Math.max(1, (BAR.width * value) / most).toFixed(1);
  const height = 2 * BAR.height + BAR.gap;
  return `<svg viewBox="0 0 ${BAR.width} ${height}" role="img" aria-label="ours above, baseline below">
<rect width="${width(ours.median)}" height="${BAR.height}" rx="2" fill="var(--ours)"/>
<rect y="${BAR.height + BAR.gap}" width="${width(baseline.median)}" height="${BAR.height}" rx="2" fill="var(--base)"/></svg>`;
}
