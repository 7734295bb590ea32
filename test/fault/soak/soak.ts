import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HealthReply, QuarantineReply } from '../../../gateway/contract/http.ts';
import type { StateReply } from '../../../gateway/contract/state-reply.ts';
import { ROOT } from '../../support/budgets/tree.ts';
import { waitFor } from '../../support/wait.ts';
import { readSoakArguments, type SoakArguments, USAGE } from './arguments.ts';
import { type Crowd, startCrowd } from './crowd.ts';
import { FIGURES, type Figure, type Sample } from './figures.ts';
import { openInspector } from './inspector.ts';
import { cpuShare, createMeasure, type Measure } from './measure.ts';
import { type RunFolders, type Running, type RunningGateway, startFeeds, startGateway } from './processes.ts';
import { type SoakReport, writeReport } from './report.ts';
import { lookAtStore } from './store-look.ts';
import { judge, type SoakOutcome, type WallsOutcome, wordOf } from './verdict.ts';

/**
 * Deep samples stop the gateway for a moment (seconds on a busy machine): this many over a run, whatever its length.
 * The error of the slope shrinks with the root of their number: a fifth of it was too large to see the limit.
 */
const DEEP_SAMPLES = 120;
const QUIET_MS = 120_000;
/** Looks in a row that may fail on an overloaded machine before the run is given up. */
const MISSED_AT_MOST = 5;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Everything that must be ended, newest first. */
type Ending = (() => Promise<void> | void)[];

interface Stage {
  readonly args: SoakArguments;
  readonly folders: RunFolders;
  readonly gateway: RunningGateway;
  readonly feeds: Running;
  readonly health: HealthReply;
  readonly crowd: Crowd;
  readonly measure: Measure;
}

async function setStage(args: SoakArguments, folders: RunFolders, ending: Ending): Promise<Stage> {
  const gateway = await startGateway(args, folders);
  ending.push(() => gateway.stop());
  const health = await getJson<HealthReply>(`${gateway.url}/healthz`);
  say(`网关 ${gateway.url} · ${health.engineLine} · 进程 ${gateway.pid}`);
  const feeds = await startFeeds(args, folders, gateway.url);
  ending.push(() => feeds.stop());
  const crowd = startCrowd({ ...args, origin: gateway.url, churn: args.churn / 100 });
  ending.push(() => crowd.stop());
  const store = lookAtStore(health.engine, folders.data);
  ending.push(() => store.close());
  const inspector = await openInspector(gateway.inspect);
  ending.push(() => inspector.close());
  return {
    args,
    folders,
    gateway,
    feeds,
    health,
    crowd,
    measure: createMeasure({ gateway, inspector, store }),
  };
}

async function getJson<Reply>(url: string): Promise<Reply> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as Reply;
}

/** Samples until the time is over or a process is gone. */
async function observe(stage: Stage, onDeep: (samples: readonly Sample[]) => void): Promise<Sample[]> {
  const { args, gateway, feeds, measure } = stage;
  const samples: Sample[] = [];
  const begun = performance.now();
  const total = args.minutes * 60_000;
  let deepAt = 0;
  let missed = 0;
  while (performance.now() - begun < total && gateway.ended() === null && feeds.ended() === null) {
    const elapsed = performance.now() - begun;
    const deep = elapsed >= deepAt;
    if (deep) deepAt += Math.max(args.every * 1_000, total / DEEP_SAMPLES);
    const sample = await measure(deep).catch((error: unknown) => {
      missed += 1;
      if (missed > MISSED_AT_MOST) throw error;
      say(`第 ${missed} 次没有读到：${error instanceof Error ? error.message : String(error)}，下次再读`);
      return null;
    });
    if (sample !== null) {
      missed = 0;
      samples.push(sample);
      if (deep) onDeep(samples);
    }
    await sleep(Math.max(0, args.every * 1_000 - (performance.now() - begun - elapsed)));
  }
  return samples;
}

/** Ends the coming and going and the feeds, and compares every wall with the gateway. */
async function compare({ crowd, feeds, gateway, args }: Stage): Promise<WallsOutcome> {
  crowd.settle();
  await feeds.stop();
  let equal = 0;
  await waitFor(
    'all walls to show what the gateway has',
    async () => {
      const { viewHash } = await getJson<StateReply>(`${gateway.url}/v1/state`);
      equal = Math.max(equal, crowd.equalTo(viewHash));
      return equal === args.walls;
    },
    QUIET_MS,
  ).catch(() => undefined);
  return { ...crowd.counts, walls: args.walls, equal };
}

