import type { Recording } from '../record.ts';
import { secondsOf } from '../stage.ts';
import { type Verdict, verdictLine } from '../verdict.ts';
import { chart } from './chart.ts';
import { escaped, lines } from './markup.ts';
import { STYLE } from './style.ts';

/** Everything that the page tells. */
export interface Report {
  readonly verdict: Verdict;
  readonly recording: Recording;
  readonly tookMs: number;
  /** When the show began, in words. */
  readonly when: string;
  /** Engine, machine, versions: name and value. */
  readonly environment: readonly (readonly [string, string])[];
}

/** The report of a show: one file, no other needed. */
export function documentOf(report: Report): string {
  const { verdict, recording, tookMs, when, environment } = report;
  return lines([
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>故障演示 · ${verdict.pass ? '通过' : '未通过'}</title><style>${STYLE}</style></head><body><main>`,
    `<header><h1>一图统览 · 故障演示</h1><span class="soft">${escaped(when)}</span></header>`,
    '<p class="soft">边上报边破坏：已确认的，一条不许丢；断了就明说，不拿旧数冒充新数。</p>',
    banner(verdict, tookMs),
    counts(verdict),
    '<h2>全程</h2>',
    course(recording),
    '<h2>各幕</h2>',
    acts(recording),
    '<h2>结论从哪里来</h2>',
    method(),
    '<h2>环境</h2>',
    `<table>${environment.map(([name, value]) => `<tr><th>${escaped(name)}</th><td>${escaped(value)}</td></tr>`).join('')}</table>`,
    '<footer class="soft">数据全部为模拟与演练，不含真实业务。重演：npm run demo:faults</footer>',
    '</main></body></html>',
  ]);
}

function banner(verdict: Verdict, tookMs: number): string {
  const words = verdict.pass ? '通过：没有丢失，没有重复' : '未通过';
  const reasons = verdict.reasons.map((reason) => `<li>${escaped(reason)}</li>`);
  return lines([
    `<div class="verdict${verdict.pass ? '' : ' bad'}"><b>${words}</b><p>${escaped(verdictLine(verdict, tookMs / 1_000))}</p></div>`,
    ...(reasons.length === 0 ? [] : [`<ul class="reasons">${reasons.join('')}</ul>`]),
  ]);
}

function counts(verdict: Verdict): string {
  const { posted, acknowledged, onWall, missing, twice } = verdict;
  const harmless = (n: number) => (n === 0 ? ' zero' : ' bad');
  const cells: readonly (readonly [string, number, string])[] = [
    ['已发', posted, ''],
    ['已确认', acknowledged, ''],
    ['在墙上', onWall, ''],
    ['丢失', missing.length, harmless(missing.length)],
    ['重复', twice.length, harmless(twice.length)],
  ];
  const cell = ([word, n, tone]: (typeof cells)[number]) =>
    `<div class="count${tone}"><span>${word}</span><strong>${n}</strong></div>`;
  return `<div class="counts">${cells.map(cell).join('')}</div>`;
}

function course({ samples, acts: played }: Recording): string {
  const growing = chart({
    samples,
    acts: played,
    height: 300,
    label: '已发、已确认、在墙上的条数随时间增长',
    series: [
      { colour: '#9db4cd', of: ({ posted }) => posted, width: 5 },
      { colour: '#1f6fc4', of: ({ acknowledged }) => acknowledged, width: 3 },
      { colour: '#0b9a63', of: ({ onWall }) => onWall, width: 2 },
    ],
  });
  const behind = chart({
    samples,
    acts: played,
    height: 190,
    label: '每一刻还没有到大屏的条数，其中未确认的与丢失的',
    series: [
      { colour: '#b8d3ef', of: ({ posted, onWall }) => posted - onWall, filled: true },
      { colour: '#f0a020', of: ({ posted, acknowledged }) => posted - acknowledged, filled: true },
      { colour: '#b3202a', of: ({ lost }) => lost, filled: true },
    ],
  });
  const key = (colour: string, words: string) => `<span class="key" style="--c:${colour}">${words}</span>`;
  return lines([
    `<figure><figcaption><b>条数</b>${key('#9db4cd', '已发')}${key('#1f6fc4', '已确认')}${key('#0b9a63', '在墙上')}</figcaption>${growing}</figure>`,
    `<figure><figcaption><b>还差多少</b>${key('#b8d3ef', '已发、还没到大屏')}${key('#f0a020', '其中还没确认')}${key('#b3202a', '确认了却看不到')}</figcaption>${behind}</figure>`,
  ]);
}

function acts({ acts: played }: Recording): string {
  const slowest = Math.max(1, ...played.map(({ recoveredMs }) => recoveredMs ?? 0));
  const card = (act: (typeof played)[number], i: number) => {
    const { recoveredMs, title, deed, why, findings } = act;
    const share = recoveredMs === null ? 100 : Math.max(2, (recoveredMs / slowest) * 100);
    const tone = recoveredMs === null ? ' class="bad"' : '';
    const words = recoveredMs === null ? '未恢复' : `恢复用时 ${secondsOf(recoveredMs)}`;
    return lines([
      `<section class="act"><h3><span>第 ${i + 1} 幕 · ${escaped(title)}</span><em${tone}>${words}</em></h3>`,
      `<div class="bar"><i style="width:${share.toFixed(0)}%"></i></div>`,
      `<p>${escaped(deed)}</p><p class="soft">${escaped(why)}</p>`,
      `<ul>${findings.map((finding) => `<li>${escaped(finding)}</li>`).join('')}</ul></section>`,
    ]);
  };
  return `<div class="acts">${played.map(card).join('\n')}</div>`;
}

function method(): string {
  return lines([
    '<table>',
    '<tr><th>账本</th><td>来源自己记：每一条发了没有，得到确认没有。确认之前不算数，编号不变地重发。</td></tr>',
    '<tr><th>日志</th><td>演完后绕开产品、直接读日志引擎里的原始记录：确认过的必须在，且只有一份。</td></tr>',
    '<tr><th>对照</th><td>另写的一小段程序按日志推出“大屏上应当有什么”，与每台大屏实际持有的逐条比对：不多，不少。</td></tr>',
    '<tr><th>大屏</th><td>计数用的是大屏页面自己的数据副本，不是网关的说法。</td></tr>',
    '<tr><th>会不会变红</th><td>会。换上一个“只确认、不入库”的假网关（--lossy），结论必须是未通过；自动测试每次都验。</td></tr>',
    '</table>',
  ]);
}
