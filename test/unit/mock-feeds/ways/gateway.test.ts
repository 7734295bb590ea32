import { afterEach, describe, expect, it } from 'vitest';
import type { CloudEvent } from '../../../../gateway/contract/index.ts';
import { retryDelayMs } from '../../../../mock-feeds/ways/backoff.ts';
import { connect, type Gateway } from '../../../../mock-feeds/ways/gateway.ts';
import { type Answer, type Asked, fakeServer } from './fake-server.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

interface Wired {
  readonly gateway: Gateway;
  readonly asked: readonly Asked[];
  readonly links: string[];
  readonly stop: AbortController;
}

async function wired(answer: (asked: Asked, turn: number) => Answer): Promise<Wired> {
  const server = await fakeServer(answer);
  closers.push(server.close);
  const links: string[] = [];
  const stop = new AbortController();
  const gateway = connect({
    url: server.url,
    producerKey: 'p',
    readKey: 'r',
    signal: stop.signal,
    onLink: (up) => void links.push(up ? 'up' : 'down'),
  });
  return { gateway, asked: server.asked, links, stop };
}

const eventOf = (id: string): CloudEvent => ({
  specversion: '1.0',
  id,
  source: 'urn:test',
  type: 'case.received',
  subject: id,
  time: '2026-11-20T15:19:00+08:00',
  data: {},
});
const results = (...statuses: number[]) => ({
  results: statuses.map((status, i) => ({ i, status, retryable: status === 503 })),
});

describe('sending events', () => {
  it('counts new, known and refused ones', async () => {
    const { gateway, asked } = await wired(() => ({ status: 200, body: results(201, 200, 422) }));
    const outcome = await gateway.events(['a', 'b', 'c'].map(eventOf));
    expect(outcome).toEqual({ accepted: 1, duplicates: 1, rejected: [{ id: 'c', code: '422', detail: '' }] });
    expect(asked[0]?.headers).toMatchObject({
      authorization: 'Bearer p',
      'content-type': 'application/cloudevents-batch+json',
    });
  });

  it('sends again only what the gateway could not promise', async () => {
    const { gateway, asked } = await wired((_asked, turn) => ({
      status: 200,
      body: turn === 1 ? results(201, 503) : results(201),
    }));
    expect(await gateway.events(['a', 'b'].map(eventOf))).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [],
    });
    expect(JSON.parse(asked[1]?.body ?? '[]')).toHaveLength(1);
  });

  it('never loops over events that are refused as a whole', async () => {
    const { gateway, asked } = await wired(() => ({ status: 422, body: results(422, 409) }));
    expect((await gateway.events(['a', 'b'].map(eventOf))).rejected).toHaveLength(2);
    expect(asked).toHaveLength(1);
  });

  it('waits out a cut connection and an overloaded gateway, and says so once', async () => {
    const answers: Answer[] = [{ status: 0, cut: true }, { status: 503 }, { status: 429 }];
    const { gateway, asked, links } = await wired(
      (_asked, turn) => answers[turn - 1] ?? { status: 200, body: results(201) },
    );
    expect((await gateway.events([eventOf('a')])).accepted).toBe(1);
    expect(asked).toHaveLength(4);
    expect(links).toEqual(['down', 'up']);
  });

  it('gives up on a wrong key', async () => {
    const { gateway } = await wired(() => ({ status: 401, body: { detail: 'unknown key' } }));
    await expect(gateway.events([eventOf('a')])).rejects.toMatchObject({
      status: 401,
      message: 'HTTP 401 unknown key',
    });
  });

  it('stops waiting when it is told to', async () => {
    const { gateway, stop } = await wired(() => ({ status: 503 }));
    const sending = gateway.events([eventOf('a')]);
    setImmediate(() => stop.abort());
    await expect(sending).rejects.toThrow('stopped');
  });
});

describe('giving commands', () => {
  const command = {
    id: '1',
    type: 'operation.acknowledged',
    subject: 'alarm:a',
    by: { seat: '1号席', role: 'duty_officer' },
    data: {},
  } as const;

  it('uses the read key and takes a refusal as an answer', async () => {
    const { gateway, asked } = await wired(() => ({ status: 404, body: { detail: 'no such alarm' } }));
    expect(await gateway.command(command)).toEqual({ done: false, detail: 'HTTP 404 no such alarm' });
    expect(asked[0]?.headers.authorization).toBe('Bearer r');
  });
});

describe('the pause before a retry', () => {
  it('doubles up to a ceiling, with jitter, and is never shorter than the server asked for', () => {
    expect([1, 2, 3, 4].map((attempt) => retryDelayMs(attempt, 0, () => 1))).toEqual([
      500, 1_000, 2_000, 4_000,
    ]);
    expect(retryDelayMs(20, 0, () => 1)).toBe(15_000);
    expect(retryDelayMs(2, 0, () => 0)).toBe(500);
    expect(retryDelayMs(1, 7_000, () => 1)).toBe(7_000);
  });
});
