import { startTestRedis, type TestRedis } from '../../support/redis.ts';
import { waitFor } from '../../support/wait.ts';
import { startProxy, type TcpProxy } from './proxy.ts';
import { type FaultRun, SITE, startRun } from './run.ts';

/** A master, a replica, and the road between them; the gateways reach whichever is aimed at through proxies of their own. */
export interface ReplicaPair {
  readonly run: FaultRun;
  readonly master: TestRedis;
  readonly replica: TestRedis;
  readonly road: TcpProxy;
}

/** A run on a master with a replica in step, proxies between each gateway and its server. */
export async function withReplica(
  fault: string,
  settings: readonly string[],
  work: (pair: ReplicaPair) => Promise<void>,
): Promise<void> {
  const master = await startTestRedis(settings);
  const road = await startProxy(master.port);
  const replica = await startTestRedis([...settings, '--replicaof', '127.0.0.1', String(road.port)]);
  await waitFor('the replica to be in step', async () =>
    (await replica.client.info('replication')).includes('master_link_status:up'),
  );
  const run = await startRun({ fault, engine: 'redis', redis: master, proxied: { redis: true } });
  try {
    await work({ run, master, replica, road });
  } finally {
    run.promote(replica);
    await run.dispose();
    await road.stop();
  }
}

/** Counter of the last entry that a server has. */
export const headOf = async (redis: TestRedis) => Number(await redis.client.hget(`{${SITE}}:meta`, 'n'));

/** Makes the replica the master and turns the gateways of these numbers to it. */
export async function promote({ run, replica }: ReplicaPair, gateways: readonly number[]): Promise<void> {
  await replica.client.call('REPLICAOF', 'NO', 'ONE');
  run.promote(replica);
  for (const index of gateways) {
    run.proxies.redis[index]?.aim(replica.port);
    run.proxies.redis[index]?.reset();
  }
}
