import { describe, expect, it } from 'vitest';
import type { Figure, Target } from '../../bench/core/figure.ts';
import { judge } from '../../bench/core/measure.ts';
import { spreadOf } from '../../bench/core/statistics.ts';
import { busyBetween, type Work } from '../../bench/screen/core/browser.ts';
import { screenFigures } from '../../bench/screen/figures/index.ts';
import { type Look, readingOf } from '../../bench/screen/figures/long-run.ts';

const HOUR_SHARE = 1 / 72;
const figures = screenFigures(null);
const targets = figures.flatMap(({ name, measures }) =>
  measures.flatMap(({ id, target }) => (target === undefined ? [] : [[`${name}.${id}`, target] as const])),
);
const judged = (target: Target, value: number) =>
  judge(target, { ours: spreadOf([value]), ratio: spreadOf([value]) });

describe('the verdict about the page', () => {
  it.each(targets)('on %s is met up to its limit and missed above it', (_, target) => {
    const most = target.most ?? Number.NaN;
    expect([judged(target, most), judged(target, most * 1.01 + 0.01)]).toEqual([true, false]);
  });

  it('on the longest task is of every run: one is enough to be missed', () => {
    const target = targets.find(([id]) => id === 'busy.longest')?.[1];
    const runs = spreadOf([90, 120, 260]);
    expect(target && judge(target, { ours: runs, ratio: null })).toBe(false);
  });

  it('is about all that the page promises', () => {
    expect(Object.fromEntries(targets.map(([id, { of, most }]) => [id, `${of} ${most}`]))).toEqual({
      'busy.busyMain': 'ours 35',
      'busy.longest': 'ours 200',
      'busy.idleMain': 'ours 2',
      'crowded.longest': 'ours 200',
      'points-l7.main10k': 'ratio 0.05',
      'points-source.main10k': 'ratio 1',
      'first-paint.numbers': 'ours 2500',
      'heal.maplibre': 'ours 5000',
      'heal.mapbox': 'ours 5000',
      'long-run.heapRise': 'ours 3',
      'long-run.nodesRise': 'ours 100',
      'long-run.listenersRise': 'ours 50',
      'long-run.glRise': 'ours 20',
    });
  });
});

describe('a long run', () => {
  const longRun = figures.find(({ name }) => name === 'long-run') as Figure;
  /** What was missed after 25 looks in 20 minutes, a heap that rises by so many MB in that time. */
  const missed = (riseMb: number) => {
    const looks = Array.from({ length: 25 }, (_, i): Look => {
      const wobble = (i * 7) % 5;
      const heap = 60 + (riseMb * i) / 24 + wobble * 0.2;
      return { at: i * HOUR_SHARE, heap, nodes: 4_000 + wobble * 8, listeners: 300 + wobble, gl: 200 };
    });
    const reading = readingOf(looks);
    return longRun.measures
      .filter(({ id, target }) => target !== undefined && !judged(target, reading[id] ?? Number.NaN))
      .map(({ id }) => id);
  };

  it('that stays flat, up and down, is met', () => {
    expect(missed(0)).toEqual([]);
  });
  it('that grows is missed, by what grows alone', () => {
    expect(missed(20)).toEqual(['heapRise']);
  });
});

describe('the share of a core', () => {
  it('is the work between two looks by the time between them', () => {
    const before: Work = { at: 1_000, mainMs: 50, taskMs: 80, cpuMs: 500 };
    const after: Work = { at: 3_000, mainMs: 250, taskMs: 880, cpuMs: 2_500 };
    expect(busyBetween(before, after)).toEqual({ main: 10, task: 40, cpu: 100 });
  });
});
