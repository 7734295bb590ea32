import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeadline } from '../../../../gateway/ingest/deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const after = (ms: number, says: string) => () =>
  new Promise<string>((resolve) => setTimeout(() => resolve(says), ms));
const codeOf = (error: { readonly code?: string }) => error.code ?? 'no code';

describe('the time of one call', () => {
  it('is shared by its pieces of work: the one that goes beyond it is refused, and none begins later', async () => {
    const { within } = startDeadline(4_800);
    const begun: string[] = [];
    const piece = (name: string) =>
      within(() => {
        begun.push(name);
        return after(2_000, name)();
      }).catch(codeOf);
    const all = (async () => [await piece('a'), await piece('b'), await piece('c'), await piece('d')])();
    await vi.advanceTimersByTimeAsync(4_800);
    expect(await all).toEqual(['a', 'b', 'log_unavailable', 'log_unavailable']);
    expect(begun).toEqual(['a', 'b', 'c']);
  });

  it('keeps the failure of the work, and leaves no timer behind', async () => {
    const { within } = startDeadline(4_800);
    await expect(within(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await within(async () => 'done')).toBe('done');
    expect(vi.getTimerCount()).toBe(0);
  });
});
