import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { GATEWAY_NODE_OPTIONS } from '../../../gateway/cli/node-options.ts';
import { percentile } from './statistics.ts';

/** The machine as it was during the run. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly kernel: string;
  readonly node: string;
  /** Options with which gateways and folds are started, as an installation starts them. */
  readonly gatewayOptions: string;
  readonly redis: string;
  /** Time of one 4 kB write with fsync on the disk that is used, ms. */
  readonly fsyncMs: { readonly p50: number; readonly p99: number };
  /** Share of CPU time that the host gave to others during the run, percent. */
  readonly stealPercent: number;
  /** Share of CPU time that anything on this machine used during the run, percent. */
  readonly busyPercent: number;
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
}

/** Looks at the machine before a run; the function it returns looks again and tells. */
export function watchMachine(): () => Machine {
  const before = cpuTimes();
  const loadBefore = loadavg();
  const fsyncMs = fsyncLatency();
  return () => {
    const after = cpuTimes();
    const total = after.total - before.total;
    const percent = (part: number) => (total === 0 ? 0 : Math.round((1_000 * part) / total) / 10);
    return {
      cpu: cpus()[0]?.model.trim() ?? '?',
      cores: cpus().length,
      memoryGb: Math.round(totalmem() / 2 ** 30),
      kernel: release(),
      node: process.version,
      gatewayOptions: GATEWAY_NODE_OPTIONS.join(' '),
      redis: redisVersion(),
      fsyncMs,
      stealPercent: percent(after.steal - before.steal),
      busyPercent: percent(total - (after.idle - before.idle)),
      loadBefore,
      loadAfter: loadavg(),
    };
  };
}

/** Of all cores since boot, in ticks; all zero where there is no /proc. */
function cpuTimes(): { readonly total: number; readonly idle: number; readonly steal: number } {
  try {
    const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
    const times = line.trim().split(/\s+/).slice(1, 9).map(Number);
    const total = times.reduce((sum, time) => sum + time, 0);
    return { total, idle: (times[3] ?? 0) + (times[4] ?? 0), steal: times[7] ?? 0 };
  } catch {
    return { total: 0, idle: 0, steal: 0 };
  }
}

const FSYNCS = 100;

function fsyncLatency(): { readonly p50: number; readonly p99: number } {
  const folder = mkdtempSync(join(tmpdir(), 'yitu-fsync-'));
  const file = openSync(join(folder, 'probe'), 'w');
  const block = Buffer.alloc(4_096, 7);
  const times = Array.from({ length: FSYNCS }, () => {
    const began = performance.now();
    writeSync(file, block);
    fsyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function redisVersion(): string {
  try {
    return /v=(\S+)/.exec(execFileSync('redis-server', ['--version'], { encoding: 'utf8' }))?.[1] ?? '?';
  } catch {
    return 'none';
  }
}
