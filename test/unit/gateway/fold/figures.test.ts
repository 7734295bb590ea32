import { describe, expect, it, vi } from 'vitest';
import { AGE_KPIS } from '../../../../gateway/contract/ages.ts';
import type { KpiEntity } from '../../../../gateway/contract/entities.ts';
import type { LogEntry } from '../../../../gateway/contract/entry.ts';
import { FIGURES, type FigureDefinition, figureKpi } from '../../../../gateway/contract/figures.ts';
import { LOAD_FIGURES, LOAD_WORDS } from '../../../../gateway/contract/figures-load.ts';
import { KPI_DEFINITIONS, kpiId } from '../../../../gateway/contract/kpi.ts';
import { MEASURES } from '../../../../gateway/contract/measures.ts';
import { counts } from '../../../../gateway/fold/event.ts';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import { figureOf, type Sums } from '../../../../gateway/fold/measures/figures.ts';
import { roundedMinutes } from '../../../../gateway/fold/measures/moments.ts';
import { refolded } from '../../../../gateway/fold/measures/refold.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { at, configured, folded, iso, log, NOON, received, type Said, tick } from './log.ts';
import { outlives, randomLog } from './random-log.ts';

vi.setConfig({ testTimeout: 60_000 });

const EVENING = at('2026-11-20 20:00');
const foldOf = (...said: Said[]) => folded(log(configured(), ...said, tick(EVENING)));
const told = (fold: Fold, id: string) => fold.get('kpi', `figure.${id}`);
const shown = (fold: Fold, id: string) => {
  const { value, part, of } = told(fold, id) ?? { value: -1 };
  return [value, part, of];
};

