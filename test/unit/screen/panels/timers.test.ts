import { describe, expect, it } from 'vitest';
import type { FallingDue } from '../../../../gateway/contract/deadlines.ts';
import { timerRow } from '../../../../screen/panels/timers/row.ts';
import { deadlines } from '../../../../screen/state/deadlines.ts';
import { fallingCounts } from '../../../../screen/state/forward.ts';
import { alarm, areas, HOUR, item, kpi, MINUTE, NOW } from '../state/entities.ts';
import { drawPanel, entitiesIn, numberIn, say, textOf } from './wall.ts';

const context = { now: NOW, utcOffsetMinutes: 480, areas, say };
const rowOf = (...parts: Parameters<typeof deadlines>) => {
  const [clock] = deadlines(...parts);
  if (clock === undefined) throw new Error('no clock');
  return timerRow(clock, context);
};

describe('a row of the timers', () => {
  it('tells an unacknowledged P1 in minutes and seconds', () => {
    expect(rowOf([alarm({ address: '望江小区' })], [])).toMatchObject({
      ref: 'alarm:a1',
      priority: 'P1',
      title: '燃气浓度报警',
      place: '望江小区',
      words: '已等 2分41秒',
      holder: '当前承办 指挥席',
      due: '应 1分钟内确认',
      tone: 'waiting',
      share: 1,
    });
  });
  it('tells how much is left, until when and with whom', () => {
    const row = rowOf([], [item({ sla: 'DUE_SOON', dueAt: NOW + HOUR + 17 * MINUTE })]);
    expect(row).toMatchObject({
      ref: 'case:c1',
      level: 'HIGH',
      title: '欠薪纠纷 · 望江社区',
      words: '剩 1小时17分',
      holder: '人社局',
      behind: ['处置'],
      due: '今日 16:59 到期',
      tone: 'due-soon',
    });
  });
  it('tells how long it is overdue', () => {
    const row = rowOf([], [item({ sla: 'OVERDUE', dueAt: NOW - 21 * HOUR - 42 * MINUTE })]);
    expect(row).toMatchObject({
      words: '超期 21小时42分',
      due: '昨日 18:00 到期',
      tone: 'overdue',
      share: 1,
    });
  });
  it('tells the calendar difference over days', () => {
    expect(rowOf([], [item({ dueAt: NOW + 76 * HOUR })]).words).toBe('剩 3天4小时');
  });
  it('tells working days while there are any, rest outside office hours, and provisional deadlines', () => {
    const due = { dueAt: NOW + 76 * HOUR, dueSource: 'RULE' } as const;
    expect(rowOf([], [item({ ...due, remainingWorkdays: 2 })]).words).toBe('剩 2个工作日');
    const rests = { ...due, remainingWorkdays: 0, restsUntil: NOW + HOUR };
    expect(rowOf([], [item(rests)]).words).toBe('非工作时间 停计');
    expect(rowOf([], [item({ ...rests, restsUntil: NOW })]).words).toBe('剩 3天4小时');
    const row = rowOf([], [item({ ...due, provisional: true })]);
    expect(row).toMatchObject({ behind: ['假日未公布 暂计', '处置'] });
    expect(row.due).toMatch(/到期$/);
  });
  it('tells an overdue item whose holder has said why', () => {
    const row = rowOf([], [item({ sla: 'OVERDUE_REASONED', dueAt: NOW - HOUR })]);
    expect(row).toMatchObject({ words: '超期 1小时', tone: 'overdue' });
    expect(row.behind).toEqual(['已说明', '处置']);
  });
  it('tells that the deadline is its source’s, and working days of it too', () => {
    const own = { dueAt: NOW + 76 * HOUR, dueSource: 'SOURCE', remainingWorkdays: 2 } as const;
    expect(rowOf([], [item(own)])).toMatchObject({ words: '剩 2个工作日', behind: ['来源期限', '处置'] });
    expect(rowOf([], [item({ ...own, dueSource: 'RULE' })]).behind).toEqual(['处置']);
  });
  it.each([
    { name: 'a late one with reasons', over: { sla: 'OVERDUE_REASONED' }, behind: ['已说明', '来源期限'] },
    { name: 'a provisional one', over: { provisional: true }, behind: ['来源期限', '假日未公布 暂计'] },
    {
      name: 'one that is both',
      over: { sla: 'OVERDUE_REASONED', provisional: true },
      behind: ['已说明', '来源期限'],
    },
  ] as const)('tells that the deadline of $name is its source’s, before the step', ({ over, behind }) => {
    expect(rowOf([], [item({ dueAt: NOW - HOUR, dueSource: 'SOURCE', ...over })]).behind).toEqual(behind);
  });
  it('tells seconds on an item only when it is U1', () => {
    const soon = { sla: 'DUE_SOON', dueAt: NOW + 161_000 } as const;
    expect(rowOf([], [item({ ...soon, urgency: 'U1' })]).words).toBe('剩 2分41秒');
    expect(rowOf([], [item({ ...soon, urgency: 'U2' })]).words).toBe('剩 2分钟');
  });
  it('never counts below zero between two ticks of the gateway', () => {
    expect(rowOf([], [item({ sla: 'DUE_SOON', dueAt: NOW - 3_000 })]).words).toBe('剩 不到1分钟');
  });
  it('says that a clock is stopped and for how long', () => {
    const row = rowOf([], [item({ sla: 'PAUSED', state: 'SUSPENDED', pausedAt: NOW - 77 * HOUR })]);
    expect(row).toMatchObject({ words: '停表', due: '已停 3天5小时', tone: 'paused' });
  });
  it('gives an item nobody was sent to the seats, and a facility no level', () => {
    const row = rowOf([], [item({ holder: null, state: 'RECEIVED', level: null, kind: 'FACILITY' })]);
    expect(row).toMatchObject({ holder: '指挥席', behind: ['受理'], level: null, priority: undefined });
  });
});

