import { describe, expect, it } from 'vitest';
import type { VideoEntity } from '../../../../gateway/contract/entities.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { leadCallout } from '../../../../screen/state/lead-callout.ts';
import { areas, HOUR, lead, MINUTE, NOW } from './entities.ts';

function card(change: Partial<VideoEntity>, now = NOW) {
  return leadCallout(lead({ title: '某商店垃圾满溢', media: 'f00d', ...change }), {
    now,
    utcOffsetMinutes: 480,
    areas,
    units: new Map(),
    say: createSay('zh'),
    terminals: new Map(),
    heard: 'LIVE',
  });
}

const judged = { judgedAt: NOW - MINUTE, judgedBy: '2号席' } as const;
const by = '核实 今日 15:41 · 2号席';

describe('the card of a lead', () => {
  it('waits, as a guess, while nobody has judged it', () => {
    expect(card({})).toMatchObject({ state: '已等 5分钟', lines: ['算法推测 · 核实前不作告警'] });
    expect(card({}, NOW + MINUTE).state).toBe('已等 6分钟');
  });
  it.each<[Partial<VideoEntity>, string, readonly string[]]>([
    [{ state: 'VERIFIED', ...judged }, '属实', [by]],
    [{ state: 'FALSE', ...judged }, '误报', [by]],
    [{ state: 'DUPLICATE', duplicateOf: 'l0', ...judged }, '重复', ['与线索 l0 重复', by]],
    [{ state: 'DUPLICATE', ...judged }, '重复', [by]],
    [{ state: 'LAPSED', lapsedAt: NOW - HOUR }, '到期未核实', ['今日 14:42 到期']],
  ])('tells what became of it, and waits no more: %o', (change, state, lines) => {
    expect(card(change)).toMatchObject({ state, lines });
    expect(card(change, NOW + HOUR).state).toBe(state);
  });
  it('has the words of its source only once it was found true', () => {
    for (const state of ['LEAD', 'FALSE', 'DUPLICATE', 'LAPSED'] as const)
      expect(card({ state }).title).toBe('疑似垃圾满溢');
    expect(card({ state: 'VERIFIED' }).title).toBe('某商店垃圾满溢');
  });
  it('has no picture any more once that has gone', () => {
    expect(card({ state: 'FALSE' }).photos).toEqual(['f00d']);
    expect(card({ state: 'LAPSED' }).photos).toEqual([]);
  });
});
