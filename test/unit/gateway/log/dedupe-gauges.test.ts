import { expect, it, vi } from 'vitest';
import { reportDedupe } from '../../../../gateway/log/dedupe-gauges.ts';

const logger = { debug: vi.fn(), info() {}, warn() {}, error() {} };

it('tells at once how many ids are remembered and what they cost', async () => {
  const gauge = vi.fn();
  const log = { dedupeSize: async () => ({ entries: 12, bytes: 300 }) };
  const stop = reportDedupe({ log, metrics: { gauge, count() {} }, logger });
  await vi.waitFor(() => expect(gauge).toHaveBeenCalledTimes(2));
  stop();
  expect(gauge.mock.calls).toEqual([
    ['dedupe_entries', 12],
    ['dedupe_bytes', 300],
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
