import { startTestRedis } from '../support/redis.ts';
import { describeEventLog } from './event-log.suite.ts';
import { redisHarness } from './redis-harness.ts';

/** Whatever the gateway does is among the rights of the shipped account, or a test of the suite fails. */
describeEventLog('redis as the gateway’s own account', async () => {
  const server = await startTestRedis([], { accounts: true });
  return redisHarness({
    url: `redis://yitu:change-me-gateway@127.0.0.1:${server.port}`,
    site: (count) => `site${count}`,
    server,
    start: () => server.start(),
    dispose: () => server.dispose(),
  });
});
