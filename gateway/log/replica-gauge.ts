import type { Metrics } from '../ops/port.ts';
import type { EventLog } from './port.ts';

const EVERY_MS = 10_000;

/** Keeps `yitu_log_unguarded` true to some seconds: 1 while replicas follow and none is waited for; gives the way to end it. */
export function reportReplicas(log: Pick<EventLog, 'unguarded'>, metrics: Metrics): () => void {
  const report = () => metrics.gauge('log_unguarded', log.unguarded() ? 1 : 0);
  report();
  const timer = setInterval(report, EVERY_MS).unref();
  return () => clearInterval(timer);
}
