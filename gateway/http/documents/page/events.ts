import { COMMAND_TYPES } from '../../../contract/event-types.ts';
import { COMMAND_EXAMPLES, EVENT_EXAMPLES } from '../../../contract/examples.ts';
import { FEEDS, feedOf, PRODUCER_FEEDS, type ProducerFeed } from '../../../contract/feeds.ts';
import { html, type Markup } from '../markup.ts';
import { type JsonSchema, namedSchemas, SENT_TYPES } from '../schemas.ts';
import { fieldTable } from './fields.ts';
import { json } from './start.ts';

const FEED_TITLES: Readonly<Record<ProducerFeed, string>> = {
  case: '事项 case',
  alarm: '告警 alarm',
  terminal: '巡防终端 terminal',
  video: '视频线索 video',
  indicator: '指标 indicator',
};

/** Every event type: what it says, its fields, one complete example. */
export function eventsSection(): Markup {
  const schemas: Readonly<Record<string, JsonSchema>> = namedSchemas();
  const envelope = schemas['case.received'] ?? {};
  const properties = envelope.properties as Readonly<Record<string, JsonSchema>>;
  const outer = { ...envelope, properties: { ...properties, type: { type: 'string' }, data: {} } };
  return html`<h2 id="events">三、事件类型</h2>
<p>所有事件外层相同，<code>data</code> 因类型而异；<strong>加粗</strong>的字段必填，其余可不写。不写的字段保持原值，写 <code>null</code> 则清除。多写的字段不会留下。</p>
<h3>外层</h3>${fieldTable(withWords(outer))}
<p>把一个例子存为 <code>event.json</code>，即可用<a href="#programs">现成程序</a>发送，例如 <code>sh send.sh event.json</code>。</p>
${PRODUCER_FEEDS.map((feed) => feedPart(feed, schemas))}
<h3 id="commands">命令 operation</h3>
<p>值班席位的操作不作为事件发送，而发到 <code>POST /v1/commands</code>。另有 <code>system</code> 一类由网关自己写入。</p>
${COMMAND_TYPES.map((type) => {
  const { zh, says, command } = COMMAND_EXAMPLES[type];
  return html`<h4 id="${type}"><code>${type}</code> ${zh}</h4><p>${says}</p>${json(JSON.stringify(command, null, 2))}`;
})}`;
}

/** The envelope's `type` and `data` differ by type: their words stand in for them. */
function withWords(schema: JsonSchema): JsonSchema {
  const properties = schema.properties as Readonly<Record<string, JsonSchema>>;
  return {
    ...schema,
    properties: {
      ...properties,
      type: {
        type: 'string',
        description: `事件类型，以 ${FEEDS.slice(0, PRODUCER_FEEDS.length).join('.、')}. 开头`,
      },
      data: { type: 'object', description: '内容，见各类型' },
    },
  };
}

function feedPart(feed: ProducerFeed, schemas: Readonly<Record<string, JsonSchema>>): Markup {
  const types = SENT_TYPES.filter((type) => feedOf(type) === feed);
  const shared = schemas[`${feed}.step`];
  return html`<h3 id="feed-${feed}">${FEED_TITLES[feed]}</h3>
${types.map((type) => {
  const { zh, says, event } = EVENT_EXAMPLES[type];
  const own = schemas[`${type}.data`];
  const fields =
    own === undefined ? html`<p>data 的字段：<a href="#${feed}.step">各步通用</a>。</p>` : fieldTable(own);
  return html`<h4 id="${type}"><code>${type}</code> ${zh}</h4><p>${says}</p>${json(JSON.stringify(event, null, 2))}${fields}`;
})}
${shared === undefined ? null : html`<h4 id="${feed}.step">各步通用的 data</h4>${fieldTable(shared)}`}`;
}
