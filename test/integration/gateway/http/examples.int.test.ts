import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVENT_EXAMPLES } from '../../../../gateway/contract/examples.ts';
import { KEYS, startTestGateway, type TestGateway } from '../../../support/gateway.ts';
import { onPath } from '../../../support/system-packages.ts';

const FOLDER = fileURLToPath(new URL('../../../../gateway/http/examples', import.meta.url));
const PROGRAMS = [
  { language: 'sh', file: 'send.sh', runner: 'sh', id: 'sh-1' },
  { language: 'Node', file: 'send.mjs', runner: process.execPath, id: 'node-1' },
  { language: 'Python', file: 'send.py', runner: 'python3', id: 'python-1' },
] as const;

interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

/** Runs an example program as its user would. */
function send(
  program: (typeof PROGRAMS)[number],
  url: string,
  args: string[] = [],
  key: string = KEYS.producer,
) {
  if (onPath(program.runner) === null && program.runner !== process.execPath)
    throw new Error(`${program.runner} is missing: run npm test, which installs it, or install it by hand`);
  const env = { PATH: process.env.PATH ?? '', YITU_GATEWAY: url, YITU_PRODUCER_KEY: key };
  return new Promise<Outcome>((resolve) => {
    execFile(program.runner, [join(FOLDER, program.file), ...args], { env }, (error, out, errors) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, errors });
    });
  });
}

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startTestGateway({ engine: 'sqlite', env: { YITU_CLOCK: '2026-11-20T15:42:00+08:00' } });
  folder = mkdtempSync(join(tmpdir(), 'yitu-examples-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await gateway.stop();
});

describe.each(PROGRAMS)('the example in $language', (program) => {
  it('sends its own event and prints the answer', async () => {
    const { code, out } = await send(program, gateway.url);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ accepted: 1, results: [{ status: 201, id: program.id }] });
  });

  it('sends the event of a file', async () => {
    const { event } = EVENT_EXAMPLES['alarm.raised'];
    const file = join(folder, `${program.id}.json`);
    writeFileSync(file, JSON.stringify({ ...event, id: `${program.id}-file` }, null, 2));
    const { out } = await send(program, gateway.url, [file]);
    expect(JSON.parse(out)).toMatchObject({ results: [{ status: 201, id: `${program.id}-file` }] });
  });

  it('ends with what the gateway said when it is refused', async () => {
    const { code, errors } = await send(program, gateway.url, [], 'a wrong key');
    expect(code).toBe(1);
    expect(errors).toContain('401');
    expect(errors).toContain('unauthorized');
  });

  it('waits as long as it is told, then sends the same again', async () => {
    const { server, url, asked } = await hesitant([429, 503]);
    const since = performance.now();
    const { code, out } = await send(program, url);
    const took = performance.now() - since;
    await new Promise((closed) => server.close(closed));
    expect(code).toBe(0);
    expect(out.trim()).toBe('{"accepted":1}');
    expect(asked).toHaveLength(3);
    expect(new Set(asked).size).toBe(1);
    expect(took).toBeGreaterThanOrEqual(2_000);
  });
});

/** A server that answers with each of these statuses once, asks for a second's patience, then takes the event. */
async function hesitant(statuses: readonly number[]) {
  const left = [...statuses];
  const asked: string[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => {
      body += part.toString();
    });
    request.on('end', () => {
      asked.push(body);
      const status = left.shift();
      response.writeHead(status ?? 201, { 'Retry-After': '1', Connection: 'close' });
      response.end(status === undefined ? '{"accepted":1}' : '{}');
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { server, asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
