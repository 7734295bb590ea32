import { describe, expect, it, vi } from 'vitest';
import { AGE_KPIS } from '../../../../gateway/contract/ages.ts';
import { FIGURE_KPIS, FIGURES, figureKpi } from '../../../../gateway/contract/figures.ts';
import { NAMED_FIGURES } from '../../../../gateway/contract/figures-named.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { AREA_PERIOD } from '../../../../gateway/contract/measures.ts';
import { familyReply } from '../../../../gateway/http/kpi-words.ts';
import fc, { numRuns } from '../../../support/property.ts';
import { at, configured, folded, iso, kpi, log, NOON, received, type Said, tick } from './log.ts';
import { randomLog } from './random-log.ts';
import { opened, walk, fold as walked } from './walks.ts';

vi.setConfig({ testTimeout: 60_000 });

const foldOf = (...said: Said[]) => folded(log(configured(), ...said));

/** Numbers that are not 0, without those of areas. */
function numbers(...said: Said[]): Record<string, number> {
  const rows = [...foldOf(...said).all('kpi')].filter(
    ({ id, value, area }) => value !== 0 && area === null && !/^(figure|age)\./.test(id),
  );
  return Object.fromEntries(rows.map(({ id, value }) => [id, value]));
}

const hazard = (over: Record<string, unknown> = {}) =>
  received({ kind: 'HAZARD', level: 'HIGH', area: 'g1', ...over });

/** What is shown of these is asked for by the id that they are the age, or the figure, of. */
const SHOWN_AS = NAMED_FIGURES.map(({ prefix }) => `figure.${prefix}`);

