import { html, type Markup } from '../markup.ts';
import { STYLE } from '../style.ts';
import { callsSection } from './calls.ts';
import type { PageContext } from './context.ts';
import { eventsSection } from './events.ts';
import { channelsSection, errorsSection, listsSection, repliesSection } from './reference.ts';
import { json, startSection } from './start.ts';

/** The whole page of both documents: no script, nothing from elsewhere. */
export function documentsPage(context: PageContext): string {
  const body = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>一图统览 接口说明</title><style>${{ markup: STYLE }}</style></head><body>
<h1>一图统览 接口说明</h1>
<p class="lead">网关 <code>${context.url}</code> · 版本 ${context.version} · 机器可读：<a href="/openapi.json">openapi.json</a>、<a href="/asyncapi.json">asyncapi.json</a></p>
<nav><ol class="contents"><li><a href="#start">接入一个系统</a></li><li><a href="#programs">现成程序</a></li><li><a href="#events">事件类型</a></li><li><a href="#calls">HTTP 调用</a></li><li><a href="#replies">正文的字段</a></li><li><a href="#channels">Socket.IO</a></li><li><a href="#errors">错误</a></li><li><a href="#lists">词表</a></li></ol></nav>
${startSection(context)}
${programsSection(context)}
${eventsSection()}
${callsSection(context)}
${repliesSection()}
${channelsSection(context)}
${errorsSection()}
${listsSection()}
</body></html>
`;
  return body.markup;
}

function programsSection({ programs, url }: PageContext): Markup {
  return html`<h2 id="programs">二、现成程序</h2>
<p>三个程序做同一件事：发一个事件，遇 429、503 与断线按 Retry-After 等待后原样重发，打印结果。不带文件名则发一个自带的例子。运行前：</p>
<pre class="shell"><code>export YITU_GATEWAY=${url}</code></pre>
${programs.map(
  ({ file, title, run, text }) =>
    html`<h3>${title}：<code>${file}</code></h3><p>存为 <code>${file}</code>，运行 <code>${run}</code>。</p>${json(text)}`,
)}`;
}
