import { describe, expect, it } from 'vitest';
import type { VideoEntity } from '../../../../gateway/contract/entities.ts';
import { leadsSheet } from '../../../../screen/state/leads-sheet.ts';
import { say } from '../panels/wall.ts';
import { areas, HOUR, lead, MINUTE, mapOf, NOW } from './entities.ts';

const sheetOf = (...leads: readonly VideoEntity[]) =>
  leadsSheet('c1', mapOf(...leads), { now: NOW, utcOffsetMinutes: 480, areas, say });

describe('the leads of an item', () => {
  it('are no page where there are none, of another item, or in an exercise', () => {
    expect(sheetOf()).toBeNull();
    expect(sheetOf(lead(), lead({ item: 'c2' }), lead({ item: 'c1', reality: 'exercise' }))).toBeNull();
  });
  it('are told with what they were found to be, place and when, the latest first', () => {
    const first = lead({ item: 'c1', state: 'VERIFIED', title: '垃圾满溢', raisedAt: NOW - HOUR });
    const joined = lead({ id: 'l2', item: 'c1', state: 'DUPLICATE', raisedAt: NOW - MINUTE });
    expect(sheetOf(first, joined)).toEqual({
      id: 'LEADS',
      rows: [
        { label: '重复', text: '疑似垃圾满溢 · 望江社区 · 今日 15:41' },
        { label: '属实', text: '垃圾满溢 · 望江社区 · 今日 14:42' },
      ],
    });
  });
  it('count what has no line', () => {
    const many = Array.from({ length: 6 }, (_, n) => lead({ id: `l${n}`, item: 'c1' }));
    expect(sheetOf(...many)?.rows).toHaveLength(5);
    expect(sheetOf(...many)?.rows.at(-1)).toEqual({ label: '', text: '另有 2 条' });
  });
});
