import { expect, it, vi } from 'vitest';
import { DEDUPE_ENTRIES, reportDedupe } from '../../../../gateway/log/dedupe-gauges.ts';

const logger = { debug: vi.fn(), info() {}, warn() {}, error() {} };

it('tells at once how many ids are remembered and what they cost', async () => {
  const gauge = vi.fn();
  const log = { dedupeSize: async () => ({ entries: 12, bytes: 300 }) };
  const stop = reportDedupe({ log, metrics: { gauge, count() {} }, logger });
  await vi.waitFor(() => expect(gauge).toHaveBeenCalledTimes(3));
  stop();
  expect(gauge.mock.calls).toEqual([
    ['dedupe_entries', 12],
    ['dedupe_bytes', 300],
    ['dedupe_entries_limit', DEDUPE_ENTRIES],
  ]);
});

it('keeps the last figures while the log cannot be reached', async () => {
  const gauge = vi.fn();
  const log = { dedupeSize: () => Promise.reject(new Error('down')) };
  const stop = reportDedupe({ log, metrics: { gauge, count() {} }, logger });
  await vi.waitFor(() => expect(logger.debug).toHaveBeenCalledOnce());
  stop();
  expect(gauge).not.toHaveBeenCalled();
});

it.each([
  [0.79, 0],
  [0.81, 1],
])('gives an alert before there are more than they are meant for: at %d of it %i', async (share, alerts) => {
  const [gauge, count, warn] = [vi.fn(), vi.fn(), vi.fn()];
  const log = { dedupeSize: async () => ({ entries: DEDUPE_ENTRIES * share, bytes: 1 }) };
  const stop = reportDedupe({ log, metrics: { gauge, count }, logger: { ...logger, warn } });
  await vi.waitFor(() => expect(gauge).toHaveBeenCalledTimes(3));
  stop();
  expect(count.mock.calls).toEqual(Array.from({ length: alerts }, () => ['dedupe_alerts']));
  expect(warn).toHaveBeenCalledTimes(alerts);
});
