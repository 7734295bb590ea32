import { describe, expect, it, vi } from 'vitest';
import type { SnapshotRef } from '../../../../gateway/contract/wire.ts';
import {
  ChunkError,
  type FetchSnapshotOptions,
  fetchSnapshot,
} from '../../../../screen/live/snapshot-fetch.ts';

const snapshot: SnapshotRef = { url: '/s', chunks: 2, bytes: 0, n: 1, at: 1, viewHash: '', token: '' };

const still = {
  origin: 'http://g',
  pause: async () => undefined,
  random: () => 0,
  signal: new AbortController().signal,
};

/** Answers in turn; an error is thrown, a number is a status. */
function fetching(answers: readonly (number | Error)[], changes: Partial<FetchSnapshotOptions> = {}) {
  const asked: { url: string; key: string | undefined }[] = [];
  const options: FetchSnapshotOptions = {
    ...still,
    fetch: async (url, init) => {
      const answer = answers[asked.length] ?? 200;
      asked.push({ url, key: (init.headers as Record<string, string>).authorization });
      if (answer instanceof Error) throw answer;
      return answer === 200 ? Response.json({ chunk: 0 }) : new Response('', { status: answer });
    },
    ...changes,
  };
  const taken: unknown[] = [];
  const done = fetchSnapshot(options, snapshot, (chunk) => taken.push(chunk));
  return { done, asked, taken };
}

describe('fetching a snapshot', () => {
  it('asks for the chunks in order, with the key and the narrower view', async () => {
    const { done, asked } = fetching([], { key: 'k', as: 'visitor' });
    await done;
    expect(asked).toEqual([
      { url: 'http://g/s/0?as=visitor', key: 'Bearer k' },
      { url: 'http://g/s/1?as=visitor', key: 'Bearer k' },
    ]);
  });

  it('asks for a few chunks ahead, and hands them on in order whichever comes first', async () => {
    const answers: (() => void)[] = [];
    const taken: unknown[] = [];
    const fetch = (url: string) =>
      new Promise<Response>((answer) => {
        answers.push(() => answer(Response.json(url)));
      });
    const options = { ...still, fetch };
    const done = fetchSnapshot(options, { ...snapshot, chunks: 4 }, (chunk) => taken.push(chunk));
    answers[0]?.();
    await vi.waitFor(() => expect(answers.length).toBe(4));
    for (const answer of answers.slice(1).reverse()) answer();
    await done;
    expect(taken).toEqual(['http://g/s/0', 'http://g/s/1', 'http://g/s/2', 'http://g/s/3']);
  });

  it('tries a chunk again after a fault that may pass', async () => {
    const { done, asked, taken } = fetching([503, new TypeError('cut off'), 200, 200]);
    await done;
    expect([asked.length, taken.length]).toEqual([4, 2]);
  });

  it('fails after three tries, with the last status', async () => {
    const { done } = fetching([500, 502, 503]);
    await expect(done).rejects.toMatchObject({ status: 503 });
  });

  it.each([401, 403, 404])('does not try again after %i', async (status) => {
    const { done, asked } = fetching([status]);
    await expect(done).rejects.toThrow(ChunkError);
    expect(asked.length).toBe(1);
  });

  it('hands on nothing after it was called off', async () => {
    const calling = new AbortController();
    const { done, taken } = fetching([], { signal: calling.signal });
    calling.abort();
    await done;
    expect(taken).toEqual([]);
  });
});
