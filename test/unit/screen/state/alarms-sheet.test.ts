import { describe, expect, it } from 'vitest';
import type { AlarmEntity } from '../../../../gateway/contract/entities.ts';
import { alarmsSheet } from '../../../../screen/state/alarms-sheet.ts';
import { say } from '../panels/wall.ts';
import { alarm, areas, HOUR, MINUTE, NOW } from './entities.ts';

const sheetOf = (...alarms: readonly AlarmEntity[]) =>
  alarmsSheet('c1', new Map(alarms.map((each) => [each.id, each])), {
    now: NOW,
    utcOffsetMinutes: 480,
    areas,
    say,
  });

describe('the alarms of an item', () => {
  it('are no page where there are none, of another item, or in an exercise', () => {
    expect(sheetOf()).toBeNull();
    expect(sheetOf(alarm(), alarm({ item: 'c2' }), alarm({ item: 'c1', reality: 'exercise' }))).toBeNull();
  });

  it('are told with priority, place, when they were raised and how they stand, the latest first', () => {
    const first = alarm({ item: 'c1', raisedAt: NOW - HOUR, active: false });
    const joined = alarm({ id: 'a2', item: 'c1', priority: 'P2', raisedAt: NOW - MINUTE, acked: true });
    expect(sheetOf(first, joined, alarm({ id: 'a3', item: 'c1', raisedAt: NOW - 2 * HOUR }))).toEqual({
      id: 'ALARMS',
      rows: [
        { label: 'P2', text: '燃气浓度报警 · 望江社区 · 今日 15:41 · 已确认' },
        { label: 'P1', text: '燃气浓度报警 · 望江社区 · 今日 14:42 · 已恢复' },
        { label: 'P1', text: '燃气浓度报警 · 望江社区 · 今日 13:42 · 未确认' },
      ],
    });
  });

  it('count what has no line', () => {
    const many = Array.from({ length: 6 }, (_, n) => alarm({ id: `a${n}`, item: 'c1' }));
    expect(sheetOf(...many)?.rows.at(-1)).toEqual({ label: '', text: '另有 2 条' });
  });
});
