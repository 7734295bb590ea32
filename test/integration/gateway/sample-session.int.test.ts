import { readFileSync } from 'node:fs';
import { io } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Hello, SnapshotChunk } from '../../../gateway/contract/index.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../support/gateway.ts';

const README = readFileSync(new URL('../../../gateway/contract/README.md', import.meta.url), 'utf8');

interface Block {
  readonly kind: string;
  readonly text: string;
}

const blocks: Block[] = [
  ...README.matchAll(/```(http request|http response|json hello)\n([\s\S]*?)```/g),
].map(([, kind = '', text = '']) => ({ kind, text: text.trim() }));

/** A value of the document as a matcher: `"…"` is anything. */
function matcher(value: unknown): unknown {
  if (value === '…') return expect.anything();
  if (Array.isArray(value)) return value.map(matcher);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, matcher(item)]));
}

function parseRequest(text: string) {
  const [head = '', body = ''] = text.split('\n\n');
  const [first = '', ...headers] = head.split('\n');
  const [method = '', path = ''] = first.split(' ');
  return { method, path, body, headers: headers.map((line) => line.split(': ') as [string, string]) };
}

describe('the sample session of the contract', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      engine: 'sqlite',
      env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00', YITU_SITE: 'sample' },
    });
  });
  afterAll(() => gateway.stop());

  it('is replayed verbatim', async () => {
    expect(blocks.map((block) => block.kind)).toEqual([
      ...['http request', 'http response', 'http request', 'http response'],
      'json hello',
      ...['http request', 'http response', 'http request', 'http response'],
    ]);
    let answer: { status: number; body: unknown } | null = null;
    for (const block of blocks) {
      if (block.kind === 'http request') {
        const { method, path, headers, body } = parseRequest(block.text);
        const response = await fetch(`${gateway.url}${path}`, { method, headers, body });
        answer = { status: response.status, body: await response.json() };
      } else if (block.kind === 'http response') {
        const [status = '', body = ''] = block.text.split('\n\n');
        expect(answer).toEqual({ status: Number(status), body: matcher(JSON.parse(body)) });
      } else {
        expect(await greet(gateway.url)).toEqual(matcher(JSON.parse(block.text)));
      }
    }
  });

  it('leads to a snapshot that holds the item', async () => {
    const hello = await greet(gateway.url);
    const chunk = (await (await gateway.get(`${hello.snapshot?.url}/0`)).json()) as SnapshotChunk;
    expect(chunk.entities.find(([kind, entity]) => kind === 'case' && entity.id === 'demo-1')).toBeDefined();
  });

  it('leaves the refused event with the administrator', async () => {
    const { deadLetters } = (await (await gateway.get('/v1/dead-letters', KEYS.admin)).json()) as {
      deadLetters: object[];
    };
    expect(deadLetters).toEqual([
      expect.objectContaining({ code: 'invalid_event', path: 'data.kind', count: 1 }),
    ]);
    expect((await gateway.get('/v1/dead-letters')).status).toBe(403);
  });
});

function greet(url: string): Promise<Hello> {
  const socket = io(`${url}/live`, {
    transports: ['websocket'],
    auth: { proto: 1, token: KEYS.read },
    reconnection: false,
  });
  return new Promise((resolve, reject) => {
    socket.on('hello', (hello: Hello) => {
      socket.disconnect();
      resolve(hello);
    });
    socket.on('connect_error', reject);
  });
}
