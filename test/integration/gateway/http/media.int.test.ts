import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Identity } from '../../../../gateway/access/port.ts';
import type { DraftEntry } from '../../../../gateway/contract/entry.ts';
import { formatPosition } from '../../../../gateway/contract/position.ts';
import { createApp } from '../../../../gateway/http/app.ts';
import { recordsRouter } from '../../../../gateway/http/records.ts';
import { memoryLog } from '../../../support/memory-log.ts';

const START = Date.parse('2026-11-20T15:20:00+08:00');
const [HASH, OTHER] = ['a'.repeat(64), 'b'.repeat(64)];
const logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

const nobody: Identity = {
  kind: 'read',
  key: 'read-key',
  projection: null,
  producer: null,
  mayCommand: false,
  mayAdminister: false,
};
const CALLERS: Readonly<Record<string, Identity>> = {
  seat: { ...nobody, projection: 'operator', mayCommand: true },
  other: { ...nobody, key: 'other-key', projection: 'operator', mayCommand: true },
  looker: { ...nobody, projection: 'operator' },
  visitor: { ...nobody, kind: 'visitor', projection: 'visitor' },
  sender: { ...nobody, kind: 'producer' },
};

const unmasking = (id: string, changes: Partial<DraftEntry> = {}): DraftEntry => ({
  feed: 'operation',
  type: 'operation.unmasked',
  v: 1,
  id,
  source: 'urn:yitu:console:1号席',
  subject: 'video:v1',
  time: START,
  receivedAt: START,
  sequence: null,
  producerEpoch: 0,
  reality: 'actual',
  producer: 'console',
  area: null,
  flags: [],
  digest: id,
  data: { media: HASH, reason: '核实占道情况', key: 'read-key', by: { seat: '1号席', role: 'duty_officer' } },
  ...changes,
});

let now = START;
let log = memoryLog();
let origin = '';
let close: () => void = () => undefined;
beforeEach(async () => {
  now = START;
  log = memoryLog();
  const access = { mode: 'keys', identify: (key: string | null) => CALLERS[key ?? ''] ?? null } as const;
  const clock = { now: () => now, simulated: false, rate: 1 };
  const routers = [recordsRouter({ access, log, clock })];
  const server = createServer(createApp({ loopbackOnly: false, routers, pageFolder: null, logger }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  close = () => server.close();
  for (const hash of [HASH, OTHER]) {
    const picture = {
      type: 'image/png',
      bytes: Buffer.from('clear'),
      blurred: Buffer.from('blurred'),
      clearBoxes: [],
      storedAt: START,
      expiresAt: START + 86_400_000,
    };
    await log.putMedia(hash, picture, START);
  }
});
afterEach(() => close());

async function get(path: string, key: string) {
  const answer = await fetch(`${origin}/v1/media/${path}`, { headers: { authorization: `Bearer ${key}` } });
  const { headers, status } = answer;
  return {
    status,
    body: await answer.text(),
    type: headers.get('content-type'),
    caching: headers.get('cache-control'),
  };
}

async function unmask(id: string, changes?: Partial<DraftEntry>): Promise<string> {
  const { outcomes } = await log.append([unmasking(id, changes)]);
  return formatPosition(outcomes[0]?.position ?? { e: '', n: 0, h: '' });
}

describe('a stored picture', () => {
  it('is shown blurred', async () => {
    const blurred = { status: 200, body: 'blurred', type: 'image/webp' };
    expect(await get(HASH, 'seat')).toMatchObject(blurred);
    expect(await get(HASH, 'looker')).toMatchObject(blurred);
  });

  it('is not there for visitors, nor for producers, nor after its time', async () => {
    const place = await unmask('1');
    expect((await get(HASH, 'visitor')).status).toBe(404);
    expect((await get(`${HASH}?unmasked=${place}`, 'visitor')).status).toBe(404);
    expect((await get(HASH, 'sender')).status).toBe(403);
    now += 86_400_000;
    expect((await get(HASH, 'seat')).status).toBe(404);
  });
});

describe('the picture as it was taken', () => {
  it('opens to a seat whose reason the log holds, and is kept nowhere on the way', async () => {
    const place = await unmask('1');
    expect(await get(`${HASH}?unmasked=${place}`, 'seat')).toMatchObject({
      status: 200,
      body: 'clear',
      type: 'image/png',
      caching: 'no-store',
    });
  });

  it('closes after five minutes', async () => {
    const place = await unmask('1');
    now += 300_000;
    expect((await get(`${HASH}?unmasked=${place}`, 'seat')).status).toBe(200);
    now += 1;
    expect((await get(`${HASH}?unmasked=${place}`, 'seat')).status).toBe(403);
  });

  it('stays closed to another key, to one that may not act, for another picture, another entry, a made-up or no place', async () => {
    const place = await unmask('1');
    const keyless = await unmask('3', { data: { media: HASH, reason: '核实占道情况' } });
    const noted = await unmask('2', { type: 'operation.noted' });
    const refused = [
      await get(`${HASH}?unmasked=${place}`, 'looker'),
      await get(`${OTHER}?unmasked=${place}`, 'seat'),
      await get(`${HASH}?unmasked=${place}`, 'other'),
      await get(`${HASH}?unmasked=${keyless}`, 'seat'),
      await get(`${HASH}?unmasked=${noted}`, 'seat'),
      await get(`${HASH}?unmasked=memory:1:guessed`, 'seat'),
      await get(`${HASH}?unmasked=memory:9:h`, 'seat'),
      await get(`${HASH}?unmasked=`, 'seat'),
    ];
    expect(refused.map(({ status, body }) => [status, body.includes('clear"')])).toEqual(
      refused.map(() => [403, false]),
    );
  });
});
