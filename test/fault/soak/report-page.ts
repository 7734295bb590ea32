import { FIGURES, type Figure } from './figures.ts';
import type { SoakReport } from './report.ts';
import { type Point, trendOf } from './trend.ts';
import { pointsOf, wordOf } from './verdict.ts';

const WIDTH = 460;
const HEIGHT = 120;
const LEFT = 64;
const BOTTOM = 20;

/** The whole report as one page without anything from elsewhere. */
export function reportPage(report: SoakReport): string {
  const { verdict, environment } = report;
  const rows = verdict.checks.map(
    ({ title, measured, limit, ...check }) =>
      `<tr class="${check.passed ? 'good' : 'bad'}"><td>${wordOf(check)}</td><td>${escaped(title)}</td><td>${escaped(measured)}</td><td>${escaped(limit)}</td></tr>`,
  );
  const facts = Object.entries(environment).map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`,
  );
  const plots = (Object.keys(FIGURES) as Figure[]).map((figure) =>
    plot(figure, pointsOf(report.samples, figure)),
  );
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>浸泡试验</title>
<style>${STYLE}</style>
<h1>浸泡试验</h1><p class="${verdict.passed ? 'good' : 'bad'}">${escaped(verdict.line)}</p>
<table><tr><th>结论</th><th>项目</th><th>测得</th><th>限值</th></tr>${rows.join('')}</table>
<p>${escaped(EXPLANATION)}</p>
<div>${plots.join('')}</div><h2>环境</h2><dl>${facts.join('')}</dl></html>
`;
}

const EXPLANATION =
  '前三分之一时段为预热，不计入。斜率为最小二乘法，对时间与在线大屏数同时回归，故大屏连接不算泄漏；超出限值须超过两倍标准误差；两倍标准误差大于限值时，只有确实低于限值才算通过，否则为“无法判定”。' +
  '堆与监听器在完整垃圾回收之后测量。按规则保留的状态（如四百天的取证记录）须数月才到上限：每次把刚保存的状态在另一个新进程中还原并称重，从堆中减去，判的是其余部分。' +
  '堆的限值按真实小时计：加速时一个真实小时含有多倍的业务事件，因此比按模拟时间计更严。' +
  '日志条数、Redis 内存与日志文件按保留期增长（事项与操作长期保留），只绘图，不设限。';

const STYLE = `body{font:15px/1.6 "Noto Sans SC",sans-serif;margin:24px;background:#0f1720;color:#dde6ee}
h1{font-size:22px}table{border-collapse:collapse}td,th{padding:2px 14px 2px 0;text-align:left}
.good td:first-child,p.good{color:#5fd38d}.bad td:first-child,p.bad{color:#ff8a7a}
figure{display:inline-block;margin:12px 16px 0 0}figcaption{font-size:13px}
svg{background:#15212d}text{fill:#9fb2c3;font-size:11px}polyline{fill:none;stroke:#5db3ff;stroke-width:1.4}
.warm{fill:#ffffff10}dt{float:left;width:150px;color:#9fb2c3}dd{margin-left:160px}`;

function plot(figure: Figure, points: readonly Point[]): string {
  const { title, unit, scale } = FIGURES[figure];
  if (points.length < 2) return '';
  const values = points.map((point) => point.value * scale);
  const low = Math.min(...values);
  const high = Math.max(...values, low + Number.EPSILON);
  const end = points.at(-1)?.at ?? 1;
  const x = (at: number) => LEFT + (at / end) * (WIDTH - LEFT - 8);
  const y = (value: number) => 8 + (1 - (value - low) / (high - low)) * (HEIGHT - BOTTOM - 8);
  const line = points.map((point, i) => `${x(point.at).toFixed(1)},${y(values[i] ?? 0).toFixed(1)}`);
  const trend = trendOf(points);
  const slope = trend === null ? '' : ` · 斜率 ${short(trend.slope * scale)} ${unit}/h`;
  return `<figure><figcaption>${title}（${unit}）${slope}</figcaption>
<svg width="${WIDTH}" height="${HEIGHT}"><rect class="warm" x="${LEFT}" y="0" width="${((WIDTH - LEFT - 8) / 3).toFixed(1)}" height="${HEIGHT - BOTTOM}"/>
<text x="4" y="18">${short(high)}</text><text x="4" y="${HEIGHT - BOTTOM}">${short(low)}</text>
<text x="${LEFT}" y="${HEIGHT - 5}">0</text><text x="${WIDTH - 60}" y="${HEIGHT - 5}">${(end * 60).toFixed(0)} 分钟</text>
<polyline points="${line.join(' ')}"/></svg></figure>`;
}

function short(value: number): string {
  return Math.abs(value) >= 1_000
    ? Math.round(value).toLocaleString('en-US')
    : Number(value.toPrecision(3)).toString();
}

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
