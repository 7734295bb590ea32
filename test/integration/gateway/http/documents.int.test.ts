import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Express } from 'express';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Hello, ProducersReply } from '../../../../gateway/contract/index.ts';
import {
  COMMAND_TYPES,
  EVENT_EXAMPLES,
  EXAMPLE_MEDIA,
  FIRST_EVENT,
} from '../../../../gateway/contract/index.ts';
import type { PageConfig } from '../../../../gateway/contract/page-config.ts';
import { OPERATIONS } from '../../../../gateway/http/documents/operations/index.ts';
import { SENT_TYPES } from '../../../../gateway/http/documents/schemas.ts';
import { commandOf } from '../../../support/found-warning.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { faultsOf, type Json } from '../../../support/json-schema.ts';
import { type ConnectionRefused, openProducer } from '../../../support/producer.ts';
import { startTileSite, type TileSite } from '../../../support/tiles.ts';
import { waitFor } from '../../../support/wait.ts';

const built: Express[] = [];
vi.mock('../../../../gateway/http/app.ts', async (original) => {
  const real = await original<typeof import('../../../../gateway/http/app.ts')>();
  const createApp: typeof real.createApp = (options) => {
    const app = real.createApp(options);
    built.push(app);
    return app;
  };
  return { ...real, createApp };
});

let gateway: TestGateway;
let tiles: TileSite;
let openapi: Json;
let page: string;
beforeAll(async () => {
  tiles = await startTileSite();
  gateway = await startTestGateway({
    engine: 'sqlite',
    env: { ...tiles.env, YITU_CLOCK: '2026-11-20T15:42:00+08:00', YITU_SITE: 'documents' },
  });
  openapi = (await (await fetch(`${gateway.url}/openapi.json`)).json()) as Json;
  page = await (await fetch(`${gateway.url}/docs`)).text();
});
afterAll(() => Promise.all([gateway?.stop(), tiles?.close()]));

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  readonly handle?: { readonly stack?: readonly Layer[] };
}

/** Method and path of every route of the running application, paths as OpenAPI writes them. */
function routesOf(stack: readonly Layer[]): string[] {
  return stack.flatMap(({ route, handle }) => {
    if (route === undefined) return routesOf(handle?.stack ?? []);
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    return Object.keys(route.methods).map((method) => `${method} ${path}`);
  });
}

/** What is wrong with an answer by what the document says of its status. */
async function faultsOfAnswer(id: string, answer: Response): Promise<string[]> {
  const operation = OPERATIONS.find((each) => each.id === id);
  const documented = (openapi.paths as Record<string, Record<string, Json>>)[operation?.path ?? '']?.[
    operation?.method ?? ''
  ];
  const responses = documented?.responses as Record<string, { content?: Record<string, { schema?: Json }> }>;
  const response = responses[answer.status];
  if (response === undefined) return [`${id}: status ${answer.status} is not documented`];
  const type = (answer.headers.get('content-type') ?? '').split(';')[0] ?? '';
  const media = response.content?.[type];
  if (media === undefined) return [`${id}: ${answer.status} as ${type} is not documented`];
  return media.schema === undefined ? [] : faultsOf(openapi, media.schema, await answer.json());
}

