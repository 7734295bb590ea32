import type { Channel, Message } from './channels.ts';
import type { DocumentedGateway } from './openapi.ts';
import { type JsonSchema, namedSchemas } from './schemas.ts';

/** The AsyncAPI 3 document: channels and their messages, as the gateway sends and receives them. */
export function asyncApiDocument(
  channels: readonly Channel[],
  { url, version }: DocumentedGateway,
): JsonSchema {
  const { host, protocol } = new URL(url);
  return {
    asyncapi: '3.0.0',
    info: { title: '一图统览', version, description: '网关收发的事件与消息', license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    servers: { gateway: { host, protocol: protocol === 'https:' ? 'wss' : 'ws' } },
    channels: Object.fromEntries(channels.map((channel) => [channel.id, channelObject(channel)])),
    operations: Object.fromEntries(
      channels.flatMap((channel) =>
        channel.messages.map((message) => [
          `${channel.id}.${message.name}`,
          operationObject(channel, message),
        ]),
      ),
    ),
    components: { schemas: namedSchemas() },
  };
}

const replyName = (name: string) => `${name}.reply`;

function channelObject({ address, title, says, messages }: Channel): JsonSchema {
  return {
    address,
    title,
    description: says,
    messages: Object.fromEntries(
      messages.flatMap((message): [string, JsonSchema][] => {
        const { name, reply } = message;
        const own: [string, JsonSchema] = [name, messageObject(message)];
        return reply === undefined
          ? [own]
          : [own, [replyName(name), { name: replyName(name), payload: reply }]];
      }),
    ),
  };
}

function messageObject({ name, says, payload, example }: Message): JsonSchema {
  return {
    name,
    summary: says,
    payload,
    ...(example === undefined ? {} : { examples: [{ payload: example }] }),
  };
}

function operationObject({ id }: Channel, { name, says, direction, reply }: Message): JsonSchema {
  const channel = { $ref: `#/channels/${id}` };
  const message = (of: string) => ({ $ref: `#/channels/${id}/messages/${of}` });
  return {
    action: direction,
    channel,
    summary: says,
    messages: [message(name)],
    ...(reply === undefined ? {} : { reply: { channel, messages: [message(replyName(name))] } }),
  };
}
