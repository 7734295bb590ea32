import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Metrics } from './port.ts';

export interface MetricsRegistry extends Metrics {
  /** Everything in the Prometheus text format. */
  print(): Promise<string>;
  readonly contentType: string;
}

/** Names get the prefix `yitu_`; a name keeps the label names of its first use. */
export function createMetrics(): MetricsRegistry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'yitu_' });
  const counters = new Map<string, Counter>();
  const gauges = new Map<string, Gauge>();
  const options = (name: string, labels: object) => ({
    name: `yitu_${name}`,
    help: name.replaceAll('_', ' '),
    labelNames: Object.keys(labels),
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    print: () => registry.metrics(),
    count(name, labels = {}, by = 1) {
      const counter = counters.get(name) ?? new Counter(options(name, labels));
      counters.set(name, counter);
      counter.inc(labels, by);
    },
    gauge(name, value, labels = {}) {
      const gauge = gauges.get(name) ?? new Gauge(options(name, labels));
      gauges.set(name, gauge);
      gauge.set(labels, value);
    },
  };
}