describe('the documents', () => {
  it('have every route, and no route that is not there', () => {
    const routes = built.flatMap((app) =>
      routesOf((app as unknown as { router: { stack: Layer[] } }).router.stack),
    );
    const documented = OPERATIONS.map(({ method, path }) => `${method} ${path}`);
    expect([...new Set(routes)].sort()).toEqual([...documented].sort());
  });

  it.each(SENT_TYPES)('tell what %s gets, alone and in a batch', async (type) => {
    const { event } = EVENT_EXAMPLES[type];
    const one = await gateway.post('/v1/events', event, { type: 'application/cloudevents+json' });
    expect(one.status).toBe(201);
    expect(await faultsOfAnswer('postEvents', one)).toEqual([]);
    const other = { ...event, id: `${event.id}-again`, subject: `${event.subject}-again` };
    const batch = await gateway.post('/v1/events', [event, other], {
      type: 'application/cloudevents-batch+json',
    });
    expect(batch.status).toBe(200);
    const reply = (await batch.clone().json()) as { results: { status: number; flags?: string[] }[] };
    expect(reply.results.map(({ status }) => status)).toEqual([200, 201]);
    expect(reply.results[1]?.flags).toBeUndefined();
    expect(await faultsOfAnswer('postEvents', batch)).toEqual([]);
  });

  it.each(COMMAND_TYPES)('tell what %s gets, as a command and as an event', async (type) => {
    const command = await commandOf(gateway, type);
    await gateway.post('/v1/events', { ...FIRST_EVENT, id: 'first', subject: 'demo-1' });
    const answer = await waitFor('the entity', async () => {
      const tried = await gateway.post('/v1/commands', command, { key: KEYS.read });
      return tried.status === 404 || tried.status === 409 ? null : tried;
    });
    expect(answer.status).toBe(201);
    expect(await faultsOfAnswer('postCommand', answer)).toEqual([]);
    const event = await gateway.post('/v1/events', { ...EVENT_EXAMPLES['case.rated'].event, type });
    expect(event.status).toBe(403);
    expect(await faultsOfAnswer('postEvents', event)).toEqual([]);
  });

  it.each([
    ['postEvents', '/v1/events', '{"cut":', KEYS.producer, 400],
    ['postEvents', '/v1/events', {}, 'no such key', 401],
    ['postEvents', '/v1/events', {}, KEYS.read, 403],
    ['postEvents', '/v1/events', {}, KEYS.producer, 422],
    ['postCommand', '/v1/commands', {}, KEYS.read, 422],
    ['postMedia', '/v1/media', {}, KEYS.producer, 415],
    ['addProducer', '/v1/producers', { id: 'documented', network: 'VIDEO' }, KEYS.admin, 201],
    ['addProducer', '/v1/producers', { id: 'documented' }, KEYS.admin, 409],
    ['addProducer', '/v1/producers', {}, KEYS.admin, 422],
    ['rotateKey', '/v1/producers/documented/keys', {}, KEYS.admin, 201],
    ['rotateKey', '/v1/producers/nobody/keys', {}, KEYS.admin, 404],
    ['resubmitLetter', '/v1/dead-letters/none/resubmit', {}, KEYS.admin, 404],
    ['postErasure', '/v1/erasures', {}, KEYS.admin, 400],
    ['postErasure', '/v1/erasures', {}, KEYS.read, 403],
  ])('tell how %s is answered (%s %s)', async (id, path, body, key, status) => {
    const answer = await gateway.post(path, body, { key });
    expect(answer.status).toBe(status);
    expect(await faultsOfAnswer(id, answer)).toEqual([]);
  });

  it.each([
    ['getState', '/v1/state', KEYS.read],
    ['getState', '/v1/state', KEYS.visitor],
    ['getCase', '/v1/cases/example-wages', KEYS.read],
    ['getCase', '/v1/cases/none', KEYS.read],
    ['getDeadlines', '/v1/deadlines', KEYS.read],
    ['getDeadlines', '/v1/deadlines?until=2099-01-01T00:00:00%2B08:00', KEYS.read],
    ['getDeadlines', '/v1/deadlines?until=soon', KEYS.read],
    ['getDeadlines', '/v1/deadlines', KEYS.visitor],
    ['getWall', '/v1/wall', KEYS.read],
    ['getHealth', '/healthz', KEYS.read],
    ['getReadiness', '/readyz', KEYS.read],
    ['getTime', '/v1/time', KEYS.read],
    ['listLetters', '/v1/dead-letters', KEYS.admin],
    ['listLetters', '/v1/dead-letters?limit=0', KEYS.admin],
    ['getQuarantine', '/v1/quarantine', KEYS.admin],
    ['listProducers', '/v1/producers', KEYS.admin],
    ['listProducers', '/v1/producers', KEYS.read],
  ])('tell what %s answers to %s', async (id, path, key) => {
    expect(await faultsOfAnswer(id, await gateway.get(path, key))).toEqual([]);
  });

  it('tell the messages of a producer that stays connected', async () => {
    const conforms = (name: string, message: unknown) =>
      expect(faultsOf(openapi, { $ref: `#/components/schemas/${name}` }, message)).toEqual([]);
    const producer = await openProducer(gateway.url, KEYS.producer);
    conforms('IngestHello', producer.hello);
    conforms('IngestAnswer', await producer.send([{ ...FIRST_EVENT, id: 'kept', subject: 'kept' }, {}]));
    conforms('IngestAnswer', await producer.send('no batch'));
    producer.stop();
    const refused = await openProducer(gateway.url, 'no such key').catch((error: unknown) => error);
    conforms('Problem', (refused as ConnectionRefused).problem);
  });

  it('tell the messages of a wall', async () => {
    const socket = io(`${gateway.url}/live`, {
      transports: ['websocket'],
      auth: { proto: 1, token: KEYS.read },
      reconnection: false,
    });
    const next = <Message>(name: string) => new Promise<Message>((heard) => socket.once(name, heard));
    const conforms = (name: string, message: unknown) =>
      expect(faultsOf(openapi, { $ref: `#/components/schemas/${name}` }, message)).toEqual([]);
    const hello = await next<Hello>('hello');
    conforms('Hello', hello);
    const chunk = await gateway.get(`${hello.snapshot?.url}/0`);
    expect(await faultsOfAnswer('getSnapshotChunk', chunk)).toEqual([]);
    const beat = next('hb');
    const frame = next('frame');
    socket.emit('ready', { n: hello.snapshot?.n });
    await gateway.post('/v1/events', {
      ...EVENT_EXAMPLES['case.received'].event,
      id: 'live',
      subject: 'live',
    });
    conforms('Frame', await frame);
    conforms('Heartbeat', await beat);
    conforms('TimeAnswer', await socket.emitWithAck('time'));
    conforms('CommandAnswer', await socket.emitWithAck('cmd', { id: 'x' }));
    socket.disconnect();
  });
});