describe('the timers panel', () => {
  const overdue = Array.from({ length: 9 }, (_, index) =>
    item({ id: `late${index}`, sla: 'OVERDUE', dueAt: NOW - (index + 1) * HOUR }),
  );
  it('puts the unacknowledged P1 first and stays on that page', async () => {
    const html = await drawPanel('timers', { alarm: [alarm()], case: overdue }, 24);
    expect(entitiesIn(html)[0]).toBe('alarm:a1');
    expect(textOf(html)).toContain(' 1 / 4 页');
  });
  it('rows plus 另有 are the count of the header', async () => {
    const html = await drawPanel('timers', { case: overdue, kpi: [kpi('case.overdue', 9)] }, 24);
    const rows = entitiesIn(html).length;
    expect(textOf(html)).toContain(`另有 超期 ${9 - rows} · 临期 0`);
  });
  it('is calm and positive without a clock', async () => {
    expect(textOf(await drawPanel('timers', { case: [item({ sla: 'NONE', dueAt: null })] }))).toContain(
      '无到期待办',
    );
  });
  it('shows open and suspended as the gateway counts them', async () => {
    const html = await drawPanel('timers', { kpi: [kpi('case.open', 318), kpi('case.suspended', 6)] });
    expect(textOf(html)).toContain('在办 318 · 停表 6');
    expect(numberIn(html, 'case.open')).toBe('318');
  });
  it('tells how many have no time limit, where there are any', async () => {
    const head = async (undated: number) =>
      textOf(await drawPanel('timers', { kpi: [kpi('case.suspended', 6), kpi('case.undated', undated)] }));
    expect(await head(2)).toContain('停表 6 · 无期限 2');
    expect(await head(0)).not.toContain('无期限');
  });
  it('tells of how many overdue ones the unit has said why, while there are any', async () => {
    const drawn = async (n: number) =>
      textOf(await drawPanel('timers', { kpi: [kpi('case.open', 318), kpi('case.overdueReasoned', n)] }));
    expect(await drawn(4)).toContain('超期已说明 4 · 在办 318');
    expect(await drawn(0)).not.toContain('已说明');
  });
  it('is narrowed to one area', async () => {
    const cases = [item({ id: 'in' }), item({ id: 'out', street: 's9', village: 'v9', area: 'v9' })];
    expect(entitiesIn(await drawPanel('timers', { case: cases, area: 's1' }))).toEqual(['case:in']);
  });
});

describe('what falls due by the end of the shift', () => {
  it('stands below the rows, unknown while the gateway has not told it', async () => {
    const html = await drawPanel('timers', { case: [item()] });
    expect(textOf(html)).toContain('至 18:00 将到期 —');
  });
  it('is told by kind: the deadlines are those of the rows, and no clock of a step is among them', async () => {
    const soon = ['a', 'b'].map((id, i) => item({ id, sla: 'DUE_SOON', dueAt: NOW + (1 + i) * HOUR }));
    const later = item({ id: 'c', sla: 'NORMAL', dueAt: NOW + 30 * HOUR });
    const clock = (id: string, change: Partial<FallingDue> = {}): FallingDue => ({
      kind: 'case',
      id,
      clock: 'RESOLVE',
      dueAt: NOW + HOUR,
      limit: null,
      provisional: false,
      overdue: false,
      ...change,
    });
    const falling = [
      clock('b', { clock: 'CALLBACK' }),
      clock('c', { clock: 'SIGN' }),
      clock('a'),
      clock('b'),
      clock('w', { kind: 'warning', clock: 'ANSWER' }),
    ];
    const html = await drawPanel('timers', {
      case: [...soon, later],
      kpi: [kpi('case.dueSoon', 2)],
      falling,
    });
    const dueSoon = html.match(/<button[^>]*data-tone="due-soon"/g)?.length;
    expect([dueSoon, textOf(html).includes(`至 18:00 事项 ${dueSoon} · 其他 3`)]).toEqual([2, true]);
    expect(fallingCounts(falling, say).words).toBe('时限 2 · 环节 2 · 预警 1');
  });
});
