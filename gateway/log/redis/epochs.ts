import type { Position } from '../../contract/position.ts';
import { newEpoch } from '../chain.ts';
import { discontinuity } from '../continuity.ts';
import { LogForked } from '../forked.ts';
import type { EpochRecord, EventLog } from '../port.ts';
import type { Connection } from './connection.ts';
import type { Keys } from './keys.ts';
import { standingAt } from './read.ts';
import { runScript, SCRIPTS } from './scripts.ts';

type Epochs = Pick<EventLog, 'head' | 'fence' | 'epochs' | 'holds'>;

const positionIn = (reply: unknown): Position => {
  const [e = '', n = '0', h = ''] = reply as string[];
  return { e, n: Number(n), h };
};

/** The lives of a log: one row of JSON each in the list `epochs`, written by the scripts alone. */
export function redisEpochs({ run }: Connection, keys: Keys): Epochs {
  return {
    head: async () =>
      positionIn(await run((client) => runScript(client, SCRIPTS.open, keys.log, [newEpoch()]))),
    async fence({ known, fork, reason }) {
      const values = [newEpoch(), known.e, known.n, known.h, fork.e, fork.n, fork.h, reason];
      const reply = await run((client) => runScript(client, SCRIPTS.fence, keys.log, values));
      if (reply === null) throw new LogForked();
      return positionIn(reply);
    },
    async epochs() {
      const rows = await run((client) => client.lrange(keys.named('epochs'), 0, -1));
      return rows.map((row) => JSON.parse(row) as EpochRecord);
    },
    async holds(position) {
      const standing = await run((client) => standingAt(client, keys, position.n));
      return discontinuity(position, standing) === null;
    },
  };
}
