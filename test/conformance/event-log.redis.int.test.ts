import { startTestRedis } from '../support/redis.ts';
import { describeEventLog } from './event-log.suite.ts';
import { redisHarness } from './redis-harness.ts';

describeEventLog('redis', async () => {
  const server = await startTestRedis();
  return redisHarness({
    url: server.url,
    site: (count) => `site${count}`,
    server,
    start: () => server.start(),
    dispose: () => server.dispose(),
  });
});
