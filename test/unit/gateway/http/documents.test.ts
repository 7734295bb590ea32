import { describe, expect, it } from 'vitest';
import { ERROR_WORDS } from '../../../../gateway/contract/error-words.ts';
import {
  COMMAND_EXAMPLES,
  COMMAND_TYPES,
  cloudEvent,
  command,
  ERRORS,
  EVENT_EXAMPLES,
  EVENT_TYPES,
  FIELD_WORDS,
  FIRST_EVENT,
  listOfValues,
} from '../../../../gateway/contract/index.ts';
import { asyncApiDocument } from '../../../../gateway/http/documents/asyncapi.ts';
import { CHANNELS } from '../../../../gateway/http/documents/channels.ts';
import { curlOf } from '../../../../gateway/http/documents/curl.ts';
import { html } from '../../../../gateway/http/documents/markup.ts';
import { openApiDocument } from '../../../../gateway/http/documents/openapi.ts';
import { errorsOf, GROUPS } from '../../../../gateway/http/documents/operation.ts';
import { OPERATIONS } from '../../../../gateway/http/documents/operations/index.ts';
import { documentsPage } from '../../../../gateway/http/documents/page/index.ts';
import { type JsonSchema, namedSchemas, SENT_TYPES } from '../../../../gateway/http/documents/schemas.ts';
import { faultsOf, type Json, references, resolve } from '../../../support/json-schema.ts';

const GATEWAY = { url: 'http://wall.example:8080', version: '1.2.3' };
const openapi = openApiDocument(OPERATIONS, GATEWAY);
const asyncapi = asyncApiDocument(CHANNELS, GATEWAY);
const schemas: Readonly<Record<string, JsonSchema>> = namedSchemas();
const page = documentsPage({
  ...GATEWAY,
  demo: false,
  operations: OPERATIONS,
  channels: CHANNELS,
  programs: [],
});

/** `data` paths of a schema, nested objects included. */
function pathsOf(schema: JsonSchema, prefix = ''): string[] {
  const choices = (schema.anyOf ?? [schema]) as JsonSchema[];
  return choices.flatMap(({ properties = {} }) =>
    Object.entries(properties as Record<string, JsonSchema>).flatMap(([name, each]) => [
      `${prefix}${name}`,
      ...pathsOf(each, `${prefix}${name}.`),
    ]),
  );
}

