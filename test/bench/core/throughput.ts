import type { DraftEntry } from '../../../gateway/contract/entry.ts';
import type { EventLog } from '../../../gateway/log/port.ts';
import type { Reading } from './figure.ts';
import { batches, inParallel } from './world.ts';

/** Drafts of one append, and appends under way at once. */
export const BATCH = 64;
export const WIDTH = 32;

/** Things done per second by `work`. */
export async function rateOf(count: number, work: () => Promise<unknown>): Promise<Reading> {
  const began = performance.now();
  await work();
  return { rate: count / ((performance.now() - began) / 1_000) };
}

/** How long one call takes, ms. */
export async function timeOf(call: () => unknown): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}

/** Drafts per second that a log takes; closes it. */
export async function appendRate(log: EventLog, drafts: readonly DraftEntry[]): Promise<Reading> {
  const pieces = batches(drafts, BATCH);
  const append = async (batch: DraftEntry[]) => void (await log.append(batch));
  const reading = await rateOf(drafts.length, () => inParallel(pieces, WIDTH, append));
  await log.close();
  return reading;
}
