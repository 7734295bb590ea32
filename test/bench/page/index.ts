import type { Report } from '../run.ts';
import { bends } from './bends.ts';
import { figureSection } from './figure.ts';
import { STYLE } from './style.ts';
import { escapeHtml, numberWords } from './words.ts';

const BUSY_STEAL_PERCENT = 5;

/** The whole report as one file without any other. */
export function reportPage(report: Report): string {
  const { figures } = report;
  const curved = figures.filter(({ measures }) => measures.some(({ curve }) => curve !== undefined));
  const others = figures.filter((figure) => !curved.includes(figure));
  const growth =
    curved.length === 0
      ? ''
      : `<section id="bends"><h2>什么最先弯折<small>What bends first</small></h2>${bends(curved)}</section>`;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>一图统览 · 性能报告</title><style>${STYLE}</style></head>
<body><main>${header(report)}
${machineSection(report)}
${others.map(figureSection).join('\n')}
${growth}
${curved.map(figureSection).join('\n')}
</main></body></html>
`;
}

function header({ startedAt, tookS, runs, size, figures, missed, machine }: Report): string {
  const targets = figures.flatMap(({ measures }) => measures).filter(({ met }) => met !== null);
  const met = targets.filter((measure) => measure.met === true).length;
  const busy = isBusy(machine)
    ? '<p class="failure">测量开始前机器就不安静（见下）：只看比值。The machine was not quiet when this began: read the ratios only.</p>'
    : '';
  const box = (kind: string, number: string, words: string) =>
    `<div class="verdict ${kind}"><b>${number}</b>${words}</div>`;
  const brief = size === 'full' ? '' : '这是缩短的一次，不作结论。A shortened run, no verdict to quote. ';
  return `<header><h1>一图统览 · 性能报告<small>Bench report · ${escapeHtml(startedAt)} · ${numberWords(tookS)} s</small></h1>
<p>${brief}每个数字是 ${runs} 次的中位数，括注为最小与最大；我方与基线在同一次运行中交替测量（A B A B …），机器的干扰同样落在两边，因此看比值。负载与客户端在另外的进程，但与被测者同用这台机器的核。
Medians of ${runs} runs, range below; ours and baseline take turns within the same run: read the ratios.</p>${busy}</header>
<div class="verdicts">${box(met === targets.length ? 'good' : '', `${met} / ${targets.length}`, '目标达标 targets met')}
${box(missed.length === 0 ? 'good' : 'bad', String(missed.length), missed.length === 0 ? '未达标 missed' : `未达标 missed<br><small>${missed.map((name) => `<a href="#${escapeHtml(name.split('.')[0] ?? '')}">${escapeHtml(name)}</a>`).join('<br>')}</small>`)}</div>`;
}

/** Somebody else kept more than a quarter of the cores busy, or the host did. */
function isBusy({ loadBefore, cores, stealPercent }: Report['machine']): boolean {
  return (loadBefore[0] ?? 0) > cores / 4 || stealPercent > BUSY_STEAL_PERCENT;
}

function machineSection({ machine }: Report): string {
  const loads = (values: readonly number[]) => values.map((value) => value.toFixed(1)).join(' · ');
  const facts: [string, string][] = [
    ['处理器 CPU', `${machine.cpu} × ${machine.cores}`],
    ['内存 memory', `${machine.memoryGb} GB`],
    ['内核 kernel', machine.kernel],
    ['Node', machine.node],
    ['网关的 Node 选项 gateway started with', machine.gatewayOptions],
    ['Redis', machine.redis],
    [
      '4 kB + fsync',
      `p50 ${numberWords(machine.fsyncMs.p50)} ms · p99 ${numberWords(machine.fsyncMs.p99)} ms`,
    ],
    ['被宿主机占去 steal', `${machine.stealPercent} %`],
    ['本机忙 busy', `${machine.busyPercent} %`],
    ['负载 load 1/5/15 min', `${loads(machine.loadBefore)} → ${loads(machine.loadAfter)}`],
  ];
  const list = facts.map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`,
  );
  return `<section id="machine"><h2>这台机器<small>The machine during the run</small></h2><dl>${list.join('')}</dl></section>`;
}
