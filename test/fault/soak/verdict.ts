import type { Figure, Sample } from './figures.ts';
import { type Point, type Trend, trendOf } from './trend.ts';

/** What became of the walls. */
export interface WallsOutcome {
  readonly walls: number;
  /** Walls whose content equals the gateway's after everything is quiet. */
  readonly equal: number;
  /** Steps of a wall that were neither from exactly where it stood nor an announced snapshot. */
  readonly gaps: number;
  /** Times a wall's content was not the gateway's. */
  readonly diverged: number;
  /** Times a wall asked again for what it missed: told, not judged. */
  readonly resyncs: number;
  /** Connections with a token, and how many of these went on without a snapshot. */
  readonly returns: number;
  readonly resumed: number;
  readonly joins: number;
  /** The first gaps in words. */
  readonly notes: readonly string[];
}

/** Everything the verdict is made of. */
export interface SoakOutcome {
  readonly engine: 'redis' | 'sqlite';
  readonly samples: readonly Sample[];
  readonly walls: WallsOutcome;
  /** Null when every process lived to the end; else which one ended and how. */
  readonly died: string | null;
  readonly quarantined: number;
}

export interface Check {
  readonly title: string;
  readonly passed: boolean;
  /** Not passed for this reason alone: the error of the measurement is larger than the limit. */
  readonly untold: boolean;
  readonly measured: string;
  readonly limit: string;
}

/** A check in one word. */
export function wordOf({ passed, untold }: Pick<Check, 'passed' | 'untold'>): string {
  if (passed) return '通过';
  return untold ? '无法判定' : '未通过';
}

export interface Verdict {
  readonly passed: boolean;
  readonly checks: readonly Check[];
  readonly line: string;
}

const MB = 1e6;
/** Growth of the collected heap in a real hour, although that hour carries `rate` hours of the world's events. */
const HEAP_BYTES_PER_HOUR = MB;
/** Rise over the judged part of the run: fewer is not told from coming and going. */
const DESCRIPTORS = 4;
const LISTENERS = 40;
const HANDLES = 6;
const RESUMED = 0.99;
/** Marks are estimated from a sample of the buckets. */
const MARKS_PER_ENTRY = 1.15;

/** Judges a run; every check can fail, and a figure that is missing fails its check. */
export function judge(outcome: SoakOutcome): Verdict {
  const { engine, samples, walls, died, quarantined } = outcome;
  const checks: Check[] = [
    exact('全部进程存活', died ?? '是', died === null, '是'),
    heapCheck(samples, engine),
    flatCheck('文件描述符', samples, 'descriptors', DESCRIPTORS),
    flatCheck('事件监听器', samples, 'listeners', LISTENERS),
    flatCheck('活动资源', samples, 'handles', HANDLES),
    // In the embedded log the unique index over source and id is the mark: one a row, by construction.
    ...(engine === 'redis' ? [marksCheck(samples)] : []),
    exact('未经告知的缺口', `${walls.gaps}`, walls.gaps === 0, '0'),
    exact('内容与网关不符', `${walls.diverged}`, walls.diverged === 0, '0'),
    exact(
      '结束时 viewHash 一致',
      `${walls.equal} / ${walls.walls}`,
      walls.walls > 0 && walls.equal === walls.walls,
      '全部',
    ),
    exact(
      '凭令牌接续',
      `${walls.resumed} / ${walls.returns}`,
      walls.resumed >= walls.returns * RESUMED,
      `≥ ${RESUMED * 100}%`,
    ),
    exact('被隔离的日志条目', `${quarantined}`, quarantined === 0, '0'),
  ];
  const passed = checks.every((check) => check.passed);
  const open = checks.filter((check) => !check.passed);
  const word = open.every(({ untold }) => untold) ? '无法判定' : '未通过';
  const line = passed
    ? `浸泡 通过 · ${checks.length} 项`
    : `浸泡 ${word} · ${open.map(({ title }) => title).join('、')}`;
  return { passed, checks, line };
}

