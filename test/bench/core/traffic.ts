import { setTimeout as sleep } from 'node:timers/promises';
import type { MeasuredGateway } from './gateway.ts';
import { batches, inParallel, REPORT_S, type World } from './world.ts';

/** Events other than positions, a second. */
export const HAPPENINGS_PER_SECOND = 50;
const STEP_MS = 100;
const FILL_BATCH = 500;

/** Makes every terminal of a world known. */
export async function populate(gateway: MeasuredGateway, world: World, terminals: number): Promise<void> {
  const events = world.reports(terminals, terminals);
  await inParallel(batches(events, FILL_BATCH), 2, (batch) => gateway.post(batch));
}

/**
 * The traffic of a county: every terminal once in 30 s, and 50 other events a second, in one batch every 100 ms for
 * `seconds`. Returns the latency of each batch, ms.
 */
export async function countyTraffic(
  gateway: Pick<MeasuredGateway, 'post'>,
  world: World,
  load: { readonly seconds: number; readonly terminals: number; readonly factor?: number },
): Promise<readonly number[]> {
  const { seconds, terminals, factor = 1 } = load;
  const perStep = (perSecond: number) => (perSecond * STEP_MS) / 1_000;
  const due = { reports: 0, happenings: 0 };
  const pending: Promise<void>[] = [];
  const latencies: number[] = [];
  const began = performance.now();
  for (let step = 0; step * STEP_MS < seconds * 1_000; step++) {
    await sleep(Math.max(0, began + step * STEP_MS - performance.now()));
    due.reports += perStep(terminals / REPORT_S);
    due.happenings += perStep(HAPPENINGS_PER_SECOND * factor);
    const events = [
      ...world.reports(Math.floor(due.reports), terminals),
      ...world.happenings(Math.floor(due.happenings)),
    ];
    due.reports %= 1;
    due.happenings %= 1;
    const sentAt = performance.now();
    pending.push(gateway.post(events).then(() => void latencies.push(performance.now() - sentAt)));
  }
  await Promise.all(pending);
  return latencies;
}
