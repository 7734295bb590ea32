import { describe, expect, it } from 'vitest';
import type { DistinctEvent } from '../../../gateway/contract/wire.ts';
import { broken, evidence, linesOf, located, raised, rawLog, received, wallOf } from './evidence.ts';

const LOG = rawLog([received('A'), raised('G'), located('T', 103.8), received('B')]);
const TOLD: DistinctEvent = [2, 'alarm.raised', 'alarm', 'G', 0];

describe('I3 and I4, the wall of a visitor', () => {
  const visitor = (changes: Parameters<typeof wallOf>[1] = {}) =>
    evidence(LOG, { walls: [wallOf(LOG, changes, 'visitor')] });
  const { entities } = wallOf(LOG, {}, 'visitor');

  it('holds for totals without events', () => {
    expect([...entities.keys()].some((key) => key.startsWith('kpi:'))).toBe(true);
    expect(broken(visitor())).toEqual([]);
  });

  it('fails for an item, for a missing or wrong total, and for an event that it was told', () => {
    const item = wallOf(LOG).entities.get('case:A') as never;
    const shown = linesOf(visitor({ entities: new Map([...entities, ['case:A', item]]) }), 'I3');
    expect(shown).toContain('case:A is shown to a visitor');
    const [kpi = ''] = [...entities.keys()].filter((key) => key.startsWith('kpi:'));
    const without = new Map([...entities].filter(([key]) => key !== kpi));
    expect(linesOf(visitor({ entities: without }), 'I3')).toContain(`${kpi} is missing`);
    const wall = wallOf(LOG, {}, 'visitor');
    const steps = wall.steps.map((step) => (step.what === 'frame' ? { ...step, events: [TOLD] } : step));
    expect(broken(visitor({ steps }))).toEqual(['I4']);
  });

  it('fails for one that shows what an operator sees', () => {
    expect(broken(visitor({ entities: wallOf(LOG).entities, viewHash: wallOf(LOG).viewHash }))).toEqual([
      'I3',
    ]);
  });
});