describe('the page', () => {
  it('runs nothing and loads nothing, by its own policy', async () => {
    const answer = await fetch(`${gateway.url}/docs`);
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+';/,
    );
    expect(page).toContain(`curl -sS -X POST &quot;${gateway.url}/v1/events&quot;`);
  });

  it('is for anybody on this machine, and for holders of any key elsewhere', async () => {
    const elsewhere = async (path: string, key?: string) => {
      const headers = { 'X-Forwarded-For': '10.0.0.9', ...(key && { Authorization: `Bearer ${key}` }) };
      return (await fetch(`${gateway.url}${path}`, { headers })).status;
    };
    for (const path of ['/docs', '/openapi.json', '/asyncapi.json']) {
      expect((await fetch(`${gateway.url}${path}`)).status).toBe(200);
      expect(await elsewhere(path)).toBe(401);
      for (const key of Object.values(KEYS)) expect(await elsewhere(path, key)).toBe(200);
    }
    expect(await elsewhere('/metrics', KEYS.read)).toBe(403);
  });

  it('fills in the address that its reader used, and no other text', async () => {
    const asked = async (host: string) => {
      const { stdout } = await run('curl', ['-sS', '-H', `Host: ${host}`, `${gateway.url}/docs`]);
      return stdout;
    };
    expect(await asked('wall.example:8080')).toContain('&quot;http://wall.example:8080/v1/events&quot;');
    const hostile = await asked('x"$(touch gone)');
    expect(hostile).not.toContain('touch gone');
    expect(hostile).toContain(`${gateway.url}/v1/events`);
  });

  describe('has command lines that run as they stand', () => {
    let folder: string;
    let env: Record<string, string>;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'yitu-docs-'));
      const { region } = (await (await gateway.get('/v1/wall')).json()) as PageConfig;
      const [, hash = '', file = ''] = /^\/v1\/region\/(\w+)\/(.+)$/.exec(region.layers.county ?? '') ?? [];
      env = {
        PATH: process.env.PATH ?? '',
        YITU_PRODUCER_KEY: KEYS.producer,
        YITU_READ_KEY: KEYS.read,
        YITU_ADMIN_KEY: KEYS.admin,
        SNAPSHOT: await snapshotId(),
        LAYER_HASH: hash,
        LAYER_FILE: file,
        ...tiles.shell,
      };
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const lines = (text = page) =>
      [...text.matchAll(/<pre class="shell"><code>([\s\S]*?)<\/code><\/pre>/g)].map(([, text = '']) =>
        plain(text),
      );

    /** Runs a line of the page and gives the status of its answer. */
    async function statusOf(line: string): Promise<number> {
      const told = line.replace('curl -sS', `curl -sS -w '\\n%{http_code}'`);
      const { stdout } = await run('sh', ['-c', told], { cwd: folder, env });
      return Number(stdout.trim().split('\n').at(-1));
    }

    it('step by step, as a new user would', async () => {
      const [first = '', broken = '', last = ''] = lines().filter((line) => line.includes('/v1/events'));
      expect(await statusOf(first)).toBe(201);
      expect(await statusOf(first)).toBe(200);
      expect(await statusOf(broken)).toBe(422);
      await waitFor('the item', async () => (await gateway.get('/v1/cases/demo-1')).ok);
      expect(await statusOf(last)).toBe(201);
    });

    it('for each call', async () => {
      for (const operation of OPERATIONS) {
        const [, section = ''] = page.split(` id="${operation.id}"`);
        const calls = lines(section.split('<h4')[0]);
        expect(calls.length).toBeGreaterThan(0);
        const wants = (name: string) => operation.parameters?.some(({ variable }) => variable === name);
        if (wants('LETTER')) env.LETTER = await openLetter();
        if (wants('KID')) env.KID = await keyOf('hotline');
        const statuses = await Promise.all(calls.map(statusOf));
        const documented = operation.answers.map(({ status }) => status);
        expect([operation.id, documented]).toEqual([operation.id, expect.arrayContaining(statuses)]);
      }
      const media = await gateway.get(`/v1/media/${EXAMPLE_MEDIA}`);
      expect(media.headers.get('content-type')).toBe('image/webp');
    });

    async function keyOf(producer: string): Promise<string> {
      const reply = await gateway.get('/v1/producers', KEYS.admin);
      const { producers } = (await reply.json()) as ProducersReply;
      return producers.find(({ id }) => id === producer)?.keys[0]?.kid ?? '';
    }

    async function openLetter(): Promise<string> {
      await gateway.post('/v1/events', { ...EVENT_EXAMPLES['case.rated'].event, id: 'broken', data: {} });
      const reply = await gateway.get('/v1/dead-letters?q=broken', KEYS.admin);
      return ((await reply.json()) as { deadLetters: { key: string }[] }).deadLetters[0]?.key ?? '';
    }

    async function snapshotId(): Promise<string> {
      const socket = io(`${gateway.url}/live`, {
        transports: ['websocket'],
        auth: { proto: 1, token: KEYS.read },
        reconnection: false,
      });
      const hello = await new Promise<Hello>((heard) => socket.once('hello', heard));
      socket.disconnect();
      return hello.snapshot?.url.split('/').at(-1) ?? '';
    }
  });
});

const run = promisify(execFile);

const SIGNS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};
const plain = (text: string) => text.replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => SIGNS[sign] ?? sign);
