import { describe, expect, it, vi } from 'vitest';
import {
  DAYS_IN_SERIES,
  type DailyMeasure,
  dailySeriesId,
} from '../../../../../gateway/contract/daily-series.ts';
import { restoreFold } from '../../../../../gateway/fold/index.ts';
import { refolded } from '../../../../../gateway/fold/measures/refold.ts';
import type { Fold } from '../../../../../gateway/fold/port.ts';
import { at, folded, log, received, type Said, tick } from '../log.ts';
import { change, clean, DAY, dispute, HIGH, run, SITE, step } from './items.ts';

vi.setConfig({ testTimeout: 60_000 });

const DAY_MS = 86_400_000;
const series = (fold: Fold, measure: DailyMeasure) => fold.get('series', dailySeriesId(measure));
/** Days of a series that are not 0, by days back from the present one. */
const told = (fold: Fold, measure: DailyMeasure) =>
  Object.fromEntries(
    (series(fold, measure)?.values ?? []).flatMap((value, i) =>
      value === 0 ? [] : [[DAYS_IN_SERIES - 1 - i, value]],
    ),
  );
const LOWERED: readonly Said[] = [
  clean(`${DAY} 12:00`),
  clean('2026-11-20 12:00'),
  tick('2026-11-21 10:00'),
  change({ step: 'PROPOSE', to: 'MEDIUM' }, '1号席', '2026-11-21 10:00'),
  change({ step: 'APPROVE' }, '2号席', '2026-11-21 10:05'),
];

describe('levels by day', () => {
  it('tell fourteen days of the site, the present one last', () => {
    const fold = run(tick('2026-11-22 00:00:05'));
    expect(series(fold, 'levelsRaised')).toEqual({
      id: 'daily.levelsRaised',
      from: at('2026-11-09 00:00'),
      stepMs: DAY_MS,
      values: Array.from({ length: 14 }, () => 0),
    });
    expect(series(run(tick('2026-11-21 23:59:55')), 'levelsRaised')?.from).toBe(at('2026-11-08 00:00'));
  });

  it('tell what came, what was determined, raised and lowered, each on its day', () => {
    const raised = [dispute({}), step('dispatched', {}, `${DAY} 10:02`), tick(`${DAY} 10:30`)];
    const graver = step('progressed', { tags: ['INSTRUCTED'] }, '2026-11-15 11:00');
    const fold = run(...raised, graver, tick('2026-11-15 11:00'));
    expect(told(fold, 'levelsEntered')).toEqual({ 2: 1 });
    expect(told(fold, 'levelsDetermined')).toEqual({ 2: 1 });
    expect(told(fold, 'levelsRaised')).toEqual({ 0: 1 });
    expect(told(run(...HIGH, ...LOWERED, tick('2026-11-23 09:00')), 'levelsLowered')).toEqual({ 2: 1 });
  });

  it('have a rise by a missed review on its day, also of a history that is told all at once', () => {
    const late = (each: Said): Said => ({ ...each, receivedAt: at(`${DAY} 10:00`) });
    const fold = run(
      late(dispute({ urgency: 'U4' }, '2026-10-20 10:00')),
      late(step('dispatched', {}, '2026-10-20 10:01')),
      tick(`${DAY} 10:30`),
      tick(`${DAY} 10:31`),
    );
    const hit = { id: 'review-missed', inputs: { missedReviewHours: 168 } };
    expect(fold.get('case', 'x-1')).toMatchObject({
      level: 'MEDIUM',
      risk: {
        since: at('2026-11-03 10:00'),
        why: { cause: 'RULES', ageDays: 14, hits: [hit] },
        history: [{ from: 'LOW', to: 'MEDIUM', at: at('2026-11-03 10:00') }],
      },
    });
    expect(told(fold, 'levelsRaised')).toEqual({ 10: 1 });
  });

  it('have none that the clock found only because the end of the item was told after it', () => {
    const late = (each: Said): Said => ({ ...each, receivedAt: at(`${DAY} 10:00`) });
    const opened = [
      late(dispute({ urgency: 'U4' }, '2026-10-20 10:00')),
      late(step('dispatched', {}, '2026-10-20 10:01')),
      tick(`${DAY} 10:30`),
      tick(`${DAY} 10:31`),
    ];
    const closed = (time: string) => ({
      ...step('closed', { outcome: 'RESOLVED' }, time),
      receivedAt: at(`${DAY} 10:32`),
    });
    const before = run(...opened, closed('2026-11-02 10:00'), tick(`${DAY} 10:33`));
    const after = run(...opened, closed('2026-11-04 10:00'), tick(`${DAY} 10:33`));
    expect([told(before, 'levelsRaised'), told(after, 'levelsRaised')]).toEqual([{}, { 10: 1 }]);
  });

  it('have such a rise at its instant, and not at the next look of the clock', () => {
    const hours = Array.from({ length: 30 }, (_, i) => tick(at(`${DAY} 10:05`) + i * 13 * 3_600_000));
    const fold = run(dispute({ urgency: 'U4' }), step('dispatched'), ...hours);
    const [low, medium] = fold.get('case', 'x-1')?.risk?.history ?? [];
    expect([low?.to, medium?.to]).toEqual(['LOW', 'MEDIUM']);
    expect((medium?.at ?? 0) - (low?.at ?? 0)).toBe(14 * DAY_MS);
  });

  it('leave out facility items and what was merged or voided', () => {
    const facility = { ...received({ kind: 'FACILITY' }), time: at(`${DAY} 10:00`) };
    expect(told(run(facility, tick(`${DAY} 11:00`)), 'levelsEntered')).toEqual({});
    const voided = step('voided', { reason: '误报' }, `${DAY} 10:30`);
    expect(told(run(dispute(), voided, tick(`${DAY} 11:00`)), 'levelsEntered')).toEqual({});
  });

  it('stay as they are when the item has left, and after a restore', () => {
    const closed = step('closed', { outcome: 'RESOLVED' }, '2026-11-14 10:00');
    const fold = run(dispute({}), step('dispatched'), tick(`${DAY} 11:00`), closed, tick('2026-11-24 10:00'));
    expect(fold.get('case', 'x-1')).toBeUndefined();
    for (const each of [fold, restoreFold(fold.serialize())]) {
      each.apply({ ...log(tick('2026-11-25 10:00'))[0], n: each.position.n + 1 } as never);
      expect(told(each, 'levelsDetermined')).toEqual({ 12: 1 });
    }
  });

  it('are proved day by day from the entries behind them, rises by the passing of time too', () => {
    const due = dispute({ dueAt: new Date(at(`${DAY} 12:00`)).toISOString() });
    const ticks = [11, 12, 13, 14, 15].map((hour) => tick(`${DAY} ${hour}:00:01`));
    const entries = log(
      SITE,
      due,
      step('dispatched', {}, `${DAY} 10:01`),
      ...ticks,
      tick('2026-11-16 10:00:01'),
    );
    const fold = folded(entries);
    const question = { id: 'levelsRaised', period: 'TODAY', area: null, at: at(`${DAY} 23:00`) } as const;
    const explained = fold.explainKpi(question);
    expect(explained).toMatchObject({ equal: true, told: { value: told(fold, 'levelsRaised')[3] } });
    const ns = new Set([...fold.configurations(), ...(explained?.rows.flatMap((row) => row.ns) ?? [])]);
    const again = refolded(
      entries.filter(({ n }) => ns.has(n)),
      question,
      fold.now(),
    );
    for (const { subject, part } of explained?.rows ?? []) expect(again.get(subject)?.part).toBe(part);
  });
});
