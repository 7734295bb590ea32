import { describe, expect, it } from 'vitest';
import { expectHolds } from './core/expect.ts';
import { headOf, promote, withReplica } from './core/replica-pair.ts';

// The master and its replica are processes here and the road between them is our own proxy: it loses replication
// without a word, as a network does, and needs no rights.
describe('fault 04: failover to a replica that had not heard everything', () => {
  it('the gateways put back what the replica lacks, each once, and every wall is told', async () => {
    await withReplica('04 failover', [], async (pair) => {
      const { run, master, replica, road } = pair;
      run.produce();
      await run.acknowledged(100);
      road.freeze();
      await run.acknowledged(run.ledger.acknowledged().size + run.random.int(40, 100));
      const lost = (await headOf(master)) - (await headOf(replica));
      await master.kill();
      await promote(pair, [0, 1]);
      await run.acknowledged(run.ledger.acknowledged().size + 60);
      // The old master comes back and follows: nothing of its own may come with it.
      await master.start();
      await master.client.call('REPLICAOF', '127.0.0.1', String(replica.port));
      await run.acknowledged(run.ledger.acknowledged().size + 60);
      const verdict = await run.finish({ figures: { 'entries not replicated': lost } });
      expect(lost).toBeGreaterThan(0);
      expectHolds(verdict);
    });
  });
});
