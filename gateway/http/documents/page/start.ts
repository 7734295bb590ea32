import { type CloudEvent, INGEST_LIMITS } from '../../../contract/cloudevent.ts';
import { FIRST_EVENT } from '../../../contract/examples.ts';
import { curlOf } from '../curl.ts';
import { html, type Markup } from '../markup.ts';
import type { Operation } from '../operation.ts';
import type { PageContext } from './context.ts';

/** The second event of the guide: its kind does not exist. */
const BROKEN_EVENT = {
  ...FIRST_EVENT,
  id: 'demo-2',
  subject: 'demo-2',
  data: { title: '路灯不亮', kind: 'LAMP' },
};

/** The last one: the first item goes from the wall. */
const LAST_EVENT = {
  ...FIRST_EVENT,
  id: 'demo-3',
  type: 'case.voided',
  sequence: 2,
  data: { state: 'VOID', reason: '试发' },
};

/** From nothing to a connected system, step by step. */
export function startSection(context: PageContext): Markup {
  const { operations, demo } = context;
  const send = operations.find(({ id }) => id === 'postEvents');
  if (send === undefined) return html``;
  return html`<h2 id="start" class="kept">一、接入一个系统</h2>
<p>一个系统接入，就是把发生的事一件件发来。每件是一个 <a href="#events">CloudEvents 事件</a>，用 HTTP POST 送到同一个地址。以下各步照做一遍，大约十分钟。</p>
<div class="step"><h3>1. 备好密钥</h3>${keyStep(demo)}</div>
<div class="step"><h3>2. 发第一个事件</h3>
<p>在终端粘贴：</p>${shell(curlOf(send, context))}
<p>答 <code>201</code>：</p>${json('{"accepted":1,"duplicates":0,"rejected":0,"durability":"fsync","results":[{"i":0,"status":201,"id":"demo-1","position":"…","n":…}]}')}
<p><a href="/">大屏</a>一秒之内出现“井盖破损”，也可以<a href="#getCase">用编号查看</a>。再发一次同样的内容，答 <code>200</code>：已收过，不会重复。所以没听到回答时，放心原样重发。</p></div>
<div class="step"><h3>3. 看一次被拒的样子</h3>${shell(curlOf(send, context, bodyOf(send, BROKEN_EVENT)))}
<p>答 <code>422</code>。<code>path</code> 说哪里不对，<code>detail</code> 说应是什么；改好再发即可。被拒的事件同时留作<a href="#letters">死信</a>，管理员看得到。</p>
${json('{…,"rejected":1,…,"results":[{"i":0,"status":422,"id":"demo-2","code":"invalid_event","detail":"data.kind must be one of …","path":"data.kind","retryable":false}]}')}</div>
<div class="step"><h3>4. 换成自己的内容</h3><ol>
<li><code>source</code> 写自己系统的名称，如 <code>urn:example:hotline</code>，定下后不变。</li>
<li><code>subject</code> 写这件事（或这台设备）在自己系统中的编号。编号须全站唯一，可加前缀，如 <code>hotline-20261120-17</code>。</li>
<li><code>id</code> 写事件自己的编号，在 <code>source</code> 内永不重复，如 <code>hotline-20261120-17-3</code>。</li>
<li><code>sequence</code> 从 1 起，同一 <code>subject</code> 每发一个加一。先后以它为准，晚到的旧事件不会盖掉新的。</li>
<li><code>time</code> 写事情发生的时刻，带时区。补发旧事照写旧时刻；不可比网关时钟快 ${INGEST_LIMITS.futureMs / 60_000} 分钟以上。</li>
<li><code>type</code> 与 <code>data</code> 照<a href="#events">事件类型</a>一节选用。后来的进展是新的事件：<code>subject</code> 相同，<code>type</code> 不同，如 <code>case.dispatched</code>、<code>case.closed</code>。</li>
<li>坐标默认 WGS-84；用高德、百度坐标的，在 <code>location.crs</code> 写 <code>GCJ02</code>、<code>BD09</code>，或请管理员写进<a href="#addProducer">登记</a>。</li>
<li>任何字段都不写人名、电话、证件号。文字中的号码会被自动隐去。</li></ol></div>
<div class="step"><h3>5. 可靠地发</h3><ul>
<li>只有 <code>429</code>、<code>503</code> 与断线值得重发：按应答头 <code>Retry-After</code> 的秒数等待，再<strong>原样</strong>重发（<code>id</code> 不变）。其余的拒绝重发无用。</li>
<li>一批中有成有败时，只重发 <code>retryable</code> 为 true 的。</li>
<li>一次至多 ${INGEST_LIMITS.batch} 个事件、${INGEST_LIMITS.bodyBytes / 1_048_576} MB；NDJSON 每行至多 ${INGEST_LIMITS.lineBytes / 1024} kB。</li>
<li>演练与联调时在事件中写 <code>"reality":"test"</code> 或 <code>"exercise"</code>：不进统计。</li></ul>
<p>下面<a href="#programs">三个现成程序</a>已经这样做了，可直接拿去改。</p></div>
<div class="step"><h3>6. 收拾试过的东西</h3><p>试过的事项会留在大屏上，用一个后续事件把它作废：</p>${shell(curlOf(send, context, bodyOf(send, LAST_EVENT)))}</div>`;
}

function bodyOf(send: Operation, event: CloudEvent) {
  const body = send.bodies?.[0];
  return body === undefined ? undefined : { ...body, example: JSON.stringify(event) };
}

function keyStep(demo: boolean): Markup {
  return demo
    ? html`<p>本网关正以演示方式运行：在这台机器上发送与查看都不需要密钥，所发一律算作模拟数据。管理调用（死信、来源登记）仍要管理员密钥：启动前设 <code>YITU_ADMIN_KEY</code>。</p>`
    : html`<p>向管理员要一把<strong>来源密钥</strong>，每个系统一把。管理员为它<a href="#addProducer">登记</a>：可发哪些类型、坐标系、数据真实或模拟。密钥放进环境变量，本页的命令就能直接粘贴运行：</p>
${shell("export YITU_PRODUCER_KEY='管理员给的来源密钥'\nexport YITU_READ_KEY='读取密钥（查看时用）'\nexport YITU_ADMIN_KEY='管理员密钥（仅管理员）'")}
<p>密钥只放在请求头 <code>Authorization: Bearer …</code> 里，从不写进地址。</p>`;
}

/** Lines for a terminal. */
export const shell = (text: string): Markup => html`<pre class="shell"><code>${text}</code></pre>`;

/** JSON or another text to be read. */
export const json = (text: string): Markup => html`<pre><code>${text}</code></pre>`;
