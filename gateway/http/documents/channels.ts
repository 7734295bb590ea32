import { COMMAND_EXAMPLES, EVENT_EXAMPLES, FIRST_EVENT } from '../../contract/examples.ts';
import { LIVE_NAMESPACE, PROTOCOL } from '../../contract/wire.ts';
import { INGEST_NAMESPACE, INGEST_PROTOCOL, INGEST_WINDOW } from '../../contract/wire-ingest.ts';
import { type JsonSchema, ref, SENT_TYPES } from './schemas.ts';

/** One kind of message on a channel. */
export interface Message {
  /** Socket.IO event, or the type of an event. */
  readonly name: string;
  readonly says: string;
  /** As the gateway sees it. */
  readonly direction: 'receive' | 'send';
  readonly payload: JsonSchema;
  /** What the acknowledgement carries, where there is one. */
  readonly reply?: JsonSchema;
  readonly example?: unknown;
}

/** A way on which messages go. */
export interface Channel {
  readonly id: string;
  readonly address: string;
  readonly title: string;
  readonly says: string;
  readonly messages: readonly Message[];
}

/** Every event type, for each channel that takes events. */
export const EVENT_MESSAGES: readonly Message[] = SENT_TYPES.map((type) => ({
  name: type,
  says: `${EVENT_EXAMPLES[type].zh}。${EVENT_EXAMPLES[type].says}`,
  direction: 'receive',
  payload: ref(type),
  example: EVENT_EXAMPLES[type].event,
}));

const EVENTS: Channel = {
  id: 'events',
  address: '/v1/events',
  title: '事件（HTTP）',
  says: '来源系统以 POST 发送的 CloudEvents；每个的结果在应答中。',
  messages: EVENT_MESSAGES,
};

const LIVE: Channel = {
  id: 'live',
  address: LIVE_NAMESPACE,
  title: '大屏与控制台（Socket.IO）',
  says: `只用 websocket；连接时 auth 为 LiveAuth，proto 写 ${PROTOCOL}，token 写读取密钥。先收 hello：mode 为 snapshot 时取快照各块、放好后发 ready；此后每一帧只在位置恰为 b 时生效，生效后发 ack，位置不合则发 resync。心跳三次未到即为断开。`,
  messages: [
    { name: 'hello', says: '网关的第一句话', direction: 'send', payload: ref('Hello') },
    {
      name: 'frame',
      says: '从 b 到 n 的一步：先移除 x，再放入 u；a 为其间的逐条事件，按序不缺；带 l 时终端位置只齐到 l，其余随后',
      direction: 'send',
      payload: ref('Frame'),
    },
    { name: 'hb', says: '心跳，每 2 秒', direction: 'send', payload: ref('Heartbeat') },
    {
      name: 'pulse',
      says: '每 2 秒，代替心跳，发给正在取快照或等待补齐的客户端',
      direction: 'send',
      payload: ref('Pulse'),
    },
    { name: 'reset', says: '网关发现不连续：另取快照，取好再换', direction: 'send', payload: ref('Reset') },
    {
      name: 'bye',
      says: '关闭前的最后一句；again 为假则不要再连；unauthorized 时不得再显示已有内容',
      direction: 'send',
      payload: ref('Bye'),
    },
    {
      name: 'ready',
      says: '快照 n 已放好',
      direction: 'receive',
      payload: ref('Reached'),
      example: { n: 120 },
    },
    {
      name: 'ack',
      says: '直到 n 的各帧已收到，可几帧一答；带 l 或满 32 条的帧、位置不合的帧立即答',
      direction: 'receive',
      payload: ref('Reached'),
      example: { n: 128 },
    },
    {
      name: 'resync',
      says: '自己的位置与帧不合',
      direction: 'receive',
      payload: ref('Resync'),
      example: { token: null },
    },
    {
      name: 'time',
      says: '对时；立即应答',
      direction: 'receive',
      payload: { type: 'null' },
      reply: ref('TimeAnswer'),
    },
    {
      name: 'cmd',
      says: '命令，同 POST /v1/commands',
      direction: 'receive',
      payload: ref('Command'),
      reply: ref('CommandAnswer'),
      example: COMMAND_EXAMPLES['operation.acknowledged'].command,
    },
  ],
};

const INGEST: Channel = {
  id: 'ingest',
  address: INGEST_NAMESPACE,
  title: '来源系统（Socket.IO）',
  says: `常连的来源系统用它代替 POST /v1/events，规则相同。只用 websocket；连接时 auth 为 IngestAuth，proto 写 ${INGEST_PROTOCOL}，token 写来源密钥；不收则 connect_error 的 data 为 Problem。收到 hello 后成批发送，至多 ${INGEST_WINDOW.batches} 批未答，${INGEST_WINDOW.answerMs / 1_000} 秒内必有应答，次序与所发一致。应答中 retryable 为真、或没有等到应答就断开，原样重发：已收过的不会重复。`,
  messages: [
    {
      name: 'hello',
      says: '以哪个登记接入，以及各项上限',
      direction: 'send',
      payload: ref('IngestHello'),
    },
    {
      name: 'bye',
      says: '不要再发；未答的各批仍会答。again 为假则不要再连',
      direction: 'send',
      payload: ref('Bye'),
    },
    {
      name: 'events',
      says: '一批事件；应答同 POST /v1/events，或为 Problem',
      direction: 'receive',
      payload: { type: 'array', items: ref('Event') },
      reply: ref('IngestAnswer'),
      example: [FIRST_EVENT],
    },
  ],
};

/** Every channel of the gateway. */
export const CHANNELS: readonly Channel[] = [EVENTS, INGEST, LIVE];
