import { describe, expect, it } from 'vitest';
import type { KpiEntity } from '../../../../gateway/contract/entities.ts';
import { createStore } from '../../../../gateway/fold/store.ts';
import { createLedger } from '../../../../gateway/fold/table.ts';

const row = (id: string, value = 1): KpiEntity => ({ id, value, area: null });

describe('the store', () => {
  it('tells a removal, and an entity that came back only as changed', () => {
    const store = createStore(createLedger());
    store.put('kpi', row('a'), 1);
    store.put('kpi', row('b'), 2);
    store.remove('kpi', 'a', 3);
    store.remove('kpi', 'b', 3);
    store.put('kpi', row('b', 2), 4);
    expect(store.since(1)).toEqual({
      changed: [{ kind: 'kpi', id: 'b' }],
      removed: [{ kind: 'kpi', id: 'a' }],
    });
    expect(store.drain()).toEqual({
      changed: [{ kind: 'kpi', entity: row('b', 2) }],
      removed: [{ kind: 'kpi', id: 'a' }],
    });
  });

  it('keeps the latest tombstones, and no longer knows what changed since before them', () => {
    const store = createStore(createLedger());
    for (let n = 1; n <= 80_000; n += 2) {
      store.put('kpi', row('a'), n);
      store.remove('kpi', 'a', n + 1);
    }
    expect(store.since(1)).toBeNull();
    expect(store.since(40_000)).toEqual({ changed: [], removed: [{ kind: 'kpi', id: 'a' }] });
    expect(store.since(39_999)).toBeNull();
  });

  it('forgets superseded changes without losing the last', () => {
    const store = createStore(createLedger());
    store.put('kpi', row('b'), 1);
    for (let n = 2; n < 20_000; n += 1) store.put('kpi', row('a', n), n);
    expect(store.since(0)?.changed.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(store.since(1)?.changed.map(({ id }) => id)).toEqual(['a']);
  });

  it('knows when an entity changed last, and nothing of one that has left', () => {
    const store = createStore(createLedger());
    store.put('kpi', row('a'), 1);
    store.put('kpi', row('a', 2), 5);
    expect(store.changedAt('kpi', 'a')).toBe(5);
    store.remove('kpi', 'a', 6);
    expect([store.changedAt('kpi', 'a'), store.get('kpi', 'a'), [...store.all('kpi')]]).toEqual([
      undefined,
      undefined,
      [],
    ]);
    store.drain();
    store.put('kpi', row('a', 3), 7);
    expect([store.changedAt('kpi', 'a'), store.get('kpi', 'a')]).toEqual([7, row('a', 3)]);
    expect(store.since(6)).toEqual({ changed: [{ kind: 'kpi', id: 'a' }], removed: [] });
  });

  it('has the same sum for the same rows, whatever led there', () => {
    const [one, other] = [createLedger(), createLedger()];
    const [a, b] = [createStore(one), createStore(other)];
    a.put('kpi', row('x'), 1);
    one.sum();
    a.put('kpi', row('y', 2), 2);
    a.put('kpi', row('x', 5), 3);
    b.put('kpi', row('z'), 1);
    b.put('kpi', row('y', 2), 1);
    b.put('kpi', row('x', 5), 1);
    expect(one.sum()).not.toBe(other.sum());
    b.remove('kpi', 'z', 2);
    expect(one.sum()).toBe(other.sum());
  });
});