const latest = (samples: readonly Sample[], figure: Figure) => {
  const { unit, scale } = FIGURES[figure];
  const value = samples.findLast(({ values }) => values[figure] !== null)?.values[figure] ?? null;
  return value === null ? '—' : `${Number((value * scale).toFixed(1))} ${unit}`;
};

function progress({ crowd }: Stage, samples: readonly Sample[], ownCpu: () => number): string {
  const minutes = ((samples.at(-1)?.at ?? 0) * 60).toFixed(1);
  const world = new Date((samples.at(-1)?.worldAt ?? 0) + 8 * 3_600_000).toISOString().slice(0, 16);
  const { gaps, diverged, resyncs, resumed, returns } = crowd.counts;
  return [
    `${minutes} 分`,
    `世界 ${world}`,
    `大屏 ${latest(samples, 'clients')}`,
    `堆 ${latest(samples, 'settledHeap')}`,
    `状态 ${latest(samples, 'stateHeap')}`,
    `常驻 ${latest(samples, 'rss')}`,
    `描述符 ${latest(samples, 'descriptors')}`,
    `监听器 ${latest(samples, 'listeners')}`,
    `n ${latest(samples, 'position')}`,
    `保留 ${latest(samples, 'kept')}`,
    `CPU 网关 ${latest(samples, 'gatewayCpu')} Redis ${latest(samples, 'storeCpu')} 大屏 ${(ownCpu() * 100).toFixed(1)} %`,
    `接续 ${resumed}/${returns} 缺口 ${gaps} 不符 ${diverged} 追问 ${resyncs}`,
  ].join(' · ');
}

function reportOf(stage: Stage, outcome: SoakOutcome): SoakReport {
  const { args, health } = stage;
  const { samples, walls } = outcome;
  const first = samples[0]?.worldAt ?? 0;
  const environment = {
    引擎: health.engineLine,
    落盘: health.durability,
    真实分钟: ((samples.at(-1)?.at ?? 0) * 60).toFixed(1),
    模拟天数: (((samples.at(-1)?.worldAt ?? first) - first) / 86_400_000).toFixed(2),
    倍速: args.rate,
    大屏: args.walls,
    终端: args.terminals,
    种子: args.seed,
    每分钟进出: `${args.churn}%`,
    大屏追问次数: walls.resyncs,
    Node: process.version,
    处理器: `${cpus().length} × ${cpus()[0]?.model ?? '?'}`,
    内存: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
  };
  return { environment, verdict: judge(outcome), walls, samples };
}

async function run(args: SoakArguments, folders: RunFolders, ending: Ending): Promise<boolean> {
  const stage = await setStage(args, folders, ending);
  const { gateway, feeds, health, crowd } = stage;
  const { engine } = health;
  const ownCpu = cpuShare(process.pid);
  const soFar = (samples: readonly Sample[]): SoakOutcome => {
    const walls = { ...crowd.counts, walls: args.walls, equal: 0 };
    return { engine, samples, walls, died: '尚未结束', quarantined: 0 };
  };
  const samples = await observe(stage, (taken) => {
    say(progress(stage, taken, ownCpu));
    writeReport(folders.report, reportOf(stage, soFar(taken)));
  });
  const died = gateway.ended() ?? feeds.ended();
  const outcome: SoakOutcome =
    died === null
      ? {
          engine,
          samples,
          died,
          walls: await compare(stage),
          quarantined: (await getJson<QuarantineReply>(`${gateway.url}/v1/quarantine`)).quarantined.length,
        }
      : { ...soFar(samples), died };
  const report = reportOf(stage, outcome);
  writeReport(folders.report, report);
  for (const { title, measured, limit, ...check } of report.verdict.checks)
    say(`${wordOf(check).padEnd(4, '　')} ${title}：${measured}（${limit}）`);
  say(`报告 ${join(folders.report, 'report.html')}`);
  say(report.verdict.line);
  return report.verdict.passed;
}

async function main(): Promise<void> {
  const args = readSoakArguments(process.argv.slice(2));
  const folders = { data: mkdtempSync(join(tmpdir(), 'yitu-soak-')), report: resolve(ROOT, args.out) };
  mkdirSync(folders.report, { recursive: true });
  const ending: Ending = [() => rmSync(folders.data, { recursive: true, force: true })];
  const end = async () => {
    for (const step of ending.splice(0).reverse()) await step();
  };
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.once(name, () => end().then(() => process.exit(130)));
  try {
    process.exitCode = (await run(args, folders, ending)) ? 0 : 1;
  } finally {
    await end();
  }
}

main().catch((error: unknown) => {
  say(error instanceof Error ? error.message : String(error));
  if (error instanceof RangeError || error instanceof TypeError) say(USAGE);
  process.exitCode = 2;
});