describe('an item in the numbers', () => {
  it('open and fresh is in every number of its kind, level, state and step', () => {
    expect(numbers(hazard({ category: '消防' }))).toEqual({
      'today.received': 1,
      'case.change.HIGH': 1,
      'case.levelled': 1,
      'case.undated': 1,
      'case.open': 1,
      'case.open.HIGH': 1,
      'case.state.RECEIVED': 1,
      'case.kind.HAZARD': 1,
      'case.HAZARDS.open': 1,
      'case.HAZARDS.stage.INTAKE': 1,
      'hazard.category.消防': 1,
      'case.unmatched': 1,
      'case.channel.NONE': 1,
    });
  });

  it('that is closed leaves no number with a word of its own behind on the next day', () => {
    const closed = { type: 'case.closed', data: { callbackWaived: 'anonymous' } };
    const said = [hazard({ category: '消防' }), hazard({ category: '燃气' }), closed];
    const words = (...more: Said[]) =>
      [...foldOf(...said, ...more).all('kpi')].map(({ id }) => id).filter((id) => /消防|燃气/.test(id));
    expect(words()).toContain('hazard.category.燃气');
    expect(words(tick('2026-11-21 00:00'))).toEqual([]);
  });

  it('past its deadline is overdue in its kind, step, street and village', () => {
    const fold = foldOf(hazard({ dueAt: iso('2026-11-20 12:30') }), tick(NOON + 3_600_000));
    const ids = ['case.overdue', 'case.HAZARDS.overdue', 'case.HAZARDS.stage.INTAKE.overdue'];
    const areas = ['case.overdue@s1', 'case.overdue@v1', 'case.open@v1'];
    expect([...ids, ...areas].map((id) => kpi(fold, id))).toEqual([1, 1, 1, 1, 1, 1]);
    expect(kpi(fold, 'case.dueSoon')).toBe(0);
  });

  it.each<[string, Said[], Record<string, number>]>([
    ['due soon', [hazard({ dueAt: iso('2026-11-20 12:10') }), tick(NOON + 500_000)], { 'case.dueSoon': 1 }],
    ['suspended', [hazard(), { type: 'case.suspended' }], { 'case.suspended': 1, 'case.open': 1 }],
    [
      'outside the region',
      [{ ...received({ location: { lng: 1, lat: 1 } }), flags: ['outside_region'] }],
      { 'case.outside': 1 },
    ],
    ['without a category', [hazard()], { 'hazard.category.': 1 }],
    [
      'a facility',
      [received({ kind: 'FACILITY', level: 'LOW' })],
      { 'case.open.NONE': 1, 'case.change.NONE': 1 },
    ],
  ])('%s is counted so', (_name, said, expected) => {
    expect(numbers(...said)).toMatchObject(expected);
  });

  it.each<[string, string, string, number]>([
    ['suspended', 'case.suspended', 'U3', 1],
    ['suspended under a limit that runs on', 'case.suspended', 'U1', 0],
    ['before another body', 'LEGAL_TRACK', 'U3', 1],
    ['paid by agreement', 'FULFILMENT', 'U3', 1],
    ['at work', 'IN_PROGRESS', 'U3', 0],
  ])('%s is paused as far as its clock stands', (_how, step, urgency, expected) => {
    const type = step.startsWith('case.') ? step : 'case.progressed';
    const data = step.startsWith('case.') ? {} : { state: step };
    const stood = walked(opened({ urgency }), ...walk('dispatched', 'signed', 'started'), {
      type,
      time: at('2026-11-13 10:30'),
      data,
    });
    expect(kpi(stood, 'case.suspended')).toBe(expected);
    expect(stood.get('case', 'x-1')?.pausedAt === null).toBe(expected === 0);
  });

  it('received and closed on one day is in both and in no change', () => {
    const called = { type: 'case.calledback', data: { callback: 'PASSED', check: 'PASSED' } };
    const closed = { type: 'case.closed' };
    const both = { 'today.received': 1, 'today.closed': 1 };
    expect(numbers(hazard(), called, closed)).toEqual(both);
    const bare = { ...both, 'today.closedIrregular': 1 };
    expect(numbers(hazard(), closed)).toEqual({ ...bare, 'today.closedUnchecked': 1 });
    const imported = { ...closed, data: { callbackWaived: 'imported' } };
    expect(numbers(hazard(), imported)).toEqual({ ...both, 'today.closedImported': 1 });
    expect(numbers(hazard(), { ...closed, data: { callbackWaived: 'anonymous' } })).toEqual(bare);
  });

  it('that its source dates into the future is received when the source told of it', () => {
    const fold = folded(log(configured(), hazard({ receivedAt: '2030-01-01T00:00:00Z' }), tick(NOON + 1)));
    expect(fold.get('case', 'x-1')?.receivedAt).toBe(NOON);
    expect([kpi(fold, 'today.received'), kpi(fold, 'figure.received.TODAY')]).toEqual([1, 1]);
  });

  it('carried over and closed today lowers its level, closed before today it is nowhere', () => {
    const old = hazard({ receivedAt: iso('2026-11-18 09:00') });
    const closed = { type: 'case.closed', data: { callbackWaived: 'anonymous' } };
    expect(numbers(old, closed)).toEqual({
      'today.carried': 1,
      'today.closed': 1,
      'today.closedIrregular': 1,
      'case.change.HIGH': -1,
    });
    expect(numbers(old, { ...closed, data: { closedAt: iso('2026-11-19 23:59') } })).toEqual({});
  });

  describe('that was over and comes back', () => {
    const on = (local: string, said: Partial<Said> & Pick<Said, 'type'>): Said => ({
      ...said,
      time: at(local),
    });
    const old = hazard({ receivedAt: iso('2026-11-17 09:00') });
    const closed = (local: string) => on(local, { type: 'case.closed', data: { callbackWaived: 'device' } });
    const reopened = (local: string) => on(local, { type: 'case.reopened' });
    const day = (...said: Said[]) => {
      const fold = foldOf(on('2026-11-17 09:00', old), ...said, tick('2026-11-20 15:00'));
      return ['carried', 'received', 'closed', 'resumed', 'withdrawn'].map((id) => kpi(fold, `today.${id}`));
    };

    it.each<[string, Said[], number[]]>([
      ['reopened today', [closed('2026-11-18 09:00'), reopened('2026-11-20 10:00')], [1, 0, 0, 1, 0]],
      [
        'reopened and closed again today',
        [closed('2026-11-18 09:00'), reopened('2026-11-20 10:00'), closed('2026-11-20 11:00')],
        [1, 0, 1, 1, 0],
      ],
      ['reopened before today', [closed('2026-11-18 09:00'), reopened('2026-11-19 10:00')], [1, 0, 0, 0, 0]],
      [
        'closed and reopened today',
        [closed('2026-11-20 09:00'), reopened('2026-11-20 10:00')],
        [1, 0, 0, 0, 0],
      ],
      ['voided today', [on('2026-11-20 10:00', { type: 'case.voided' })], [0, 0, 0, 0, 1]],
      ['voided before today', [on('2026-11-19 10:00', { type: 'case.voided' })], [0, 0, 0, 0, 0]],
      [
        'closed before today and voided today',
        [closed('2026-11-18 09:00'), on('2026-11-20 10:00', { type: 'case.voided' })],
        [0, 0, 0, 0, 0],
      ],
    ])('%s: carried, received, closed, and what the morning had more or less', (_name, said, expected) => {
      expect(day(...said)).toEqual(expected);
    });
  });

  it.each<Said>([{ type: 'case.voided' }, { type: 'case.verified', data: { state: 'GUIDED' } }])(
    'after $type is in no number',
    (last) => {
      expect(numbers(hazard(), last)).toEqual({});
    },
  );
});

describe('for any log', () => {
  it('every number is a defined one or of an open-ended family, and of an area only where that is defined', () => {
    const streetFigures = FIGURES.filter(({ perArea }) => perArea).map(({ id }) =>
      figureKpi(id, AREA_PERIOD),
    );
    const defined = new Map([
      ...KPI_DEFINITIONS.map((each) => [each.id, each.perArea === true] as const),
      ...AGE_KPIS.map(({ id }) => [id, false] as const),
      ...FIGURE_KPIS.map((id) => [id, streetFigures.includes(id)] as const),
    ]);
    fc.assert(
      fc.property(randomLog, (entries) => {
        for (const { id, area } of folded(entries).all('kpi')) {
          if (familyReply(id) !== null || SHOWN_AS.some((prefix) => id.startsWith(prefix))) continue;
          const name = area === null ? id : id.slice(0, -area.length - 1);
          expect([id, defined.has(name)]).toEqual([id, true]);
          if (area !== null) expect([id, defined.get(name)]).toEqual([id, true]);
        }
      }),
      numRuns(30),
    );
  });
});
