import { describe, expect, it } from 'vitest';
import type { TerminalEntity } from '../../../../gateway/contract/entities.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import type { CalloutContext } from '../../../../screen/state/card.ts';
import { callingTerminals } from '../../../../screen/state/sos.ts';
import { terminalCallout } from '../../../../screen/state/terminal-callout.ts';
import { areas, CALL, MINUTE, mapOf, NOW, terminal } from './entities.ts';

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
    const told = terminalCallout(terminal({ fixAt: NOW - 3 * MINUTE, accuracyM: 12.4 }), context(), '');
    expect(told).toMatchObject({ ref: 'terminal:t1', tone: 'plain', state: '在线', place: '望江社区' });
    expect(told.lines).toEqual(['定位 3分钟前 · ±12 m', '电量 80%']);
  });
  it('names its unit, and no id that the region has no name for', () => {
    expect(terminalCallout(terminal({ unit: 'u1' }), context(), '').lines[0]).toBe('所属 望江街道');
    expect(terminalCallout(terminal({ unit: 'village-9' }), context(), '').lines[0]).toMatch(/^定位/);
  });
  it('is as loud as an alarm while the terminal calls for help', () => {
    const told = terminalCallout(terminal({ state: 'SOS', sosAt: NOW - 161_000 }), context(), '');
    expect(told).toMatchObject({ tone: 'alarm', calling: true, state: '求助 · 已等 2分41秒' });
  });
  it.each<[string, Partial<TerminalEntity>, string]>([
    ['stuck', { flags: ['stuck_fix'] }, '定位 不到1分钟前 · ±5 m · 同点不动'],
    ['rough', { flags: ['inaccurate'], accuracyM: 320 }, '定位 不到1分钟前 · ±320 m · 误差过大'],
  ])('says that a fix is %s', (_what, change, line) => {
    expect(terminalCallout(terminal(change), context(), '').lines).toContain(line);
  });
  it.each<[string, Partial<TerminalEntity['dispatch'] & object>, string, string]>([
    ['called', {}, '已呼叫 · 已 4分钟', '去向 燃气 · 今日 15:38'],
    [
      'on the way',
      { state: 'ON_THE_WAY', departedAt: NOW - 3 * MINUTE },
      '赶赴中 · 已 3分钟',
      '去向 燃气 · 今日 15:39',
    ],
    [
      'there, by its fix alone',
      { state: 'ARRIVED', arrivedAt: NOW - 2 * MINUTE },
      '已到场 · 已 2分钟',
      '去向 燃气 · 今日 15:40',
    ],
  ])('tells of one that is %s the step, since when and where to', (_what, change, state, line) => {
    const told = terminalCallout(
      terminal({ state: 'BUSY', dispatch: { ...CALL, ...change } }),
      context(),
      '燃气',
    );
    expect(told.state).toBe(state);
    expect(told.lines[0]).toBe(line);
  });
  it.each<[string, Partial<TerminalEntity['dispatch'] & object>, string]>([
    ['by a word', {}, '已结束 · 去向 燃气 · 今日 15:41'],
    ['as its duty ended', { endedBy: 'OFF_DUTY' }, '已结束 · 去向 燃气 · 今日 15:41 · 因离岗结束'],
    ['as that was over', { endedBy: 'TARGET_OVER' }, '已结束 · 去向 燃气 · 今日 15:41 · 因事毕自动结束'],
  ])('tells of a call that ended %s', (_what, change, line) => {
    const dispatch = { ...CALL, state: 'DONE', doneAt: NOW - MINUTE, ...change } as const;
    const told = terminalCallout(terminal({ dispatch }), context(), '燃气');
    expect([told.state, told.lines[0]]).toEqual(['在线', line]);
  });
  it('tells the step apart where something stands before it, and no title of what has left the wall', () => {
    const lost = terminal({ state: 'STALE', dispatch: CALL });
    expect(terminalCallout(lost, context(), '')).toMatchObject({ state: '定位过期' });
    expect(terminalCallout(lost, context(), '').lines[0]).toBe('已呼叫 · 今日 15:38');
  });
  it('claims no state while nothing is heard of the terminals', () => {
    expect(terminalCallout(terminal(), context({ heard: 'SILENT' }), '').state).toBe('终端断流 · 位置不明');
  });
});
