import { describe, it } from 'vitest';
import { waitFor } from '../support/wait.ts';
import { expectHolds, inRun, rounds } from './core/expect.ts';

const LOST = 6;
const PATIENCE_MS = 300_000;

const isWrite = (chunk: Buffer) => chunk.includes('evalsha') || chunk.includes('EVALSHA');

describe('fault 08: the reply to a write is lost', () => {
  it.each([3, 10])(
    'one reply of Redis in %i lost on the way: each event is in the log once',
    async (every) => {
      await inRun(
        { fault: `08 reply lost every ${every}`, engine: 'redis', proxied: { redis: true } },
        async (run) => {
          for (const proxy of run.proxies.redis) proxy.loseReplies(every, isWrite);
          run.produce();
          await run.acknowledged(rounds(300, 3_000), PATIENCE_MS);
          const lostSoFar = () => run.proxies.redis.reduce((sum, proxy) => sum + proxy.lost, 0);
          await waitFor('replies to be lost', () => lostSoFar() >= LOST, PATIENCE_MS);
          const lost = lostSoFar();
          for (const proxy of run.proxies.redis) proxy.loseReplies(null);
          const verdict = await run.finish({ figures: { 'replies lost': lost } });
          expectHolds(verdict);
        },
      );
    },
  );

  it('one answer of the gateway in 5 lost on the way: each event is in the log once', async () => {
    await inRun({ fault: '08 answer lost', engine: 'sqlite', proxied: { walls: true } }, async (run) => {
      const [proxy] = run.proxies.walls;
      if (proxy === undefined) throw new Error('no proxy before the gateway');
      proxy.loseReplies(5, (chunk) => chunk.includes('POST /v1/'));
      const targets = () => [{ name: 'gateway 0', origin: `http://127.0.0.1:${proxy.port}` }];
      run.produce({ targets });
      await run.acknowledged(rounds(300, 3_000), PATIENCE_MS);
      const known = () => run.ledger.acks.filter(({ status }) => status === 200).length;
      await waitFor('answers to be lost', () => proxy.lost > 0 && known() > 0, PATIENCE_MS);
      proxy.loseReplies(null);
      const again = known();
      const verdict = await run.finish({ figures: { 'answers lost': proxy.lost, 'known already': again } });
      expectHolds(verdict);
    });
  });
});
