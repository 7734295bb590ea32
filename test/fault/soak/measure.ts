import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import type { TimeReply } from '../../../gateway/contract/http.ts';
import type { Sample } from './figures.ts';
import type { Inspector } from './inspector.ts';
import type { RunningGateway } from './processes.ts';
import { weighState } from './scales.ts';
import type { StoreLook } from './store-look.ts';

export interface Measured {
  readonly gateway: RunningGateway;
  readonly inspector: Inspector;
  readonly store: StoreLook;
}

/** Takes samples; `deep` also collects the garbage of the gateway first and counts its listeners. */
export type Measure = (deep: boolean) => Promise<Sample>;

const TICKS_PER_SECOND = 100;

export function createMeasure({ gateway, inspector, store }: Measured): Measure {
  const begun = performance.now();
  const gatewayCpu = cpuShare(gateway.pid);
  const storeCpu = store.pid === null ? () => null : cpuShare(store.pid);
  return async (deep) => {
    const settled = deep ? await inspector.read() : null;
    const saved = deep ? await store.savedState() : null;
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    const { ms } = (await (await fetch(`${gateway.url}/v1/time`)).json()) as TimeReply;
    const values = {
      clients: metricOf(metrics, 'yitu_live_clients') ?? 0,
      settledHeap: settled?.heapUsed ?? null,
      stateHeap: saved === null ? null : await weighState(saved),
      heap: metricOf(metrics, 'yitu_nodejs_heap_size_used_bytes'),
      external: metricOf(metrics, 'yitu_nodejs_external_memory_bytes'),
      rss: metricOf(metrics, 'yitu_process_resident_memory_bytes'),
      listeners: settled?.listeners ?? null,
      emitters: settled?.emitters ?? null,
      ...descriptorsOf(gateway.pid),
      handles: metricOf(metrics, 'yitu_nodejs_active_resources_total'),
      lagP99: metricOf(metrics, 'yitu_nodejs_eventloop_lag_p99_seconds'),
      gatewayCpu: gatewayCpu(),
      storeCpu: storeCpu(),
      position: metricOf(metrics, 'yitu_site_position'),
      ...(await store.read()),
    };
    return { at: (performance.now() - begun) / 3_600_000, worldAt: ms, values };
  };
}

/** The sum of a metric over its labels in the Prometheus text format; null when it is not there. */
export function metricOf(text: string, name: string): number | null {
  const lines = text.split('\n').filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));
  if (lines.length === 0) return null;
  return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
}

function descriptorsOf(pid: number) {
  const names = readdirSync(`/proc/${pid}/fd`);
  const targets = names.map((name) => target(`/proc/${pid}/fd/${name}`));
  return {
    descriptors: names.length,
    sockets: targets.filter((path) => path.startsWith('socket:')).length,
  };
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return 'closed meanwhile';
  }
}

/** Share of one core that the process used since the last time it was asked. */
export function cpuShare(pid: number): () => number {
  let before = { ticks: ticksOf(pid), at: performance.now() };
  return () => {
    const now = { ticks: ticksOf(pid), at: performance.now() };
    const share = (now.ticks - before.ticks) / TICKS_PER_SECOND / ((now.at - before.at) / 1_000);
    before = now;
    return share;
  };
}

function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[11]) + Number(fields[12]);
}
