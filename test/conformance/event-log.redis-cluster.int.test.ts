import { startTestCluster } from '../support/redis-topology.ts';
import { describeEventLog } from './event-log.suite.ts';
import { redisHarness } from './redis-harness.ts';

/** The slot is that of the text up to the first closing brace: all sites of the suite lie on one master. */
const site = (count: number) => `hall}${count}`;

/** No test here waits for a failover: a machine that stalls for a second must not bring one about. */
const UNHURRIED = ['--cluster-node-timeout', '15000'];

describeEventLog('redis cluster of three masters', async () => {
  const cluster = await startTestCluster(3, UNHURRIED);
  const server = await cluster.ownerOf('{hall}');
  return redisHarness({
    url: cluster.url,
    site,
    server,
    async start() {
      await server.start();
      await cluster.whole();
    },
    dispose: () => cluster.dispose(),
  });
});
