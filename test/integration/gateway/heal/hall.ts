import { afterEach } from 'vitest';
import { healingLog } from '../../../../gateway/log/healing-log.ts';
import { openLog } from '../../../../gateway/log/open.ts';
import type { HealingLog } from '../../../../gateway/log/port.ts';
import type { Metrics } from '../../../../gateway/ops/port.ts';
import { drafts, START, silent } from '../../../conformance/drafts.ts';
import { waitFor } from '../../../support/wait.ts';

const clock = { now: () => START, simulated: true, rate: 1 };
const metrics: Metrics = { count() {}, gauge() {} };
const endings: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** Done after the test, the last first. */
export function atTheEnd(end: () => Promise<unknown>): void {
  endings.push(end);
}

/** The log of site `hall` as one gateway has it; closed after the test. */
export async function openHall(redisUrl: string): Promise<HealingLog> {
  const options = { engine: 'redis', site: 'hall', dataDir: '', redisUrl, clock, logger: silent } as const;
  const log = healingLog(await openLog(options), { clock, logger: silent, metrics });
  atTheEnd(() => log.close());
  return log;
}

/** Appends until it is acknowledged, as a producer does. */
export async function acknowledged(log: HealingLog, from: number, to: number): Promise<void> {
  const isTaken = () =>
    log.append(drafts(from, to)).then(
      () => true,
      () => false,
    );
  await waitFor(`${from} to be acknowledged`, isTaken);
}
