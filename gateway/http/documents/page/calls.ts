import { ERRORS } from '../../../contract/errors.ts';
import { curlOf } from '../curl.ts';
import { html, type Markup } from '../markup.ts';
import {
  type Answer,
  type Body,
  errorsOf,
  GROUPS,
  type KeyNeed,
  type Operation,
  type Parameter,
} from '../operation.ts';
import { ref } from '../schemas.ts';
import type { PageContext } from './context.ts';
import { SHOWN_REPLIES } from './reference.ts';
import { shell } from './start.ts';

const NEEDS: Readonly<Record<KeyNeed, string>> = {
  open: '不需要密钥',
  local: '本机不需要密钥，他处用管理员密钥',
  any: '本机不需要密钥，他处任何一把密钥都可',
  producer: '来源密钥',
  sender: '来源密钥或读取密钥',
  reader: '读取密钥（或参观密钥、管理员密钥）',
  seat: '读取密钥',
  administrator: '管理员密钥',
};

/** Anchor of a group of calls. */
const anchorOf = (group: (typeof GROUPS)[number]) =>
  group === '死信' ? 'letters' : `calls-${GROUPS.indexOf(group)}`;

/** Every call with a command line that runs as it stands. */
export function callsSection(context: PageContext): Markup {
  const groups = GROUPS.map((group) => {
    const calls = context.operations.filter((operation) => operation.group === group);
    return html`<h3 id="${anchorOf(group)}">${group}</h3>${calls.map((call) => callPart(call, context))}`;
  });
  return html`<h2 id="calls">四、HTTP 调用</h2>
<p>命令中的地址就是您打开本页所用的地址。每个调用还可能答 ${errorLinks(['internal', 'starting'])}。拒绝的正文是 <code>application/problem+json</code>，含 <code>code</code>、<code>detail</code>、<code>path</code>、<code>retryable</code>。</p>${groups}`;
}

function callPart(operation: Operation, context: PageContext): Markup {
  const { id, method, path, title, says, parameters = [], answers, refusals = [], bodies = [] } = operation;
  const variables = parameters.flatMap(({ variable, says: what }) =>
    variable === undefined ? [] : [{ variable, what }],
  );
  return html`<h4 id="${id}"><span class="call">${method.toUpperCase()}</span> <code>${path}</code> ${title}</h4>
<p>${says}</p><p class="need">密钥：${NEEDS[operation.key]}</p>
${variables.map(({ variable, what }) => html`<p>先设 <code>${variable}</code>：${what}。</p>`)}
${shell(curlOf(operation, context))}
${otherBodies(operation).map((body) => html`<p>${body.type}：</p>${shell(curlOf(operation, context, body))}`)}
${bodies.map(fieldsOf)}
${bodies.length < 2 ? null : html`<p>请求体可用的 Content-Type：${bodies.map(({ type }) => html`<code>${type}</code> `)}</p>`}
${parameters.length === 0 ? null : parameterTable(parameters)}
${answerTable([...answers, ...refusals])}
<p class="need">还可能答：${errorLinks(errorsOf(operation))}</p>`;
}

/** Where this page has the fields of a body. */
function fieldsOf({ schema }: Body): Markup | null {
  const name = SHOWN_REPLIES.find((each) => schema?.$ref === ref(each).$ref);
  return name === undefined
    ? null
    : html`<p>请求体的字段：<a href="#reply-${name}"><code>${name}</code></a></p>`;
}

/** Bodies whose example says something that the first one's does not. */
function otherBodies({ bodies = [] }: Operation) {
  return bodies.slice(1).filter(({ example }) => example !== '' && example !== bodies[0]?.example);
}

function parameterTable(parameters: readonly Parameter[]): Markup {
  const rows = parameters.map(
    ({ name, says, required }) =>
      html`<tr><td><code class="${required ? 'must' : ''}">${name}</code></td><td>${required ? '必填' : ''}</td><td>${says}</td></tr>`,
  );
  return html`<table><thead><tr><th>参数</th><th></th><th>说明</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function answerTable(answers: readonly Answer[]): Markup {
  const rows = answers.map(
    (answer) =>
      html`<tr><td><code>${answer.status}</code></td><td>${answer.says}</td><td>${contentOf(answer)}</td></tr>`,
  );
  return html`<table><thead><tr><th>应答</th><th>意思</th><th>正文</th></tr></thead><tbody>${rows}</tbody></table>`;
}

/** The schema's name, with a link where this page has its fields. */
function contentOf({ schema, type }: Answer): Markup {
  if (schema === undefined) return type == null ? html`无正文` : html`<code>${type}</code>`;
  return SHOWN_REPLIES.some((name) => name === schema)
    ? html`<a href="#reply-${schema}"><code>${schema}</code></a>`
    : html`<code>${schema}</code>`;
}

function errorLinks(codes: readonly (keyof typeof ERRORS)[]): Markup {
  return html`${codes.map((code, i) => html`${i === 0 ? '' : '、'}<a href="#error-${code}">${ERRORS[code].status} ${code}</a>`)}`;
}
