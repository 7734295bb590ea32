import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import type { RedisClient } from '../../../../../gateway/log/redis/client.ts';
import { createCommits } from '../../../../../gateway/log/redis/commit.ts';
import type { Terms } from '../../../../../gateway/log/redis/durability.ts';

interface Server {
  /** Replicas that have the writes in memory, and those that have them on disk. */
  readonly received: number;
  readonly flushed?: number;
}

/** A connection to a server whose replicas behave as told; `asked` are the commands that reached it. */
function connect({ received, flushed = 0 }: Server) {
  const asked: string[] = [];
  const client = Object.assign(new EventEmitter(), {
    async wait() {
      asked.push('WAIT');
      return received;
    },
    async call(name: string) {
      asked.push(name);
      return [1, flushed];
    },
  });
  return { client: client as unknown as RedisClient, close: () => client.emit('close'), asked };
}

const terms = (changes: Partial<Terms>) => async (): Promise<Terms> => ({
  level: 'fsync',
  replicas: 1,
  replicaDisks: false,
  ...changes,
});

it('asks no replica where none is demanded', async () => {
  const { client, asked } = connect({ received: 0 });
  const { commit } = createCommits({ client, terms: terms({ replicas: 0, level: 'os' }) });
  expect(await commit(async () => 7)).toEqual({ result: 7, durability: 'os' });
  expect(asked).toEqual([]);
});

it('confirms writes that arrive together with one question', async () => {
  const { client, asked } = connect({ received: 1 });
  const { commit } = createCommits({ client, terms: terms({}) });
  await Promise.all([1, 2, 3, 4].map((i) => commit(async () => i)));
  // The first opens a round of its own, the others share the next.
  expect(asked.length).toBeLessThanOrEqual(2);
});

it('refuses when too few replicas answer', async () => {
  const { client } = connect({ received: 0 });
  const { commit } = createCommits({ client, terms: terms({}) });
  await expect(commit(async () => 1)).rejects.toMatchObject({ code: 'log_unavailable' });
});

it('refuses when the connection was replaced between the write and the question', async () => {
  const { client, close, asked } = connect({ received: 1 });
  const { commit } = createCommits({ client, terms: terms({}) });
  const write = commit(async () => {
    close();
  });
  await expect(write).rejects.toThrow(/replaced/);
  expect(asked).toEqual([]);
});

it('fails only the write that failed', async () => {
  const { client } = connect({ received: 1 });
  const { commit } = createCommits({ client, terms: terms({}) });
  const [good, bad] = await Promise.allSettled([
    commit(async () => 'kept'),
    commit(() => Promise.reject(new Error('refused'))),
  ]);
  expect([good?.status, bad?.status]).toEqual(['fulfilled', 'rejected']);
});

it.each([
  [1, 1, 'fsync', ['WAITAOF']],
  [0, 1, 'replica', ['WAITAOF', 'WAIT']],
])(
  'where disks can be waited for, %d on disk and %d in memory is %s',
  async (flushed, received, level, commands) => {
    const { client, asked } = connect({ received, flushed });
    const { commit } = createCommits({ client, terms: terms({ replicaDisks: true }) });
    expect((await commit(async () => 1)).durability).toBe(level);
    expect(asked).toEqual(commands);
  },
);
