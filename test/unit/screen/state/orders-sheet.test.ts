import { describe, expect, it } from 'vitest';
import type { InstructionEntity } from '../../../../gateway/contract/warnings.ts';
import { ordersSheet } from '../../../../screen/state/orders-sheet.ts';
import { say } from '../panels/wall.ts';
import { HOUR, MINUTE, NOW } from './entities.ts';

const order = (change: Partial<InstructionEntity>): InstructionEntity => ({
  id: 'o1',
  source: 'urn:test',
  reality: 'simulated',
  version: 1,
  flags: [],
  about: 'case:c1',
  area: 's1',
  village: null,
  street: 's1',
  unit: '巡防一组',
  unitId: null,
  text: '到现场核实',
  state: 'SENT',
  sentAt: NOW - HOUR,
  sentBy: '指挥席 1',
  readAt: null,
  doneAt: null,
  readDueAt: NOW + HOUR,
  provisional: false,
  doneDueAt: null,
  late: null,
  movedBy: 1,
  note: null,
  ...change,
});

const sheetOf = (...orders: readonly InstructionEntity[]) =>
  ordersSheet('case:c1', new Map(orders.map((each) => [each.id, each])), {
    now: NOW,
    utcOffsetMinutes: 480,
    say,
  });

describe('what was ordered to the front line about one thing', () => {
  it('is no page where nothing was, for another thing, or in an exercise', () => {
    expect(sheetOf()).toBeNull();
    expect(sheetOf(order({ about: 'case:c2' }), order({ id: 'o2', reality: 'exercise' }))).toBeNull();
  });
  it('tells each receipt, what is late first, and what was said when it was done', () => {
    const late = order({ id: 'o2', readDueAt: NOW - 20 * MINUTE, late: 'READ', unit: '水务局' });
    const done = order({ id: 'o3', state: 'DONE', readAt: NOW - HOUR, doneAt: NOW - MINUTE, note: '已处置' });
    expect(sheetOf(done, late)?.rows).toEqual([
      { label: '未读', text: '水务局 · 到现场核实 · 今日 14:42 · 超时 20分钟', late: true },
      { label: '已办', text: '巡防一组 · 到现场核实 · 今日 15:41 · 已处置' },
    ]);
  });
  it('counts what has no line', () => {
    const many = Array.from({ length: 6 }, (_, n) => order({ id: `o${n}` }));
    expect(sheetOf(...many)?.rows.at(-1)).toEqual({ label: '', text: '另有 2 条' });
  });
});
