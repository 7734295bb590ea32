import { ERROR_WORDS } from '../../../contract/error-words.ts';
import { ERRORS, type ErrorActor, type ErrorCode } from '../../../contract/errors.ts';
import { VALUE_LISTS } from '../../../contract/value-words.ts';
import { html, type Markup } from '../markup.ts';
import { type JsonSchema, namedSchemas } from '../schemas.ts';
import type { PageContext } from './context.ts';
import { anchorOfList, fieldTable } from './fields.ts';

const ACTORS: Readonly<Record<ErrorActor, string>> = {
  operator: '值班人员',
  administrator: '管理员',
  developer: '来源系统的开发者',
};

/** Bodies whose fields the page shows: what producers and administrators read and send. */
export const SHOWN_REPLIES = [
  'IngestReply',
  'EventResult',
  'Problem',
  'MediaReply',
  'CommandReply',
  'LetterSummary',
  'LetterReply',
  'ProducerRegistration',
  'ProducerFacts',
  'KeyFacts',
  'KeyRotation',
  'NewKeyReply',
] as const;

/** The fields of these bodies. */
export function repliesSection(): Markup {
  const schemas: Readonly<Record<string, JsonSchema>> = namedSchemas();
  return html`<h2 id="replies">五、正文的字段</h2>
${SHOWN_REPLIES.map((name) => html`<h3 id="reply-${name}"><code>${name}</code></h3>${fieldTable(schemas[name] ?? {})}`)}
<p>其余的字段见 <a href="/openapi.json">openapi.json</a>。</p>`;
}

/** Channels of Socket.IO with their messages. */
export function channelsSection({ channels, url }: PageContext): Markup {
  const sockets = channels.filter(({ id }) => id !== 'events');
  return html`<h2 id="channels">六、Socket.IO</h2>
${sockets.map(
  ({ address, title, says, messages }) => html`<h3><code>${url}${address}</code> ${title}</h3><p>${says}</p>
<table><thead><tr><th>消息</th><th>方向</th><th>说明</th></tr></thead><tbody>${messages.map(
    ({ name, direction, says: what, reply }) =>
      html`<tr><td><code>${name}</code></td><td>${direction === 'send' ? '网关 → 客户' : '客户 → 网关'}${reply === undefined ? '' : '，有应答'}</td><td>${what}</td></tr>`,
  )}</tbody></table>`,
)}
<p>各消息的字段见 <a href="/asyncapi.json">asyncapi.json</a>。</p>`;
}

/** Every error of the catalogue. */
export function errorsSection(): Markup {
  const rows = (Object.keys(ERRORS) as ErrorCode[]).map((code) => {
    const { status, retryable, actor } = ERRORS[code];
    const { zh, todo } = ERROR_WORDS[code];
    return html`<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${zh}</td><td>${todo}</td><td>${retryable ? '可以' : ''}</td><td>${ACTORS[actor]}</td></tr>`;
  });
  return html`<h2 id="errors">七、错误</h2><table><thead><tr><th>code</th><th>状态</th><th>意思</th><th>怎么办</th><th>原样重发</th><th>谁来办</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** The closed lists. */
export function listsSection(): Markup {
  return html`<h2 id="lists">八、词表</h2><p>这些取值是闭合的：不在其中的会被拒。</p>${VALUE_LISTS.map(
    (list) =>
      html`<h3 id="${anchorOfList(list)}">${list.title}</h3><p>${Object.entries(list.words).map(
        ([value, zh]) => html`<code>${value}</code> ${zh}　`,
      )}</p>`,
  )}`;
}
