import { expect, it } from 'vitest';
import { replicationIn } from '../../../../../gateway/log/redis/replica-files.ts';

it('what a master says names its replicas and where it stands, what a replica says where that stands', () => {
  const master = `# Replication\r\nrole:master\r\nconnected_slaves:2
slave0:ip=10.0.0.2,port=6379,state=online,offset=420,lag=0\r
slave1:ip=redis-2.hall,port=6380,state=online,offset=419,lag=1\r
master_repl_offset:421\r\n`;
  expect(replicationIn(master)).toEqual({
    replicas: [
      { host: '10.0.0.2', port: 6379 },
      { host: 'redis-2.hall', port: 6380 },
    ],
    offset: 421,
  });
  const replica =
    'role:slave\r\nslave_read_repl_offset:400\r\nslave_repl_offset:400\r\nmaster_repl_offset:421\r\n';
  expect(replicationIn(replica)).toEqual({ replicas: [], offset: 400 });
});
