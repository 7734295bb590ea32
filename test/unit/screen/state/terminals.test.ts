import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../screen/locale/words.ts';
import type { CalloutContext } from '../../../../screen/state/card.ts';
import { callingTerminals } from '../../../../screen/state/sos.ts';
import { terminalCallout } from '../../../../screen/state/terminal-callout.ts';
import { areas, MINUTE, mapOf, NOW, terminal } from './entities.ts';

const context = (change: Partial<CalloutContext> = {}): CalloutContext => ({
  now: NOW,
  utcOffsetMinutes: 480,
  areas,
  units: new Map([['u1', '望江街道']]),
  say: createSay('zh'),
  terminals: new Map(),
  heard: 'LIVE',
  ...change,
});

describe('calls for help', () => {
  it('stand longest first until somebody ends them, off duty too, and none of an exercise', () => {
    const all = mapOf(
      terminal({ id: 'new', sosAt: NOW, onDuty: false }),
      terminal({ id: 'old', sosAt: NOW - 9 * MINUTE }),
      terminal({ id: 'drill', sosAt: NOW, reality: 'exercise' }),
      terminal({ id: 'calm' }),
    );
    expect(callingTerminals(all, null).map(({ id }) => id)).toEqual(['old', 'new']);
    expect(callingTerminals(all, 's9')).toEqual([]);
    expect(callingTerminals(all, 's1')).toHaveLength(2);
  });
});

describe('the callout of a terminal', () => {
  it('tells a device: state, place, age and radius of its fix, battery', () => {
    const told = terminalCallout(terminal({ fixAt: NOW - 3 * MINUTE, accuracyM: 12.4 }), context());
    expect(told).toMatchObject({ ref: 'terminal:t1', tone: 'plain', state: '在线', place: '望江社区' });
    expect(told.lines).toEqual(['定位 3分钟前 · ±12 m', '电量 80%']);
  });
  it('names its unit, and no id that the region has no name for', () => {
    expect(terminalCallout(terminal({ unit: 'u1' }), context()).lines[0]).toBe('所属 望江街道');
    expect(terminalCallout(terminal({ unit: 'village-9' }), context()).lines[0]).toMatch(/^定位/);
  });
  it('is as loud as an alarm while the terminal calls for help', () => {
    const told = terminalCallout(terminal({ state: 'SOS', sosAt: NOW - 161_000 }), context());
    expect(told).toMatchObject({ tone: 'alarm', calling: true, state: '求助 · 已等 2分41秒' });
  });
  it('claims no state while nothing is heard of the terminals', () => {
    expect(terminalCallout(terminal(), context({ heard: 'SILENT' })).state).toBe('终端断流 · 位置不明');
  });
});