describe('examples', () => {
  it.each(SENT_TYPES)('%s follows its schema and keeps every field it shows', (type) => {
    const { event } = EVENT_EXAMPLES[type];
    const data = EVENT_TYPES[type].data.parse(event.data);
    expect(cloudEvent.parse(event)).toEqual(event);
    expect(data).toEqual(event.data);
    expect(event.type).toBe(type);
    expect(faultsOf({ components: { schemas } }, schemas.Event as Json, event)).toEqual([]);
  });

  it('have ids of their own', () => {
    const ids = Object.values(EVENT_EXAMPLES).map(({ event }) => `${event.source} ${event.id}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(
      Object.keys(EVENT_TYPES).filter((type) => !/^(operation|system)\./.test(type)).length,
    );
  });

  it.each(COMMAND_TYPES)('%s follows its schema', (type) => {
    const example = COMMAND_EXAMPLES[type].command;
    expect(command.parse(example)).toEqual(example);
    expect(EVENT_TYPES[type].data.parse(example.data)).toEqual(example.data);
  });

  it('begin with the event that is accepted for ever', () => {
    expect(faultsOf({ components: { schemas } }, schemas.Event as Json, FIRST_EVENT)).toEqual([]);
  });
});

describe('words', () => {
  const told = Object.entries(schemas).flatMap(([name, schema]) => {
    const isData = /\.(data|step)$/.test(name);
    if (!isData && name !== 'case.received') return [];
    const feed = isData ? `${name.slice(0, name.indexOf('.'))}:` : '';
    return pathsOf(schema).map((path) => ({ path, own: `${feed}${path}` }));
  });

  it('are there for every field of every event, and no others', () => {
    const missing = told.filter(({ path, own }) => !(own in FIELD_WORDS || path in FIELD_WORDS));
    expect(missing).toEqual([]);
    const used = new Set(told.flatMap(({ path, own }) => [path, own]));
    expect(Object.keys(FIELD_WORDS).filter((key) => !used.has(key))).toEqual([]);
  });

  it('are there for every closed list that an event can hold', () => {
    const lists = enumsOf(Object.entries(schemas).filter(([name]) => /\.(data|step)$/.test(name)));
    expect(lists.length).toBeGreaterThan(20);
    expect(lists.filter((values) => listOfValues(values) === null)).toEqual([]);
  });

  it('are there for every error', () => {
    expect(Object.keys(ERROR_WORDS).sort()).toEqual(Object.keys(ERRORS).sort());
  });
});

/** Every closed list in a schema. */
function enumsOf(node: unknown): unknown[][] {
  if (node === null || typeof node !== 'object') return [];
  const own = Array.isArray((node as Json).enum) ? [(node as { enum: unknown[] }).enum] : [];
  return [...own, ...Object.values(node).flatMap(enumsOf)];
}

describe('the OpenAPI document', () => {
  const paths = openapi.paths as Readonly<Record<string, Readonly<Record<string, Json>>>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, operation })),
  );

  it('is 3.1 with the parts that it must have', () => {
    expect(openapi).toMatchObject({
      openapi: '3.1.0',
      info: { version: '1.2.3' },
      servers: [{ url: GATEWAY.url }],
    });
    expect(operations).toHaveLength(OPERATIONS.length);
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
    expect(
      operations.filter(({ operation }) => Object.keys(operation.responses as Json).length === 0),
    ).toEqual([]);
    expect(
      operations.filter(({ operation }) => !GROUPS.includes((operation.tags as string[])[0] as never)),
    ).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    expect(references(openapi).filter((reference) => resolve(openapi, reference) === undefined)).toEqual([]);
    expect(references(openapi).length).toBeGreaterThan(50);
  });

  it('declares exactly the parameters that its paths have', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (
        (operation.parameters ?? []) as { in: string; name: string; required: boolean }[]
      ).filter((parameter) => parameter.in === 'path');
      expect(declared.map(({ name }) => name)).toEqual(named);
      expect(declared.every(({ required }) => required)).toBe(true);
    }
  });

  it('has bodies that follow their own schema', () => {
    const bodies = OPERATIONS.flatMap(({ bodies = [] }) => bodies).filter(
      ({ schema }) => schema !== undefined,
    );
    for (const { schema, example } of bodies)
      expect(faultsOf(openapi, schema as Json, JSON.parse(example))).toEqual([]);
    expect(bodies.length).toBeGreaterThan(3);
  });

  it('names every error of the catalogue with its call, but for those that no documented call meets', () => {
    const named = new Set(OPERATIONS.flatMap(errorsOf));
    const unmet = ['lease_lost', 'method_not_allowed'];
    const missing = Object.keys(ERRORS).filter((code) => !named.has(code as never));
    expect(missing.toSorted()).toEqual(unmet);
  });
});

describe('the AsyncAPI document', () => {
  it('is 3.0 and refers to nothing that is not there', () => {
    expect(asyncapi).toMatchObject({
      asyncapi: '3.0.0',
      servers: { gateway: { host: 'wall.example:8080' } },
    });
    expect(references(asyncapi).filter((reference) => resolve(asyncapi, reference) === undefined)).toEqual(
      [],
    );
  });

  it('says of every message who sends it, on a channel that has it', () => {
    const operations = Object.values(asyncapi.operations as Record<string, Json>);
    expect(operations.filter(({ action }) => action !== 'send' && action !== 'receive')).toEqual([]);
    expect(operations).toHaveLength(CHANNELS.flatMap(({ messages }) => messages).length);
    for (const { channel, messages } of operations) {
      const { $ref } = channel as { $ref: string };
      expect(
        (messages as { $ref: string }[]).every((message) => message.$ref.startsWith(`${$ref}/messages/`)),
      ).toBe(true);
    }
  });

  it('has an example of every event type, each true to its payload', () => {
    const shown = CHANNELS.flatMap(({ messages }) => messages).filter(({ example }) => example !== undefined);
    for (const { payload, example } of shown)
      expect(faultsOf(asyncapi, payload as Json, example)).toEqual([]);
    expect(shown.map(({ name }) => name)).toEqual(expect.arrayContaining(SENT_TYPES as string[]));
  });
});

describe('the page', () => {
  it('holds no script, no handler, nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script|\son\w+=|javascript:|<link|<img|style="|@import|url\(/i);
    const links = [...page.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^[#/]/.test(link))).toEqual([]);
  });

  it('has no link into the void', () => {
    const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
    const links = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('shows every event type, command, call and error', () => {
    const ids = [...SENT_TYPES, ...COMMAND_TYPES, ...OPERATIONS.map(({ id }) => id)];
    expect(ids.filter((id) => !page.includes(` id="${id}"`))).toEqual([]);
    expect(Object.keys(ERRORS).filter((code) => !page.includes(` id="error-${code}"`))).toEqual([]);
  });

  it('takes every value as text', () => {
    const hostile = '<script>"\'&';
    expect(html`<b title="${hostile}">${hostile}</b>`.markup).toBe(
      '<b title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;</b>',
    );
  });
});

describe('a command line', () => {
  const send = OPERATIONS.find(({ id }) => id === 'postEvents');

  it('keeps quotes of the body from the shell', () => {
    const line =
      send && curlOf(send, { url: 'http://h', demo: false }, { type: 'a/b', example: `it's $HOME` });
    expect(line).toContain(`-d 'it'\\''s $HOME'`);
    expect(line).toContain('-H "Authorization: Bearer $YITU_PRODUCER_KEY"');
  });

  it('leaves the key out where none is needed', () => {
    expect(send && curlOf(send, { url: 'http://h', demo: true })).not.toContain('Authorization');
    const list = OPERATIONS.find(({ id }) => id === 'listLetters');
    expect(list && curlOf(list, { url: 'http://h', demo: true })).toContain('$YITU_ADMIN_KEY');
  });
});
