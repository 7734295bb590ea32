import type { Metrics } from '../../../gateway/ops/port.ts';

/** Metrics that a test reads: counters by `name label label…`, gauges with every value that they had. */
export interface RecordedMetrics extends Metrics {
  readonly counted: ReadonlyMap<string, number>;
  readonly gauged: ReadonlyMap<string, readonly number[]>;
}

export function recordedMetrics(): RecordedMetrics {
  const counted = new Map<string, number>();
  const gauged = new Map<string, number[]>();
  return {
    counted,
    gauged,
    count(name, labels = {}, by = 1) {
      const key = [name, ...Object.values(labels)].join(' ').trim();
      counted.set(key, (counted.get(key) ?? 0) + by);
    },
    gauge(name, value) {
      gauged.set(name, [...(gauged.get(name) ?? []), value]);
    },
  };
}
