import { openLog } from '../../gateway/log/open.ts';
import { draft } from '../conformance/drafts.ts';

/** Appends to the sqlite log in the folder given as argument and prints each acknowledged number, until it is killed. */
const logger = { debug() {}, info() {}, warn() {}, error() {} };
const clock = { now: () => 0, simulated: true, rate: 1 };
const log = await openLog({ engine: 'sqlite', site: 'demo', dataDir: process.argv[2] ?? '', clock, logger });
for (let i = 1; ; i++) {
  const { outcomes } = await log.append([draft(String(i))]);
  process.stdout.write(`${outcomes[0]?.position.n}\n`);
}
