import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IngestAnswer } from '../../../../gateway/contract/wire-ingest.ts';
import { createWindow, roughBytes } from '../../../../gateway/ingest/window.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const LIMITS = { batches: 3, bytes: 100, answerMs: 1_000 };
const done: IngestAnswer = { accepted: 1, duplicates: 0, rejected: 0, durability: 'memory', results: [] };

/** Work that a test ends by hand, and that says when it began. */
function job() {
  let end = () => {};
  const state = { begun: false };
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    state.begun = true;
    await ended;
    return done;
  };
  return { work, end, state };
}
const codeOf = (answer: IngestAnswer) => ('code' in answer ? answer.code : 'done');
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('a window of batches', () => {
  it('does one after the other', async () => {
    const window = createWindow(LIMITS);
    const [first, second] = [job(), job()];
    const answers = [window.take(1, first.work), window.take(1, second.work)];
    await settled();
    expect([first.state.begun, second.state.begun]).toEqual([true, false]);
    first.end();
    second.end();
    expect((await Promise.all(answers)).map(codeOf)).toEqual(['done', 'done']);
  });

  it('goes on after a batch that failed', async () => {
    const window = createWindow(LIMITS);
    const failed = window.take(1, () => Promise.reject(new Error('broken')));
    expect(codeOf(await failed)).toBe('log_unavailable');
    expect(codeOf(await window.take(1, async () => done))).toBe('done');
  });

  it('refuses at once what is one batch or one byte too many', async () => {
    const window = createWindow(LIMITS);
    const jobs = [job(), job(), job()];
    for (const { work } of jobs) void window.take(30, work);
    expect(codeOf(await window.take(1, job().work))).toBe('too_many_requests');
    for (const { end } of jobs) end();
    await settled();
    void window.take(60, job().work);
    expect(codeOf(await window.take(41, job().work))).toBe('too_many_requests');
  });

  it('takes a batch that is larger than all its bytes when it is the only one', async () => {
    expect(codeOf(await createWindow(LIMITS).take(1_000, async () => done))).toBe('done');
  });

  it('answers in time; the work under way keeps its place, the one that has not begun is not done', async () => {
    const window = createWindow({ ...LIMITS, batches: 2 });
    const [running, waiting] = [job(), job()];
    const answers = Promise.all([window.take(1, running.work), window.take(1, waiting.work)]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await answers).map(codeOf)).toEqual(['log_unavailable', 'log_unavailable']);
    expect(codeOf(await window.take(1, job().work))).toBe('too_many_requests');
    running.end();
    await settled();
    expect(waiting.state.begun).toBe(false);
    expect(codeOf(await window.take(1, async () => done))).toBe('done');
  });

  it('that closes ends what is under way, refuses what waits, and takes nothing more', async () => {
    const window = createWindow(LIMITS);
    const [running, waiting] = [job(), job()];
    const answers = Promise.all([window.take(1, running.work), window.take(1, waiting.work)]);
    await settled();
    const closed = window.close();
    running.end();
    await closed;
    expect((await answers).map(codeOf)).toEqual(['done', 'log_unavailable']);
    expect(codeOf(await window.take(1, job().work))).toBe('log_unavailable');
    expect(waiting.state.begun).toBe(false);
  });
});

describe('the size of a batch', () => {
  it.each([
    ['events', [{ id: 'a-1', data: { title: '井盖破损', numbers: [1, 2, 3] } }]],
    ['many small values', Array.from({ length: 1_000 }, (_each, i) => ({ i }))],
    ['one long text', ['x'.repeat(10_000)]],
  ])('is about that of its JSON: %s', (_what, value) => {
    const exact = Buffer.byteLength(JSON.stringify(value));
    expect(roughBytes(value)).toBeGreaterThan(exact * 0.6);
    expect(roughBytes(value)).toBeLessThan(exact * 1.7);
  });

  it('is found at any depth', () => {
    let deep: unknown = 'x';
    for (let i = 0; i < 100_000; i += 1) deep = [deep];
    expect(roughBytes(deep)).toBeGreaterThan(100_000);
  });
});
