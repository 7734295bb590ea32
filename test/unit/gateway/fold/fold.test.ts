import { describe, expect, it } from 'vitest';
import { KPI_DEFINITIONS, SERIES_IDS } from '../../../../gateway/contract/kpi.ts';
import { createFold, REDUCER_VERSION, restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import {
  at,
  configured,
  entry,
  folded,
  iso,
  kpi,
  log,
  NOON,
  RULES,
  received,
  type Said,
  tick,
} from './log.ts';

const foldOf = (...said: Said[]) => folded(log(configured(), ...said));

/** What changed, in order of its names: entries of one position have no order. */
function changedSince(fold: Fold, n: number): readonly string[] {
  const { changed = [], removed = [] } = fold.since(n) ?? {};
  return [...changed.map(({ id }) => id), ...removed.map(({ id }) => `gone ${id}`)].sort();
}

describe('an empty fold', () => {
  it('has every number and series at 0 and no change to tell', () => {
    const fold = createFold();
    expect(KPI_DEFINITIONS.map(({ id }) => fold.get('kpi', id)?.value)).toEqual(KPI_DEFINITIONS.map(() => 0));
    expect(SERIES_IDS.map((id) => fold.get('series', id)?.values.length)).toEqual(SERIES_IDS.map(() => 24));
    expect(fold.drain()).toEqual({ changed: [], removed: [] });
    expect(fold.position.n).toBe(0);
    expect(fold.configHash).toBeNull();
  });

  it('folds an item before any configuration, with no area, no warning and no end', () => {
    const fold = folded(
      log(received({ area: 'v1', dueAt: iso('2026-11-21 12:00') }), tick('2027-01-01 00:00')),
    );
    expect(fold.get('case', 'x-1')).toMatchObject({ area: null, sla: 'OVERDUE' });
    expect(fold.get('feed', 'case')?.state).toBe('LIVE');
  });
});

describe('a poison entry', () => {
  const poison: [string, Said, RegExp][] = [
    ['of an unknown type', { type: 'case.exploded' }, /unknown type/],
    ['of a newer schema', { ...received(), v: 9 }, /schema version 9/],
    ['with broken data', received({ kind: 'NOVEL' }), /data\.kind/],
    ['with a date that does not exist', received({ dueAt: 'tomorrow' }), /dueAt/],
    [
      'about a kind the command is not about',
      { type: 'operation.acknowledged', subject: 'case:x' },
      /not about/,
    ],
    ['without a time', { ...received(), time: Number.NaN }, /time/],
    ['of no known reality', { ...received(), reality: 'dream' as never }, /reality/],
  ];
  it.each(poison)('%s is listed, counted, and leaves everything else as it was', (_name, said, reason) => {
    const before = foldOf(received({}, { subject: 'x-0' }));
    const state = [...before.all('case'), ...before.all('feed')];
    before.drain();
    before.apply(entry(3, { ...said, receivedAt: NOON }));
    expect(before.quarantine()).toEqual([{ n: 3, type: said.type, reason: expect.stringMatching(reason) }]);
    expect([...before.all('case'), ...before.all('feed')]).toEqual(state);
    expect(before.drain().changed.map(({ entity }) => entity.id)).toEqual(['quarantined']);
    expect(before.position.n).toBe(3);
    before.apply(entry(4, received({}, { subject: 'x-2' })));
    expect(before.get('case', 'x-2')).toBeDefined();
  });

  it('does not fill the memory', () => {
    const fold = folded(log(...Array.from({ length: 500 }, () => ({ type: 'case.exploded' }))));
    expect(fold.quarantine()).toHaveLength(200);
    expect(kpi(fold, 'quarantined')).toBe(500);
  });
});

describe('realities', () => {
  it('exercise and test are shown as such and reach no number, series or feed', () => {
    const all = ['exercise', 'test'].map((reality, i) => ({
      ...received({ kind: 'HAZARD', dueAt: iso('2026-11-20 12:01') }),
      subject: `x-${i}`,
      reality: reality as 'test',
    }));
    const alarm = {
      type: 'alarm.raised',
      data: { type: 'GAS', priority: 'P1', title: '燃气' },
      subject: 'a-1',
    };
    const fold = foldOf(...all, { ...alarm, reality: 'exercise' }, tick(NOON + 3_600_000));
    expect(fold.get('case', 'x-0')).toMatchObject({ reality: 'exercise', sla: 'OVERDUE' });
    expect([...fold.all('kpi')].filter(({ value }) => value !== 0)).toEqual([]);
    expect([...fold.all('series')].flatMap(({ values }) => values).some((value) => value > 0)).toBe(false);
  });

  it('an exercise cannot change what is real, and makes way when the real one comes', () => {
    const exercise = { type: 'case.closed', reality: 'exercise' as const };
    const real = foldOf(received(), exercise);
    expect(real.get('case', 'x-1')?.state).toBe('RECEIVED');
    expect(real.quarantine()).toEqual([expect.objectContaining({ n: 3, played: true })]);
    const wrong = foldOf(received(), exercise, { type: 'case.unheard_of' });
    const question = { id: 'quarantined', period: null, area: null, at: NOON };
    expect(wrong.explainKpi(question)).toMatchObject({
      equal: true,
      told: { value: 1 },
      rows: [{ subject: 'entry:4', ns: [4], part: 1, of: 1 }],
    });
    const made = foldOf({ ...received({ title: '演练' }), reality: 'exercise' }, received({ title: '真的' }));
    expect(made.get('case', 'x-1')).toMatchObject({ title: '真的', reality: 'actual' });
    expect(kpi(made, 'case.open')).toBe(1);
  });
});

describe('what changed', () => {
  it('drains each touched entity once with its last value', () => {
    const fold = foldOf(received(), { type: 'case.verified' }, { type: 'case.dispatched' });
    const cases = fold.drain().changed.filter(({ kind }) => kind === 'case');
    expect(cases.map(({ entity }) => entity)).toEqual([fold.get('case', 'x-1')]);
    expect(fold.drain()).toEqual({ changed: [], removed: [] });
  });

  it('since a position names what changed after it and nothing else', () => {
    const fold = foldOf(received({}, { subject: 'x-1' }), received({}, { subject: 'x-2' }), {
      type: 'case.verified',
    });
    const ids = (n: number) =>
      fold
        .since(n)
        ?.changed.filter(({ kind }) => kind === 'case')
        .map(({ id }) => id);
    expect(ids(0)).toEqual(['x-2', 'x-1']);
    expect(ids(3)).toEqual(['x-1']);
    expect(ids(4)).toEqual([]);
    expect(fold.changedAt('case', 'x-1')).toBe(4);
    expect(fold.changedAt('case', 'x-9')).toBeUndefined();
  });

  it('passes over entries that were applied already', () => {
    const entries = log(configured(), received(), { type: 'case.verified' });
    const fold = folded(entries);
    const hash = fold.stateHash();
    folded(entries, fold);
    expect(fold.stateHash()).toBe(hash);
    expect(fold.facts('x-1')).toHaveLength(2);
  });
});

describe('a snapshot', () => {
  it('restores to the same state, and the same from there on', () => {
    const entries = log(configured(), received({ dueAt: iso('2026-11-21 12:00') }), tick(NOON), {
      type: 'case.exploded',
    });
    const fold = folded(entries);
    const restored = restoreFold(fold.serialize());
    expect(restored.stateHash()).toBe(fold.stateHash());
    expect(restored.position).toEqual(fold.position);
    expect([restored.at, restored.configHash, restored.reducerVersion]).toEqual([
      NOON,
      'c1',
      REDUCER_VERSION,
    ]);
    expect(restored.quarantine()).toEqual(fold.quarantine());
    expect(changedSince(restored, 1)).toEqual(changedSince(fold, 1));
    expect(restored.drain()).toEqual({ changed: [], removed: [] });
    const next = entry(5, tick('2026-11-22 00:00'));
    fold.apply(next);
    restored.apply(next);
    expect(restored.get('case', 'x-1')?.sla).toBe('OVERDUE');
    expect(restored.stateHash()).toBe(fold.stateHash());
  });

  it('of other reducers is refused', () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ reducerVersion: REDUCER_VERSION + 1 }));
    expect(() => restoreFold(bytes)).toThrow(`reducers ${REDUCER_VERSION + 1}`);
  });
});