function exact(title: string, measured: string, passed: boolean, limit: string): Check {
  return { title, measured, passed, untold: false, limit };
}

/** The points of one figure, where it was measured. */
export function pointsOf(samples: readonly Sample[], figure: Figure): Point[] {
  return samples.flatMap(({ at, values }) => {
    const value = values[figure];
    return value === null ? [] : [{ at, value, clients: values.clients ?? 0 }];
  });
}

/**
 * Judges a rise with its standard error. A short or restless run is not failed for its noise, and not passed for it
 * either: where twice the error exceeds the limit, only a rise that is surely below it passes.
 */
function judged(what: Pick<Check, 'title' | 'measured' | 'limit'>, rise: Rise): Check {
  const { value, error, most } = rise;
  const broken = value - 2 * error >= most;
  const untold = !broken && 2 * error > most && value + 2 * error >= most;
  return { ...what, passed: !broken && !untold, untold };
}

interface Rise {
  readonly value: number;
  readonly error: number;
  readonly most: number;
}

/**
 * What the log's rules keep (items of a week, proofs of 400 days, stamps of what has left) grows until its time or number
 * is reached, which takes months of the world: a fresh process that restores the same state holds as much. Judged is what
 * the running one holds beyond that. The embedded log is open to its gateway alone, so there the whole heap is judged.
 */
function heapCheck(samples: readonly Sample[], engine: SoakOutcome['engine']): Check {
  const beyond = engine === 'redis';
  const title = beyond ? '回收后的堆（状态之外）斜率' : '回收后的堆斜率';
  const limit = `< ${HEAP_BYTES_PER_HOUR / MB} MB/h`;
  const trend = trendOf(beyond ? beyondState(samples) : pointsOf(samples, 'settledHeap'));
  if (trend === null) return exact(title, '数据不足', false, limit);
  const words = `${rising(trend)}（${trend.points} 点）`;
  const whole = trendOf(pointsOf(samples, 'settledHeap'));
  const beside = beyond && whole !== null ? `；连同状态 ${rising(whole)}` : '';
  const { slope: value, error } = trend;
  return judged({ title, measured: `${words}${beside}`, limit }, { value, error, most: HEAP_BYTES_PER_HOUR });
}

const rising = ({ slope, error }: Trend) =>
  `${(slope / MB).toFixed(2)} ± ${((2 * error) / MB).toFixed(2)} MB/h`;

/** The collected heap less the weight of the state that was saved last. */
function beyondState(samples: readonly Sample[]): Point[] {
  return samples.flatMap(({ at, values: { settledHeap, stateHeap, clients } }) =>
    settledHeap === null || stateHeap === null
      ? []
      : [{ at, value: settledHeap - stateHeap, clients: clients ?? 0 }],
  );
}

function flatCheck(title: string, samples: readonly Sample[], figure: Figure, most: number): Check {
  const limit = `后三分之二时段升幅 < ${most}`;
  const trend = trendOf(pointsOf(samples, figure));
  if (trend === null) return exact(title, '数据不足', false, limit);
  const [value, error] = [trend.slope * trend.hours, trend.error * trend.hours];
  const measured = `${value.toFixed(1)} ± ${(2 * error).toFixed(1)}（除去大屏数变化）`;
  return judged({ title, measured, limit }, { value, error, most });
}

function marksCheck(samples: readonly Sample[]): Check {
  const title = '去重标记随条目清除';
  const limit = `≤ ${MARKS_PER_ENTRY} 个/条`;
  const last = samples.findLast(({ values }) => values.marks !== null)?.values;
  if (!last?.kept || last.marks === null) return exact(title, '数据不足', false, limit);
  const share = last.marks / last.kept;
  return exact(title, share.toFixed(2), share <= MARKS_PER_ENTRY, limit);
}
