import { describe, expect, it } from 'vitest';
import { FIGURES, type Figure, type Sample } from '../../../fault/soak/figures.ts';
import { reportPage } from '../../../fault/soak/report-page.ts';
import { judge, type SoakOutcome } from '../../../fault/soak/verdict.ts';

type Values = Partial<Record<Figure, number | null>>;
const none = Object.fromEntries(Object.keys(FIGURES).map((figure) => [figure, null])) as Sample['values'];

/** Two hours of a gateway in good health, changed by `changes` at each hour. */
function samples(changes: (hours: number) => Values = () => ({})): Sample[] {
  return Array.from({ length: 48 }, (_, i) => {
    const at = i / 24;
    const healthy = {
      clients: 60,
      settledHeap: 44e6,
      stateHeap: 12e6,
      descriptors: 100,
      listeners: 2_280,
      handles: 80,
    };
    return { at, worldAt: 0, values: { ...none, ...healthy, kept: 9_000, marks: 9_100, ...changes(at) } };
  });
}

function outcome(changes: Partial<SoakOutcome> = {}): SoakOutcome {
  const walls = {
    walls: 60,
    equal: 60,
    gaps: 0,
    diverged: 0,
    resyncs: 0,
    joins: 70,
    returns: 200,
    resumed: 200,
    notes: [],
  };
  return { engine: 'redis', samples: samples(), walls, died: null, quarantined: 0, ...changes };
}

const failedIn = (changes: Partial<SoakOutcome>) =>
  judge(outcome(changes))
    .checks.filter(({ passed }) => !passed)
    .map(({ title }) => title);
const wallsWith = (changes: Partial<SoakOutcome['walls']>) => ({
  walls: { ...outcome().walls, ...changes },
});

describe('the verdict of a soak run', () => {
  it('passes a gateway in good health', () => {
    expect(judge(outcome())).toMatchObject({ passed: true, line: expect.stringContaining('通过') });
  });

  it.each<[string, (hours: number) => Values]>([
    ['回收后的堆（状态之外）斜率', (hours) => ({ settledHeap: 44e6 + hours * 2e6 })],
    ['文件描述符', (hours) => ({ descriptors: 100 + Math.round(hours * 10) })],
    ['事件监听器', (hours) => ({ listeners: 2_280 + Math.round(hours * 200) })],
    ['活动资源', (hours) => ({ handles: 80 + Math.round(hours * 10) })],
    ['去重标记随条目清除', () => ({ marks: 20_000 })],
  ])('fails for growth of %s', (title, changes) => {
    expect(failedIn({ samples: samples(changes) })).toEqual([title]);
  });

  it('does not pass a run that is too restless to see the limit, and says so', () => {
    const restless = (hours: number) => ({ settledHeap: 44e6 + Math.sin(hours * 40) * 20e6 });
    const { passed, line, checks } = judge(outcome({ samples: samples(restless) }));
    expect(passed).toBe(false);
    expect(line).toContain('无法判定 · 回收后的堆');
    expect(checks.filter(({ untold }) => untold).length).toBe(1);
  });

  it('passes a restless run whose rise is surely below the limit, and fails one that is surely above', () => {
    const falling = (hours: number) => ({ settledHeap: 144e6 - hours * 30e6 + Math.sin(hours * 40) * 5e6 });
    expect(failedIn({ samples: samples(falling) })).toEqual([]);
    const rising = (hours: number) => ({ settledHeap: 44e6 + hours * 30e6 + Math.sin(hours * 40) * 5e6 });
    expect(judge(outcome({ samples: samples(rising) })).line).toContain('未通过 · 回收后的堆');
  });

  it('allows what the rules keep, and only that', () => {
    const kept = (hours: number) => ({ settledHeap: 44e6 + hours * 5e6, stateHeap: 12e6 + hours * 5e6 });
    expect(failedIn({ samples: samples(kept) })).toEqual([]);
    expect(failedIn({ samples: samples(kept), engine: 'sqlite' })).toEqual(['回收后的堆斜率']);
  });

  it('allows what walls bring along and take away', () => {
    const coming = (hours: number) => {
      const clients = 55 + (Math.round(hours * 24) % 7);
      return { clients, descriptors: 40 + clients, listeners: 100 + 36 * clients, handles: 20 + clients };
    };
    expect(failedIn({ samples: samples(coming) })).toEqual([]);
  });

  it.each<[string, Partial<SoakOutcome>]>([
    ['未经告知的缺口', wallsWith({ gaps: 1 })],
    ['内容与网关不符', wallsWith({ diverged: 1 })],
    ['结束时 viewHash 一致', wallsWith({ equal: 59 })],
    ['凭令牌接续', wallsWith({ resumed: 190 })],
    ['全部进程存活', { died: 'gateway ended with SIGKILL' }],
    ['被隔离的日志条目', { quarantined: 1 }],
  ])('fails for %s', (title, changes) => {
    expect(failedIn(changes)).toEqual([title]);
    expect(judge(outcome(changes)).line).toContain(title);
  });

  it('fails what was not measured', () => {
    expect(failedIn({ samples: [] })).toEqual([
      '回收后的堆（状态之外）斜率',
      '文件描述符',
      '事件监听器',
      '活动资源',
      '去重标记随条目清除',
    ]);
  });

  it('asks for no dedupe marks of the embedded log, which has none beside its rows', () => {
    const unseen = samples(() => ({ kept: null, marks: null }));
    expect(failedIn({ engine: 'sqlite', samples: unseen })).toEqual([]);
  });
});

describe('the page of a soak run', () => {
  it('says the verdict, draws every figure that was measured and takes nothing from elsewhere', () => {
    const run = outcome();
    const page = reportPage({
      environment: { 引擎: 'redis <b>' },
      verdict: judge(run),
      walls: run.walls,
      samples: run.samples,
    });
    expect(page).toContain('浸泡 通过');
    expect(page).toContain('redis &lt;b&gt;');
    expect(page.match(/<polyline/g)).toHaveLength(8);
    expect(page).not.toMatch(/<script|https?:|src=/);
  });
});
