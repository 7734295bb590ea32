import { describe, expect, it } from 'vitest';
import type { FeedEntity } from '../../../../gateway/contract/entities.ts';
import { floodGroups, groupRow } from '../../../../screen/panels/alarms/flood.ts';
import { alarmRow, restOf, singles } from '../../../../screen/panels/alarms/strip.ts';
import { cutOffWords, longestWait, loudness } from '../../../../screen/panels/status-strip/strip.ts';
import { alarm, areas, feed, kpi, MINUTE, NOW, terminal } from '../state/entities.ts';
import { drawPanel, entitiesIn, say, textOf } from './wall.ts';

const context = { now: NOW, areas, say };
const many = (count: number, acked: boolean) =>
  Array.from({ length: count }, (_, index) => alarm({ id: `${acked ? 'seen' : 'new'}${index}`, acked }));

describe('the alarm strip', () => {
  it('gives rows to unacknowledged alarms first and counts the rest', () => {
    const groups = singles([...many(4, true), ...many(3, false)]);
    expect(groups.map(([{ acked }]) => acked)).toEqual([false, false, false, true, true, true, true]);
    expect(restOf(groups.slice(5).flat())).toEqual({ unacked: 0, acked: 2 });
  });
  it('rows plus 另有 are the counts of the header', async () => {
    const alarms = [...many(4, false), ...many(6, true)];
    const counts = [kpi('alarm.unacked', 4), kpi('alarm.acked', 6)];
    const html = await drawPanel('alarms', { alarm: alarms, kpi: counts }, 25);
    expect(textOf(html)).toContain('未确认 4 · 已确认 6');
    expect(entitiesIn(html)).toHaveLength(5);
    expect(textOf(html)).toContain('另有 已确认 5');
  });
  it('counts its own rows when the lists are narrowed to one area, and claims no calm elsewhere', async () => {
    const alarms = [...many(2, false), alarm({ id: 'far', street: 's9', village: 'v9', area: 'v9' })];
    const counts = [kpi('alarm.unacked', 3), kpi('alarm.acked', 0)];
    const near = await drawPanel('alarms', { alarm: alarms, kpi: counts, area: 's1' }, 25);
    expect(textOf(near)).toContain('未确认 2 · 已确认 0');
    const none = textOf(await drawPanel('alarms', { alarm: alarms, kpi: counts, area: 's2' }, 25));
    expect(none).toContain('s2 无告警');
    expect(none).toContain('未确认 0');
  });
  it('puts terminals that call for help above all, and leaves alarms a row', async () => {
    const calls = [1, 2, 3].map((n) => terminal({ id: `t${n}`, sosAt: NOW - n * MINUTE }));
    const content = {
      terminal: calls,
      alarm: many(9, false),
      kpi: [kpi('terminal.sos', 3), kpi('alarm.unacked', 9)],
    };
    const html = await drawPanel('alarms', content, 17);
    expect(entitiesIn(html)).toEqual(['terminal:t3', 'terminal:t2', 'alarm:new0']);
    expect(html.match(/class="burst/g)).toHaveLength(2);
    expect(html.match(/data-priority/g)).toHaveLength(1);
    expect(textOf(html)).toContain('求助 3 · 未确认 9');
    expect(textOf(html)).toContain('另有 求助 1');
    expect(textOf(html)).toContain('另有 未确认 8');
  });
  it('is a designed calm without alarms', async () => {
    expect(textOf(await drawPanel('alarms'))).toContain('无告警');
  });
  it('claims no calm while its feed is silent or was never heard', async () => {
    const unheard = await drawPanel('alarms', { feed: [feed({ id: 'alarm', state: 'NONE' })] });
    expect(textOf(unheard)).toContain('告警未接入');
    expect(textOf(unheard)).not.toContain('无告警');
    const silent = feed({ id: 'alarm', state: 'SILENT', silentSince: NOW - 3 * MINUTE });
    expect(textOf(await drawPanel('alarms', { feed: [silent] }))).not.toContain('无告警');
  });
});

describe('a flood', () => {
  const manhole = (id: string, change: Parameters<typeof alarm>[0] = {}) =>
    alarm({ id, type: 'MANHOLE', priority: 'P3', waitingSince: NOW - 12 * MINUTE, ...change });
  it('groups by type and place, and leaves an unacknowledged P1 a row of its own', () => {
    const groups = floodGroups([
      manhole('m1'),
      manhole('m2', { acked: true }),
      manhole('m3', { street: 's9', village: 'v9' }),
      manhole('p1', { priority: 'P1' }),
      manhole('seen', { type: 'SMOKE', acked: true }),
    ]);
    expect(groups.map((group) => group.map(({ id }) => id))).toEqual([
      ['p1'],
      ['m1', 'm2'],
      ['m3'],
      ['seen'],
    ]);
  });
  it('tells of a group type, number, place, the unseen and the longest wait', () => {
    const [group] = floodGroups([manhole('m1'), manhole('m2'), manhole('m3', { acked: true })]);
    if (group === undefined) throw new Error('no group');
    const row = groupRow(group, context);
    expect(row).toMatchObject({
      ref: 'alarm:m1',
      title: '井盖 3 条',
      words: '最长已等 12分钟',
      measured: '未确认 2',
    });
    expect(row.place).toBe(areas.get('s1')?.name);
  });
  it('is told with its start; rows plus 另有 are the counts of the header', async () => {
    const alarms = [
      ...Array.from({ length: 20 }, (_, n) => manhole(`m${n}`)),
      ...['SMOKE', 'GAS', 'SLOPE'].map((type) => manhole(type, { type: type as 'GAS' })),
    ];
    const html = await drawPanel(
      'alarms',
      {
        alarm: alarms,
        kpi: [
          kpi('alarm.unacked', 23),
          kpi('alarm.acked', 0),
          kpi('alarm.rate.flood', 1),
          kpi('alarm.rate.window', 23),
          kpi('alarm.rate.floodSince', NOW - 22 * MINUTE),
        ],
      },
      17,
    );
    expect(textOf(html)).toContain('告警洪泛 23 条/10分钟 自 今日 15:20');
    expect(entitiesIn(html)).toHaveLength(3);
    expect(textOf(html)).toMatch(/井盖 20 条/);
    expect(textOf(html)).toContain('另有 未确认 1');
  });
});

describe('a row of the strip', () => {
  it('tells seconds for P1 only', () => {
    expect(alarmRow(alarm(), context).words).toBe('已等 2分41秒');
    expect(alarmRow(alarm({ priority: 'P2' }), context).words).toBe('已等 2分钟');
  });
  it('says that it came again, bounces, or waits for a reset', () => {
    const measured = (change: Parameters<typeof alarm>[0]) => alarmRow(alarm(change), context).measured;
    expect(measured({ raises: 3, chattering: true })).toBe('×3 · 抖动');
    expect(measured({ flags: ['renumbered'] })).toBe('编号重启待核');
    expect(measured({ state: 'LATCHED', active: false, acked: true })).toBe('已恢复 待复位');
  });

  it('waits since it became graver, not since it was raised', () => {
    const graver = alarm({ raisedAt: NOW - 3_600_000, waitingSince: NOW - 60_000 });
    expect(alarmRow(graver, context).words).toBe(alarmRow(alarm({ raisedAt: NOW - 60_000 }), context).words);
  });

  it('says what an acknowledged alarm is, and that a condition is over', () => {
    expect(alarmRow(alarm({ acked: true }), context).words).toBe('已确认');
    expect(alarmRow(alarm({ active: false, address: '西门' }), context)).toMatchObject({
      place: '西门',
      measured: '已恢复 待确认',
    });
  });
});

describe('the status strip', () => {
  it('tells the longest wait among all unacknowledged alarms', () => {
    const alarms = [alarm(), alarm({ id: 'p3', priority: 'P3', raisedAt: NOW - 12 * MINUTE })];
    expect(longestWait({ alarms, calling: [] }, NOW, say)).toEqual({ ref: 'alarm:p3', words: '12分钟' });
    expect(longestWait({ alarms: [alarm({ acked: true })], calling: [] }, NOW, say)).toBeNull();
  });
  it('tells the wait of who calls for help, where that is longer', async () => {
    const html = await drawPanel('status-strip', {
      alarm: [alarm()],
      terminal: [terminal({ sosAt: NOW - 32 * MINUTE })],
      kpi: [kpi('terminal.sos', 1), kpi('alarm.unacked', 1)],
    });
    expect(textOf(html)).toMatch(/^求助 1 未确认 1 最长已等 32分钟/);
    expect(html).toContain('data-waits="terminal:t1"');
    const calling = [{ ...terminal(), sosAt: NOW - MINUTE }];
    expect(longestWait({ alarms: [alarm()], calling }, NOW, say)?.words).toBe('2分41秒');
    expect(longestWait({ alarms: [], calling }, NOW, say)).toEqual({ ref: 'terminal:t1', words: '1分0秒' });
  });
  it('is not calm about alarms that nobody hears', async () => {
    const silent = feed({ id: 'alarm', state: 'SILENT', silentSince: NOW - 25 * MINUTE });
    const kpis = [kpi('alarm.unacked', 0), kpi('case.overdue', 0), kpi('case.dueSoon', 0)];
    const text = async (one: FeedEntity) =>
      textOf(await drawPanel('status-strip', { feed: [one], kpi: kpis }));
    expect(await text(silent)).toBe('未确认 0 超期 0 临期 0 告警断流');
    expect(await text(feed({ id: 'alarm' }))).toBe('未确认 0 超期 0 临期 0');
    const waiting = await drawPanel('status-strip', { feed: [silent], kpi: [kpi('alarm.unacked', 18)] });
    expect(textOf(waiting)).not.toContain('断流');
  });
  it('is loud for an unacknowledged alarm only, and calm about nothing', () => {
    expect([loudness(1, 0), loudness(0, 2), loudness(0, 0), loudness(0, null)]).toEqual([
      'alarm',
      'overdue',
      'calm',
      'calm',
    ]);
  });
  it('draws the four answers', async () => {
    const html = await drawPanel('status-strip', {
      alarm: [alarm()],
      kpi: [kpi('alarm.unacked', 1), kpi('case.overdue', 5), kpi('case.dueSoon', 9)],
    });
    expect(textOf(html)).toBe('未确认 1 最长已等 2分41秒 超期 5 临期 9');
    expect(html).toContain('data-tone="alarm"');
  });
  it('tells a call for help first, and is as loud as for an alarm', async () => {
    const html = await drawPanel('status-strip', { kpi: [kpi('terminal.sos', 1), kpi('alarm.unacked', 0)] });
    expect(textOf(html)).toMatch(/^求助 1 未确认 0/);
    expect(html).toContain('data-tone="alarm"');
    expect(textOf(await drawPanel('status-strip', { kpi: [kpi('terminal.sos', 0)] }))).not.toContain('求助');
  });
  it('never looks live when cut off', async () => {
    const link = { state: 'stale', since: NOW - 2 * MINUTE } as const;
    const html = await drawPanel('status-strip', { alarm: [alarm()], kpi: [kpi('alarm.unacked', 1)], link });
    expect(html).toContain('data-tone="stale"');
    expect(textOf(html)).toContain('已断开 2分钟');
    expect(cutOffWords({ state: 'refused', since: null, reason: null, logOk: true }, NOW, say)).toBe(
      '网关拒绝本屏',
    );
  });
  it('says that nothing new can come while the log is full', async () => {
    const kpis = [kpi('alarm.unacked', 1)];
    const html = await drawPanel('status-strip', { alarm: [alarm()], kpi: kpis, link: { logFull: true } });
    expect(textOf(html)).toContain('日志已满 · 暂停接收');
    expect(html).toContain('data-tone="alarm"');
    expect(textOf(await drawPanel('status-strip', { link: { logFull: false } }))).not.toContain('日志已满');
  });
  it('tells a visitor totals, never alarms', async () => {
    const html = await drawPanel('status-strip', {
      config: { projection: 'visitor' },
      kpi: [
        kpi('today.received', 42),
        kpi('today.closed', 37),
        kpi('case.open', 318),
        kpi('alarm.unacked', 3),
      ],
    });
    expect(textOf(html)).toBe('今日受理 42 办结 37 在办 318');
  });
});
