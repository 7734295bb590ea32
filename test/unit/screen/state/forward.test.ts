import { describe, expect, it } from 'vitest';
import { type ShallowRef, shallowRef } from 'vue';
import type { FallingDue } from '../../../../gateway/contract/deadlines.ts';
import type { AlarmEntity, CaseEntity, EntityOf } from '../../../../gateway/contract/entities.ts';
import { createForwardBoard } from '../../../../screen/composables/forward-board.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { forwardRow, nextHandover, stillFalling } from '../../../../screen/state/forward.ts';
import { wallOf } from '../panels/wall.ts';
import { alarm, areas, HOUR, item, MINUTE, mapOf, NOW } from './entities.ts';

const at = (text: string) => Date.parse(`${text}:00+08:00`);

const due = (change: Partial<FallingDue> = {}): FallingDue => ({
  kind: 'case',
  id: 'c1',
  clock: 'RESOLVE',
  dueAt: NOW + HOUR,
  limit: 'resolve-u3',
  provisional: false,
  overdue: false,
  ...change,
});

const holding = (...items: readonly CaseEntity[]) => holdingAlarms([], items);
const holdingAlarms = (alarms: readonly AlarmEntity[], items: readonly CaseEntity[] = []) => ({
  case: shallowRef(mapOf(...items)),
  alarm: shallowRef(mapOf(...alarms)),
  warning: shallowRef<ReadonlyMap<string, EntityOf['warning']>>(new Map()),
  instruction: shallowRef<ReadonlyMap<string, EntityOf['instruction']>>(new Map()),
});

describe('the next change of shift', () => {
  const next = (now: string) => nextHandover(at(now), 480, ['08:00', '18:00']);
  it('is the next instant of the hall’s day, tomorrow’s first one after the last', () => {
    expect(next('2026-11-20T07:59')).toBe(at('2026-11-20T08:00'));
    expect(next('2026-11-20T08:00')).toBe(at('2026-11-20T18:00'));
    expect(next('2026-11-20T18:00')).toBe(at('2026-11-21T08:00'));
    expect(next('2026-12-31T23:59')).toBe(at('2027-01-01T08:00'));
  });
});

describe('what falls due if nobody acts', () => {
  const still = (list: readonly FallingDue[], items = [item()], area: string | null = null) =>
    stillFalling(list, holding(...items), { now: NOW, area }).map(({ clock }) => clock);

  it('has of each item its own deadline, and the first of its other clocks', () => {
    expect(still([due({ clock: 'SIGN' }), due(), due({ clock: 'ASSESS' })])).toEqual(['SIGN', 'RESOLVE']);
  });
  it('leaves out what is late already, and what has become so since', () => {
    expect(still([due({ overdue: true, dueAt: NOW - HOUR }), due({ clock: 'ASSESS' })])).toEqual(['ASSESS']);
    expect(still([due({ dueAt: NOW - 1 })])).toEqual([]);
  });
  it('leaves out what has ended or gone since it was asked', () => {
    expect(still([due()], [item({ state: 'CLOSED' })])).toEqual([]);
    expect(still([due({ id: 'gone' }), due({ kind: 'warning', id: 'w' })])).toEqual([]);
  });
  it('follows the area that the lists are narrowed to', () => {
    expect([still([due()], [item()], 's1'), still([due()], [item()], 's9')]).toEqual([['RESOLVE'], []]);
  });
  it.each<[string, Partial<AlarmEntity>, FallingDue['clock'], boolean]>([
    ['nobody has acknowledged', {}, 'ACKNOWLEDGE', true],
    ['was acknowledged since', { acked: true }, 'ACKNOWLEDGE', false],
    ['stays acknowledged', { acked: true }, 'LAPSE', true],
    ['asks again already', {}, 'LAPSE', false],
    ['is over', { finishedAt: NOW }, 'ACKNOWLEDGE', false],
  ])('has an alarm that %s: %o %s', (_, over, clock, stands) => {
    const collections = holdingAlarms([alarm({ id: 'a1', acked: false, finishedAt: null, ...over })]);
    const list = stillFalling([due({ kind: 'alarm', id: 'a1', clock })], collections, {
      now: NOW,
      area: null,
    });
    expect(list).toHaveLength(stands ? 1 : 0);
  });
  it.each([
    ['zh', 'ACKNOWLEDGE', /^告警确认 · /],
    ['zh', 'LAPSE', /^确认失效 · /],
    ['en', 'LAPSE', /^acknowledgement lapses · /],
  ] as const)('says in %s that an alarm waits: %s', (language, clock, words) => {
    const context = { now: NOW, utcOffsetMinutes: 480, areas, units: new Map(), say: createSay(language) };
    const told = alarm({ id: 'a1' });
    const row = forwardRow(due({ kind: 'alarm', id: 'a1', clock }), holdingAlarms([told]), context);
    expect(row).toMatchObject({ ref: 'alarm:a1', opens: true });
    expect(row.what).toMatch(words);
    expect(row.title).toContain(`${told.priority} · ${told.title}`);
  });
  it('is told by its clock, who is waited for, and when', () => {
    const context = {
      now: NOW,
      utcOffsetMinutes: 480,
      areas,
      units: new Map([['u1', '司法局']]),
      say: createSay('zh'),
    };
    expect(forwardRow(due({ clock: 'ASSESS' }), holding(item()), context)).toEqual({
      ref: 'case:c1',
      title: '欠薪纠纷 · 望江社区',
      what: '研判 · 人社局',
      when: '今日 16:42',
      opens: true,
    });
    const support = forwardRow(due({ clock: 'SUPPORT', unit: 'u1' }), holding(item()), context);
    expect(support.what).toBe('协办反馈 · 司法局');
    const order = forwardRow(due({ kind: 'instruction', id: 'i', clock: 'READ' }), holding(), context);
    expect([order.title, order.opens]).toEqual(['指令', false]);
    const guessed = forwardRow(due({ provisional: true }), holding(item()), context);
    expect(guessed.when).toBe('今日 16:42 · 假日未公布 暂计');
  });
});

describe('the forward view of a wall', () => {
  const settle = () => new Promise((done) => setTimeout(done, 0));
  function board(answer: readonly FallingDue[] | null, place: { n: number; at: number } | null) {
    const { live } = wallOf({ case: [item()], place });
    const now: ShallowRef<number> = shallowRef(NOW);
    const asked: number[] = [];
    const ask = async (until: number) => {
      asked.push(until);
      return answer;
    };
    const options = { live, now, utcOffsetMinutes: 480, handovers: ['18:00'], area: null };
    return { ...createForwardBoard({ ...options, ask }), now, asked };
  }

  it('asks for the end of the shift, again from time to time, and anew for the next shift', async () => {
    const { falling, now, asked } = board([due()], { n: 1, at: NOW });
    await settle();
    expect([asked, falling.value?.length]).toEqual([[at('2026-11-20T18:00')], 1]);
    for (let second = 1; second <= 20; second += 1) {
      now.value = NOW + second * 1_000;
      await settle();
    }
    expect(asked).toHaveLength(2);
    now.value = at('2026-11-20T18:00') + MINUTE;
    await settle();
    expect(asked.at(-1)).toBe(at('2026-11-21T18:00'));
  });
  it('knows nothing, which is not 0, before the first snapshot and without an answer', async () => {
    const before = board([due()], null);
    const unanswered = board(null, { n: 1, at: NOW });
    await settle();
    expect([before.falling.value, before.asked, unanswered.falling.value]).toEqual([null, [], null]);
  });
});
