import { EventEmitter } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { converse } from '../../../../../gateway/log/sqlite/connection.ts';
import type { Reply } from '../../../../../gateway/log/sqlite/protocol.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** A worker that answers when it is told to. */
function silentWorker() {
  const asked: { readonly id: number }[] = [];
  const events = new EventEmitter();
  const worker = Object.assign(events, { postMessage: (request: { id: number }) => asked.push(request) });
  const answer = (id: number) => {
    const reply: Reply = { id, ok: true, value: null };
    events.emit('message', [reply]);
  };
  return { asked, answer, connection: converse(worker as unknown as Worker, 'log.sqlite') };
}

describe('the conversation with the log’s thread', () => {
  it('puts nothing more in front of a thread that owes an answer that was given up', async () => {
    const { asked, answer, connection } = silentWorker();
    const givenUp = expect(connection.call('purge')).rejects.toMatchObject({ code: 'log_unavailable' });
    await vi.advanceTimersByTimeAsync(10_000);
    await givenUp;
    for (let i = 0; i < 100; i += 1) {
      await expect(connection.call('purge')).rejects.toThrow('has not answered for long');
    }
    expect(asked).toHaveLength(1);
    expect(connection.healthy()).toBe(false);
    answer(1);
    const goesOn = connection.call('purge');
    answer(2);
    await expect(goesOn).resolves.toBeNull();
    expect(connection.healthy()).toBe(true);
  });

  it('lets many wait for one that is not late yet', async () => {
    const { asked, answer, connection } = silentWorker();
    const calls = Array.from({ length: 50 }, () => connection.call('purge'));
    expect(asked).toHaveLength(50);
    for (const { id } of asked) answer(id);
    await expect(Promise.all(calls)).resolves.toHaveLength(50);
  });
});
