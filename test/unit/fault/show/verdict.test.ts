import { describe, expect, it } from 'vitest';
import { type Evidence, judge, verdictLine } from '../../../fault/show/verdict.ts';

const IDS = ['show-1', 'show-2', 'show-3'];
const wall = (ids: readonly string[], name = '大屏甲') => ({ name, ids: new Set(ids) });
const evidence = (changes: Partial<Evidence> = {}): Evidence => ({
  posted: IDS,
  acknowledged: IDS,
  logged: IDS,
  expected: IDS,
  walls: [wall(IDS), wall(IDS, '大屏乙')],
  failures: [],
  ...changes,
});

describe('the verdict of a show', () => {
  it('passes when everything acknowledged is in the log once and on every wall', () => {
    const verdict = judge(evidence());
    expect(verdict).toMatchObject({ pass: true, onWall: 3, missing: [], reasons: [] });
    expect(verdictLine(verdict, 89.6)).toBe(
      '结论 通过 · 已发 3 · 已确认 3 · 在墙上 3 · 丢失 0 · 重复 0 · 用时 90 秒',
    );
  });

  it('fails for an acknowledged event that the log does not hold', () => {
    const without = ['show-1', 'show-3'];
    const walls = [wall(without)];
    const verdict = judge(evidence({ logged: without, expected: without, walls }));
    expect(verdict).toMatchObject({ pass: false, lost: ['show-2'], missing: ['show-2'], onWall: 2 });
    expect(verdict.reasons.join()).toContain('show-2');
    expect(verdictLine(verdict, 1)).toContain('未通过');
  });

  it('fails for an event that stands in the log twice', () => {
    expect(judge(evidence({ logged: [...IDS, 'show-1'] }))).toMatchObject({
      pass: false,
      twice: ['show-1'],
      lost: [],
    });
  });

  it('fails for an event that is missing on one wall only', () => {
    const walls = [wall(IDS), wall(['show-1', 'show-2'], '大屏乙')];
    expect(judge(evidence({ walls }))).toMatchObject({
      pass: false,
      unseen: ['show-3'],
      missing: ['show-3'],
      lost: [],
      onWall: 2,
    });
  });

  it('fails for a wall that shows what was never acknowledged', () => {
    const walls = [wall([...IDS, 'show-9'])];
    expect(judge(evidence({ walls }))).toMatchObject({ pass: false, phantom: ['show-9'] });
  });

  it('fails for a wall that still shows what the log has lost', () => {
    const verdict = judge(evidence({ logged: IDS.slice(1), expected: IDS.slice(1) }));
    expect(verdict).toMatchObject({ pass: false, phantom: ['show-1'], lost: ['show-1'] });
  });

  it('fails for an event that was never answered', () => {
    expect(judge(evidence({ posted: [...IDS, 'show-4'] }))).toMatchObject({
      pass: false,
      unanswered: ['show-4'],
    });
  });

  it('fails when an act ended without recovery, and when there was nothing to judge', () => {
    expect(judge(evidence({ failures: ['“杀死网关”之后没有恢复'] })).pass).toBe(false);
    expect(judge(evidence({ walls: [] })).pass).toBe(false);
    const nothing = { posted: [], acknowledged: [], logged: [], expected: [] };
    expect(judge(evidence({ ...nothing, walls: [wall([])] })).pass).toBe(false);
  });
});
