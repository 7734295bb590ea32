import { describe, expect, it } from 'vitest';
import type { TerminalEntity } from '../../../../gateway/contract/entities.ts';
import { calledLine, calledSheet, calledTo, targetTitle } from '../../../../screen/state/called.ts';
import type { CalloutContext } from '../../../../screen/state/card.ts';
import { say } from '../panels/wall.ts';
import { collections } from './collections.ts';
import { alarm, areas, CALL, item, lead, MINUTE, NOW, terminal } from './entities.ts';

const context = (change: Partial<CalloutContext> = {}): CalloutContext => ({
  now: NOW,
  utcOffsetMinutes: 480,
  areas,
  units: new Map(),
  say,
  terminals: new Map(),
  heard: 'LIVE',
  ...change,
});

type Call = NonNullable<TerminalEntity['dispatch']>;
const called = (id: string, call: Partial<Call> = {}, change: Partial<TerminalEntity> = {}) => {
  const dispatch: Call = { ...CALL, ...call };
  const state = dispatch.doneAt === null ? 'BUSY' : 'ONLINE';
  return { ...terminal({ id, name: id, state, ...change }), dispatch };
};
const done = { state: 'DONE', doneAt: NOW } as const;

describe('who was called to a thing', () => {
  const parts = {
    alarms: [alarm({ id: 'a1', item: 'c1' }), alarm({ id: 'a2' })],
    cases: [item({ id: 'c1' })],
    videos: [lead({ id: 'l1', item: 'c1' })],
    terminals: [
      called('to-alarm', { to: 'alarm:a1' }),
      called('to-item', { to: 'case:c1', calledAt: NOW - MINUTE }),
      called('to-lead', { to: 'video:l1', calledAt: NOW - 2 * MINUTE }),
      called('elsewhere', { to: 'alarm:a2' }),
      called('drill', { to: 'alarm:a1' }, { reality: 'exercise' }),
      terminal({ id: 'free' }),
    ],
  };
  it.each<[string, string[]]>([
    ['case:c1', ['to-item', 'to-lead', 'to-alarm']],
    ['alarm:a1', ['to-item', 'to-alarm']],
    ['video:l1', ['to-item', 'to-lead']],
    ['alarm:a2', ['elsewhere']],
    ['terminal:free', []],
  ])('%s, with what it was made of or into, the latest first', (ref, ids) => {
    expect(calledTo(ref, collections(parts)).map(({ id }) => id)).toEqual(ids);
  });
  it('comes before who is done there', () => {
    const terminals = [called('was', { ...done, calledAt: NOW }), called('is')];
    expect(calledTo('alarm:a1', collections({ terminals })).map(({ id }) => id)).toEqual(['is', 'was']);
  });
  it('is told in a line by how many are how far, of those that a call still holds', () => {
    const there = { state: 'ARRIVED', arrivedAt: NOW } as const;
    const way = { state: 'ON_THE_WAY', departedAt: NOW } as const;
    expect(
      calledLine(
        [called('a', there), called('b'), called('c', way), called('d', way), called('e', done)],
        say,
      ),
    ).toBe('终端 已呼叫 1 · 赶赴中 2 · 已到场 1');
    expect(calledLine([called('e', done)], say)).toBe('');
  });
});

describe('the page of the called', () => {
  const PLACE = { lng: 103.82, lat: 25.61 };
  it('is none where nobody was', () => {
    expect(calledSheet([], PLACE, context())).toBeNull();
  });
  it.each<[string, Parameters<typeof called>, string, string]>([
    ['called', ['巡护 1'], '已呼叫', '巡护 1 · 今日 15:38 · 距 1.1 千米'],
    [
      'on the way',
      ['巡护 1', { state: 'ON_THE_WAY', departedAt: NOW - MINUTE }],
      '赶赴中',
      '巡护 1 · 今日 15:41 · 距 1.1 千米',
    ],
    ['there', ['巡护 1', { state: 'ARRIVED', arrivedAt: NOW - MINUTE }], '已到场', '巡护 1 · 今日 15:41'],
    ['done', ['巡护 1', { ...done, doneAt: NOW - MINUTE }], '已结束', '巡护 1 · 今日 15:41'],
    [
      'done by the end of its duty',
      ['巡护 1', { ...done, endedBy: 'OFF_DUTY' }],
      '已结束',
      '巡护 1 · 今日 15:42 · 因离岗结束',
    ],
    ['lost on the way', ['巡护 1', {}, { state: 'STALE' }], '已呼叫', '巡护 1 · 今日 15:38 · 定位过期'],
    ['stuck', ['巡护 1', {}, { flags: ['stuck_fix'] }], '已呼叫', '巡护 1 · 今日 15:38 · 同点不动'],
    ['nowhere', ['巡护 1', {}, { location: null }], '已呼叫', '巡护 1 · 今日 15:38'],
  ])('tells of one that is %s its step, since when, and how far it is', (_what, asked, label, text) => {
    expect(calledSheet([called(...asked)], PLACE, context())).toEqual({
      id: 'CALLED',
      rows: [{ label, text }],
    });
  });
  it.each<[string, Parameters<typeof calledSheet>]>([
    ['terminals are not heard', [[called('巡护 1')], PLACE, context({ heard: 'SILENT' })]],
    ['the thing has no point', [[called('巡护 1')], null, context()]],
  ])('claims no distance where %s', (_what, asked) => {
    expect(calledSheet(...asked)?.rows[0]?.text).toBe('巡护 1 · 今日 15:38');
  });
  it('counts who has no line', () => {
    const many = Array.from({ length: 6 }, (_, n) => called(`t${n}`));
    expect(calledSheet(many, PLACE, context())?.rows.at(-1)).toEqual({ label: '', text: '另有 2 台' });
  });
});

describe('what a terminal was called to', () => {
  const all = collections({
    alarms: [alarm({ reality: 'exercise' })],
    cases: [item({ title: '井盖破损' })],
    videos: [lead({ title: '某商店垃圾满溢' })],
  });
  it.each([
    ['alarm:a1', '演练 · 燃气浓度报警'],
    ['case:c1', '井盖破损'],
    ['video:l1', '疑似垃圾满溢'],
    ['case:gone', ''],
    ['case:l1', ''],
  ])('%s is "%s"', (to, title) => {
    expect(targetTitle(to, all, say)).toBe(title);
  });
});
