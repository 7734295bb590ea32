import { describe, expect, it } from 'vitest';
import { restoreFold } from '../../../../gateway/fold/index.ts';
import type { Fold } from '../../../../gateway/fold/port.ts';
import { at, configured, entry, folded, kpi, log, received, type Said, tick } from './log.ts';

const START = at('2026-11-20 15:19');

describe('an item that was closed', () => {
  const closed = (steps: Said[]) =>
    folded(log(configured(), { ...received(), time: START }, { type: 'case.closed', time: START }, ...steps));
  const gone = [tick('2026-11-28 00:00')];
  const rate = (fold: Fold, id: string) =>
    fold.explainKpi({ id, period: 'ALL', area: null, at: fold.now() })?.told;
  const reopening: Said = { type: 'case.reopened', time: at('2026-11-28 01:00') };

  it('is not brought back by old news, and is whole when received again', () => {
    const stale = closed([...gone, received({}, { sequence: 1 })]);
    expect(stale.get('case', 'x-1')).toBeUndefined();
    const again = closed([...gone, received({ title: '又坏了' }, { time: at('2026-11-28 01:00') })]);
    expect(again.get('case', 'x-1')).toMatchObject({ title: '又坏了', state: 'RECEIVED' });
  });

  it('and has left is whole when reopened: open, counted, with what it was, and closed no more', () => {
    const reopened = closed([...gone, reopening, tick('2026-11-28 02:00')]);
    expect(reopened.get('case', 'x-1')).toMatchObject({
      title: '路灯不亮',
      kind: 'APPEAL',
      state: 'IN_PROGRESS',
      receivedAt: START,
      closedAt: null,
      version: 3,
      life: { reopenings: 1 },
    });
    const numbers = ['case.open', 'case.unseen', 'today.carried', 'today.closed'].map((id) =>
      kpi(reopened, id),
    );
    expect(numbers).toEqual([1, 0, 1, 0]);
    expect(rate(closed(gone), 'closeRateCum')).toMatchObject({ part: 1, of: 1 });
    expect(rate(reopened, 'closeRateCum')).toMatchObject({ part: 0, of: 1 });
    expect(reopened.facts('x-1').map(({ type }) => type)).toEqual([
      'case.received',
      'case.closed',
      'case.reopened',
    ]);
    const again = { type: 'case.closed', time: at('2026-11-28 03:00') };
    const over = folded([entry(7, again), entry(8, tick('2026-12-06 00:00'))], reopened);
    expect(over.get('case', 'x-1')).toBeUndefined();
  });

  it('and has left is the same after a restore: its reopening brings it back there too', () => {
    const before = closed(gone);
    const restored = restoreFold(before.serialize());
    for (const fold of [before, restored]) fold.apply(entry(5, reopening));
    expect(restored.get('case', 'x-1')).toEqual(before.get('case', 'x-1'));
    expect(restored.get('case', 'x-1')?.state).toBe('IN_PROGRESS');
    expect(restored.stateHash()).toBe(before.stateHash());
  });

  it('and has left takes a late rating, and leaves again in the same step', () => {
    const rated = { type: 'case.rated', time: at('2026-11-28 01:00'), data: { score: 5 } };
    const fold = closed([...gone, rated]);
    expect(fold.get('case', 'x-1')).toBeUndefined();
    expect(kpi(fold, 'case.unseen')).toBe(0);
    expect(rate(fold, 'satisfaction')).toMatchObject({ part: 1, of: 1 });
    folded([entry(6, { ...reopening, time: at('2026-11-28 02:00') })], fold);
    expect(fold.get('case', 'x-1')?.life.score).toBe(5);
  });

  it('of which too little is known to show it is counted, with what was told of it', () => {
    const fold = folded(log(configured(), { ...reopening, subject: 'x-9' }));
    expect(fold.get('case', 'x-9')).toBeUndefined();
    expect(kpi(fold, 'case.unseen')).toBe(1);
    const question = { id: 'case.unseen', period: null, area: null, at: fold.now() };
    expect(fold.explainKpi(question)).toMatchObject({
      equal: true,
      rows: [{ subject: 'case:x-9', ns: [2] }],
    });
    const received9 = { ...received({}, { sequence: 1, time: START }), subject: 'x-9' };
    expect(kpi(folded([entry(3, received9)], fold), 'case.unseen')).toBe(0);
  });
});