describe('time and configuration', () => {
  it('a clock that was set back is followed', () => {
    const due = received({ dueAt: iso('2026-11-20 13:00') });
    const fold = foldOf(due, tick('2026-11-20 14:00'), tick('2026-11-20 12:30'));
    expect(fold.get('case', 'x-1')).toMatchObject({ sla: 'NORMAL', verdict: 'ONTIME' });
    expect(kpi(fold, 'case.overdue')).toBe(0);
  });

  it('a new configuration holds for what is already there', () => {
    const later = configured({
      hash: 'c2',
      areas: [],
      rules: { ...RULES, live: { ...RULES.live, dueSoonShare: 1 } },
    });
    const fold = foldOf(received({ area: 'v1', dueAt: iso('2026-11-21 12:00') }), later);
    expect(fold.configHash).toBe('c2');
    expect(fold.get('case', 'x-1')).toMatchObject({ village: null, sla: 'DUE_SOON', version: 1 });
    expect([kpi(fold, 'case.open'), kpi(fold, 'case.open@v1')]).toEqual([1, 0]);
  });

  it('the day of the site begins at its own midnight', () => {
    const fold = foldOf({ ...received(), time: at('2026-11-20 23:59') }, tick('2026-11-20 23:59:59'));
    expect([kpi(fold, 'today.received'), kpi(fold, 'today.carried')]).toEqual([1, 0]);
    fold.apply(entry(9, tick('2026-11-21 00:00')));
    expect([kpi(fold, 'today.received'), kpi(fold, 'today.carried')]).toEqual([0, 1]);
  });
});