function figure(id: string): FigureDefinition {
  const found = FIGURES.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no figure ${id}`);
  return found;
}

/** Sums as a county of the sources had them. */
const having = (sums: Record<string, number>): Sums => ({
  sum: (measure) => sums[measure] ?? 0,
  spread: () => [],
});
const SPAN = { first: 0, last: 0 };
const LOAD = new Set(LOAD_FIGURES.flatMap(({ id, periods }) => periods.map((each) => figureKpi(id, each))));

describe('figures that county centres have published', () => {
  it.each([
    ['closeRateCum', { closed: 45_536, received: 48_022 }, 94.82],
    ['closeRateCum', { closed: 2_323, received: 2_464 }, 94.28],
    ['patrolHandled', { patrolHandled: 1_021, patrolFound: 1_030 }, 99.13],
    ['mediationSuccess', { mediated: 1_017, finalOutcome: 1_018 }, 99.9],
    ['peopleInvolved', { people: 2_015 }, 2_015],
    ['amountInvolved', { amount: 707_230_000 }, 7_072_300],
    ['closeRateCum', {}, 0],
  ])('%s of %o is %d', (id, sums, value) => {
    expect(figureOf(figure(id), '', SPAN, having(sums)).value).toBe(value);
  });

  it('come out of items too: 1017 of 1018 disputes, their people and amounts', () => {
    const disputes = Array.from({ length: 1_018 }, (_, id): Said[] => [
      received(
        { kind: 'DISPUTE', people: id === 0 ? 998 : 1, amount: { owed: 6_947.25 } },
        { subject: `d-${id}` },
      ),
      {
        type: 'case.closed',
        subject: `d-${id}`,
        time: NOON + 3_600_000,
        data: { outcome: id === 7 ? 'UNRESOLVED' : 'RESOLVED' },
      },
    ]);
    const fold = foldOf(...disputes.flat());
    expect(shown(fold, 'mediationSuccess.TODAY')).toEqual([99.9, 1_017, 1_018]);
    expect(told(fold, 'peopleInvolved.ALL')?.value).toBe(2_015);
    expect(told(fold, 'amountInvolved.ALL')?.value).toBe(7_072_300.5);
  });
});

describe('figures that county centres have published, item by item', () => {
  /** So many items of a day, of which the first `closed` end an hour later. */
  const items = (count: number, closed: number, data: Record<string, unknown>) =>
    Array.from({ length: count }, (_, id): Said[] => [
      received(data, { subject: `p-${id}` }),
      ...(id < closed ? [{ type: 'case.closed', subject: `p-${id}`, time: NOON + 3_600_000 }] : []),
    ]).flat();

  it.each([
    ['closeRateCum.ALL', 2_464, 2_323, { kind: 'DISPUTE' }, 94.28],
    ['patrolHandled.TODAY', 1_030, 1_021, { kind: 'CITY_EVENT', channel: 'VIDEO_PATROL' }, 99.13],
  ])('%s of %i of which %i ended', (id, count, closed, data, value) => {
    expect(shown(foldOf(...items(count, closed, data)), id)).toEqual([value, closed, count]);
  });
});

describe('one item in the figures', () => {
  const item = (over: Record<string, unknown> = {}) =>
    received({ dueAt: iso('2026-11-20 15:00'), area: 'g1', ...over });
  const step = (type: string, local: string, data: Record<string, unknown> = {}): Said => ({
    type,
    time: at(`2026-11-20 ${local}`),
    data,
  });

  it('closed by its deadline is on time, closed after it is not, open past it weighs on the rate', () => {
    expect(shown(foldOf(item(), step('case.closed', '14:59')), 'onTimeRate.D7')).toEqual([100, 1, 1]);
    expect(shown(foldOf(item(), step('case.closed', '15:01')), 'onTimeRate.D7')).toEqual([0, 0, 1]);
    expect(shown(foldOf(item()), 'onTimeRate.D7')).toEqual([0, 0, 1]);
    expect(shown(foldOf(item({ dueAt: iso('2026-11-21 15:00') })), 'onTimeRate.D7')).toEqual([0, 0, 0]);
  });

  it('counts for its street over 30 days', () => {
    expect(shown(foldOf(item(), step('case.closed', '14:00')), 'closeRateCohort.D30@s1')).toEqual([
      100, 1, 1,
    ]);
  });

  it('is of the day on which it was received and of the day on which it was closed', () => {
    const old = item({ receivedAt: iso('2026-11-10 09:00') });
    const fold = foldOf(old, step('case.closed', '14:00'));
    expect(shown(fold, 'clearance.TODAY')).toEqual([0, 1, 0]);
    expect(shown(fold, 'clearance.D30')).toEqual([100, 1, 1]);
    expect(shown(fold, 'closeRateCohort.TODAY')).toEqual([0, 0, 0]);
  });

  it('is answered, fed back, called back, sent back and rated', () => {
    const fold = foldOf(
      item(),
      step('case.dispatched', '12:10'),
      step('case.returned', '12:20', { returnReason: 'NOT_MY_DUTY' }),
      step('case.dispatched', '12:30'),
      step('case.fedback', '13:00'),
      step('case.reworked', '13:10'),
      step('case.fedback', '13:30'),
      step('case.calledback', '13:40', { callback: 'PASSED' }),
      step('case.closed', '14:00'),
      step('case.rated', '14:30', { score: 2 }),
    );
    const rates = [
      'bounceRate',
      'callbackRate',
      'callbackReached',
      'reworkRate',
      'ratingShare',
      'satisfaction',
    ];
    expect(rates.map((id) => told(fold, `${id}.TODAY`)?.value)).toEqual([100, 100, 100, 100, 100, 0]);
    expect(shown(fold, 'respTime.TODAY')).toEqual([10, 10, 1]);
    expect(shown(fold, 'avgHandle.TODAY')?.[2]).toBe(1);
  });

  it('that was closed without a call-back because none was due does not weigh on the rate', () => {
    const fold = foldOf(
      item(),
      step('case.fedback', '13:00'),
      step('case.closed', '14:00', { callbackWaived: 'anonymous' }),
    );
    expect(shown(fold, 'callbackRate.TODAY')).toEqual([0, 0, 0]);
    expect(shown(foldOf(item(), step('case.fedback', '13:00')), 'callbackRate.TODAY')).toEqual([0, 0, 1]);
  });

  it('that was voided or is of an exercise is in none', () => {
    const closed = step('case.closed', '14:00');
    for (const fold of [
      foldOf(item(), closed, { type: 'case.voided', time: at('2026-11-20 15:00') }),
      foldOf({ ...item(), reality: 'exercise' }, { ...closed, reality: 'exercise' }),
    ]) {
      // What stands under the load of the alarm desk is time on watch: it is there without any alarm.
      const counted = ({ id, part, of }: KpiEntity) => (LOAD.has(id) ? part : of) !== 0;
      expect([...fold.all('kpi')].filter((kpi) => kpi.id.startsWith('figure.') && counted(kpi))).toEqual([]);
    }
  });

  it('stays in them, with its entries, after it has left the live state', () => {
    const fold = folded(
      log(configured(), item(), step('case.closed', '14:00'), tick(EVENING), tick('2026-11-29 09:00')),
    );
    expect(fold.get('case', 'x-1')).toBeUndefined();
    expect(shown(fold, 'received.D30')).toEqual([1, 1, 1]);
    const explained = fold.explainKpi({
      id: 'received',
      period: 'D30',
      area: null,
      at: at('2026-11-29 09:00'),
    });
    expect(explained).toMatchObject({
      equal: true,
      rows: [{ subject: 'case:x-1', ns: [2, 3], part: 1, of: 1 }],
    });
  });
});

it('a duration is rounded to a minute, ten minutes, an hour, a day', () => {
  const minutes = [0, 59.4, 64, 66, 1_439, 1_500, 14_399, 15_000];
  expect(minutes.map((each) => roundedMinutes(each * 60_000))).toEqual([
    0, 59, 60, 70, 1_440, 1_500, 14_400, 14_400,
  ]);
});

it('median and 90th percentile are of the nearest rank, the mean of all', () => {
  const sums: Sums = {
    sum: () => 0,
    spread: () => [
      [5, 1],
      [10, 8],
      [400, 1],
    ],
  };
  const value = (id: string) => figureOf(figure(id), '', SPAN, sums).value;
  expect([value('avgHandle'), value('avgHandleP90'), value('avgHandleMEAN')]).toEqual([10, 10, 49]);
});

it('the change of the week stands beside the median of the four weeks before', () => {
  const weeks = [9, 4, 100, 6, 2];
  const sums: Sums = {
    sum: (_measure, _area, _first, last) => weeks[(34 - last) / 7] ?? -1,
    spread: () => [],
  };
  expect(figureOf(figure('change'), '', { first: 28, last: 34 }, sums)).toEqual({ value: 9, part: 9, of: 5 });
});

describe('for any log', () => {
  it('every number is what the rows behind it add up to, also after a restore', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const fold = folded([...entries, tickAfter(entries)]);
        for (const each of [fold, restoreFold(fold.serialize())]) {
          for (const { id, area, period, kpi } of questions(each)) {
            const explained = each.explainKpi({ id, area, period, at: each.now() });
            expect([kpi, explained?.equal]).toEqual([kpi, true]);
            const { value, part, of } = each.get('kpi', kpi) ?? {};
            if (period !== null) expect({ kpi, ...explained?.told }).toEqual({ kpi, value, part, of });
          }
        }
      }),
      numRuns(25),
    );
  });

  it('the rows of a figure come out again of their own entries of the log alone, while nothing leaves', () => {
    const question = { id: 'received', period: 'ALL', area: null } as const;
    fc.assert(
      fc.property(randomLog, (entries) => {
        // Under the rules c3 items leave within the hour; one that comes back has no single life to fold again.
        fc.pre(entries.every(({ data }) => data.hash !== 'c3'));
        const fold = folded([...entries, tickAfter(entries)]);
        const asked = { ...question, at: fold.now() };
        const rows = fold.explainKpi(asked)?.rows ?? [];
        const ns = new Set([...fold.configurations(), ...rows.flatMap((row) => row.ns)]);
        const again = refolded(
          entries.filter(({ n }) => ns.has(n)),
          asked,
          fold.now(),
        );
        const judged = rows.filter((row) => !outlives(entries, row.ns));
        for (const { subject, part, of } of judged) expect(again.get(subject)).toMatchObject({ part, of });
      }),
      numRuns(25),
    );
  });

  it('nothing of an exercise or a test is behind any figure', () => {
    fc.assert(
      fc.property(randomLog, (entries) => {
        const played = entries.filter(({ reality, feed }) => feed === 'system' || !counts(reality));
        const fold = folded([...played, tickAfter(entries)]);
        const rows = questions(fold).flatMap(
          ({ id, area, period }) => fold.explainKpi({ id, area, period, at: fold.now() })?.rows ?? [],
        );
        expect(rows).toEqual([]);
      }),
      numRuns(25),
    );
  });
});

describe('the words', () => {
  it('name every measure that a figure is made of, and only those', () => {
    const used = FIGURES.filter(({ take }) => take !== 'PRESENT').flatMap(({ numerator, denominator }) => [
      numerator,
      denominator,
    ]);
    expect(new Set(used.filter((each) => each !== null))).toEqual(new Set(Object.keys(MEASURES)));
    const present = FIGURES.filter(({ take }) => take === 'PRESENT').flatMap(({ numerator, denominator }) => [
      numerator,
      denominator,
    ]);
    expect(KPI_DEFINITIONS.map(({ id }) => id)).toEqual(expect.arrayContaining(present));
    const load = LOAD_FIGURES.flatMap(({ numerator, denominator }) => [numerator, denominator ?? numerator]);
    const known = new Set([...Object.keys(LOAD_WORDS), ...Object.keys(MEASURES)]);
    expect(load.filter((id) => !known.has(id))).toEqual([]);
  });
});

/** The same instant once more as a tick, so that the figures settle. */
function tickAfter(entries: readonly LogEntry[]): LogEntry {
  const last = entries.at(-1) as LogEntry;
  return { ...log(tick(last.receivedAt))[0], n: last.n + 1 } as LogEntry;
}

/**
 * Numbers that no entity stands behind, so that there is nothing to add up: office hours,
 * rules without enough observations.
 */
const OF_NO_ENTITY = /^(office|warning\.rules)\./;

/** Every number that a fold tells, as a question. */
function questions(fold: Fold) {
  const figures = [...FIGURES, ...LOAD_FIGURES].flatMap(({ id, periods }) =>
    periods.map((period) => ({ id, period, area: null, kpi: figureKpi(id, period) })),
  );
  const present = FIGURES.filter(({ take }) => take === 'PRESENT').map(({ id }) => ({
    id,
    period: null,
    area: null,
    kpi: figureKpi(id, null),
  }));
  const streets = FIGURES.filter(({ perArea }) => perArea).flatMap(({ id }) =>
    ['s1', 's2']
      .map((area) => ({ id, period: 'D30' as const, area, kpi: kpiId(figureKpi(id, 'D30'), area) }))
      .filter(({ kpi }) => fold.get('kpi', kpi) !== undefined),
  );
  const moments = [...KPI_DEFINITIONS, ...AGE_KPIS]
    .filter(({ id }) => !OF_NO_ENTITY.test(id))
    .map(({ id }) => ({
      id,
      period: null,
      area: null,
      kpi: id,
    }));
  const algorithms = [...fold.all('kpi')]
    .filter(({ id }) => /^(figure\.)?algorithm\.|^figure\.catalogue\./.test(id))
    .map(({ id: kpi }) => {
      const told = kpi.startsWith('figure.');
      const id = told ? kpi.slice('figure.'.length, -'.D30'.length) : kpi;
      return { id, period: told ? ('D30' as const) : null, area: null, kpi };
    });
  return [...figures, ...algorithms, ...present, ...streets, ...moments];
}
