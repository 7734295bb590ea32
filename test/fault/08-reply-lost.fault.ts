import { describe, expect, it } from 'vitest';
import { expectHolds, inRun, rounds } from './core/expect.ts';

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
          await run.acknowledged(rounds(300, 3_000), 300_000);
          const lost = run.proxies.redis.reduce((sum, proxy) => sum + proxy.lost, 0);
          for (const proxy of run.proxies.redis) proxy.loseReplies(null);
          const verdict = await run.finish({ figures: { 'replies lost': lost } });
          expectHolds(verdict);
          expect(lost).toBeGreaterThan(5);
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
      await run.acknowledged(rounds(300, 3_000), 300_000);
      proxy.loseReplies(null);
      const again = run.ledger.acks.filter(({ status }) => status === 200).length;
      const verdict = await run.finish({ figures: { 'answers lost': proxy.lost, 'known already': again } });
      expectHolds(verdict);
      expect(again).toBeGreaterThan(0);
    });
  });
});
