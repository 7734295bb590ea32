import { describe, expect, it } from 'vitest';
import type { Bench, Figure, Target } from '../../bench/core/figure.ts';
import { judge, measureFigure } from '../../bench/core/measure.ts';
import { spreadOf } from '../../bench/core/statistics.ts';

const silent = { size: 'smoke', say: () => {} } as const;

function figure(target: Target, bench: Partial<Bench>): Figure {
  return {
    name: 'pace',
    zh: '速度',
    en: 'pace',
    about: 'how fast',
    against: 'the plainest way',
    measures: [{ id: 'rate', zh: '速率', en: 'rate', unit: '/s', better: 'more', target }],
    open: async () => ({ ours: async () => ({ rate: 50 }), close: async () => undefined, ...bench }),
  };
}
const half: Target = { of: 'ratio', least: 0.5, words: '≥ 0.5 ×' };

describe('a figure', () => {
  it('takes ours and the baseline in turn', async () => {
    const order: string[] = [];
    const ours = async () => ({ rate: order.push('ours') });
    const baseline = async () => ({ rate: order.push('baseline') });
    await measureFigure(figure(half, { ours, baseline }), { ...silent, runs: 3 });
    expect(order).toEqual(['ours', 'baseline', 'ours', 'baseline', 'ours', 'baseline']);
  });

  it('compares run by run, so that a slow minute of the machine stays out of the ratio', async () => {
    let run = 0;
    const speed = () => [1, 10, 2][run] ?? 0;
    const ours = async () => ({ rate: 6 * speed() });
    const baseline = async () => ({ rate: 10 * ([1, 10, 2][run++] ?? 0) });
    const { measures } = await measureFigure(figure(half, { ours, baseline }), { ...silent, runs: 3 });
    expect(measures[0]).toMatchObject({
      ours: { median: 12, min: 6, max: 60 },
      ratio: { median: 0.6, min: 0.6, max: 0.6 },
      met: true,
    });
  });

  it('is missed when its median does not keep to the target', async () => {
    const baseline = async () => ({ rate: 200 });
    const { measures } = await measureFigure(figure(half, { baseline }), { ...silent, runs: 1 });
    expect(measures[0]).toMatchObject({ met: false, ratio: { median: 0.25 } });
  });

  it('is missed, with the reason, when it could not be measured', async () => {
    const broken: Partial<Bench> = { ours: () => Promise.reject(new Error('no server')) };
    const result = await measureFigure(figure(half, broken), { ...silent, runs: 1 });
    expect(result).toMatchObject({ failure: 'no server', runs: 0, measures: [{ met: false, ours: null }] });
  });

  it('refuses a number that no measure names', async () => {
    const ours = async () => ({ rate: 1, pace: 2 });
    const { failure } = await measureFigure(figure(half, { ours }), { ...silent, runs: 1 });
    expect(failure).toBe('no measure is called pace');
  });

  it('closes what it opened also when a run fails', async () => {
    let closed = false;
    const bench: Partial<Bench> = {
      ours: () => Promise.reject(new Error('cut')),
      close: async () => {
        closed = true;
      },
    };
    await measureFigure(figure(half, bench), { ...silent, runs: 2 });
    expect(closed).toBe(true);
  });
});

describe('a target of every run', () => {
  const never: Target = { of: 'ours', by: 'every', most: 200, words: '≤ 200 ms in every run' };
  it('is missed by a single run, however good the median is', () => {
    const of = (...values: number[]) => judge(never, { ours: spreadOf(values), ratio: null });
    expect([of(120, 130, 200), of(120, 130, 201), of(120, Number.NaN, 130), of()]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a target', () => {
  const spread = (...values: number[]) => spreadOf(values);

  it.each<[string, Target, boolean]>([
    ['a least that is reached', { of: 'ours', least: 10, words: '' }, true],
    ['a least that is not', { of: 'ours', least: 10.1, words: '' }, false],
    ['a most that is kept', { of: 'ratio', most: 3, words: '' }, true],
    ['a most that is not', { of: 'ratio', most: 1.9, words: '' }, false],
  ])('judges %s', (_name, target, met) => {
    expect(judge(target, { ours: spread(9, 10, 11), ratio: spread(1, 2, 9) })).toBe(met);
  });

  it('is missed without a number', () => {
    expect(judge({ of: 'ratio', least: 0, words: '' }, { ours: spread(1), ratio: null })).toBe(false);
    expect(judge({ of: 'ours', least: 0, words: '' }, { ours: spread(Number.NaN), ratio: null })).toBe(false);
  });
});
