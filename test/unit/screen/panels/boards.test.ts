import { describe, expect, it } from 'vitest';
import type { KpiEntity } from '../../../../gateway/contract/entities.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, HOUR, indicator, kpi, MINUTE, NOW } from '../state/entities.ts';
import { config, drawPanel, numberIn, textOf } from './wall.ts';

const DAY = 24 * HOUR;
const age = (count: string, ms: number, of = 1): KpiEntity => ({ ...kpi(`age.${count}`, NOW - ms), of });
const figure = (id: string, value: number, part: number, of: number): KpiEntity => ({
  ...kpi(`figure.${id}`, value),
  part,
  of,
});
describe('the comparisons of today', () => {
  const shares = [
    figure('onTimeRate.D30', 95.32, 814, 854),
    figure('satisfaction.D30', 92.72, 293, 316),
    figure('change.D7', 260, 260, 288.5),
  ];
  it('carry period, numerator and denominator, a half median told as a half', async () => {
    const text = textOf(await drawPanel('today', { kpi: shares }, 20));
    expect(text).toContain('按时办结 95.3% 近30日 814/854');
    expect(text).toContain('满意度 92.7% 近30日 含基本满意 293/316');
    expect(text).toContain('近7日受理 260 前四周中位 288.5');
  });
  it('take turns where there is no height for all of them, the words of the ratings too', async () => {
    const rated = [kpi('figure.rated.SATISFIED.D30', 293), kpi('figure.rated.FAIR.D30', 23)];
    const content = {
      kpi: [...shares, ...rated, kpi('terminal.online', 1_399), kpi('terminal.onDuty', 1_410)],
    };
    const turns = await Promise.all(
      [0, 1, 2].map(async (turn) =>
        textOf(await drawPanel('today', { ...content, now: turn * PAGE_MS }, 11.6)),
      ),
    );
    expect(turns[0]).toMatch(/按时办结 95.3% 近30日 814\/854 满意度 92.7% 近30日 含基本满意 293\/316$/);
    expect(turns[1]).toMatch(/近7日受理 260 前四周中位 288.5 在线终端 1,399 在岗 1,410$/);
    expect(turns[2]).toMatch(/满意度 92.7% 近30日 含基本满意 293\/316 满意 293 基本满意 23 不满意 0$/);
    expect(turns.map((turn) => /第 \d \/ \d 页/.exec(turn)?.[0])).toEqual([
      '第 1 / 3 页',
      '第 2 / 3 页',
      '第 3 / 3 页',
    ]);
    expect(textOf(await drawPanel('today', content, 20))).not.toContain('页');
  });
  it('tell how much was closed without a call-back, and what the equation took in, the hall only', async () => {
    const parts = [
      kpi('today.closedUnchecked', 2),
      kpi('today.closedUnreachable', 6),
      kpi('today.closedImported', 5),
      kpi('today.closedIrregular', 1),
      kpi('today.resumed', 3),
      kpi('today.withdrawn', 4),
    ];
    const words = '办结其中 未回访 2 未联系上 6 他系统 5 流程异常 1 结存 含今日恢复 3 不含并案作废 4';
    const low = await drawPanel('today', { kpi: parts, now: 2 * PAGE_MS }, 11.6);
    expect(textOf(low)).toContain(words);
    expect(textOf(await drawPanel('today', { kpi: parts }, 22))).toContain(words);
    const visit = { kpi: parts, config: { projection: 'visitor' as const } };
    expect(textOf(await drawPanel('today', visit, 22))).not.toContain('未回访');
  });
  it('give way to the fault while the equation does not hold', async () => {
    const broken = [
      kpi('today.carried', 1),
      kpi('today.received', 1),
      kpi('today.closed', 0),
      kpi('case.open', 3),
    ];
    const rated = kpi('figure.rated.FAIR.D30', 23);
    expect(await drawPanel('today', { kpi: [...shares, ...broken, rated] }, 20)).not.toContain('rating-band');
  });
  it('of nothing are — and never 0 %', async () => {
    const html = await drawPanel('today', { kpi: [figure('satisfaction.D30', 0, 0, 0)] }, 12);
    expect(numberIn(html, 'figure.satisfaction.D30')).toBe('—');
  });
});

describe('the ratings of 30 days', () => {
  const rated = [
    kpi('figure.rated.SATISFIED.D30', 297),
    kpi('figure.rated.FAIR.D30', 20),
    kpi('figure.rated.DISSATISFIED.D30', 3),
  ];
  const satisfied = figure('satisfaction.D30', 92.8, 297, 320);
  it('are a bar of three bands beside the share, with words and numbers where there is height', async () => {
    const low = await drawPanel('today', { kpi: [...rated, satisfied], now: 0 }, 12);
    expect(low).toContain('满意 297 · 基本满意 20 · 不满意 3');
    expect(numberIn(low, 'figure.rated.FAIR.D30')).toBeUndefined();
    const tall = await drawPanel('today', { kpi: [...rated, satisfied] }, 20);
    expect(numberIn(tall, 'figure.rated.FAIR.D30')).toBe('20');
  });
  it('are not drawn while nobody rated', async () => {
    expect(await drawPanel('today', { kpi: [satisfied] }, 20)).not.toContain('rating-band');
  });
});

describe('risk levels', () => {
  it('tell late reviews and asked lowerings while there are any', async () => {
    const text = textOf(
      await drawPanel('risk-levels', {
        kpi: [kpi('case.reviewOverdue', 2), kpi('case.loweringProposed', 0)],
      }),
    );
    expect(text).toContain('研判逾期 2');
    expect(text).not.toContain('待批降级');
  });
});

describe('disputes by level of handling', () => {
  const told = [
    kpi('case.DISPUTES.level.VILLAGE', 80),
    kpi('case.DISPUTES.level.VILLAGE.overdue', 2),
    kpi('case.DISPUTES.level.VILLAGE.stage.HANDLING', 61),
    kpi('case.DISPUTES.level.TOWNSHIP', 40),
    kpi('case.DISPUTES.level.COUNTY', 10),
    kpi('case.DISPUTES.level.NONE', 0),
    age('case.DISPUTES.level.VILLAGE', 41 * DAY + HOUR),
    age('case.DISPUTES.open', 41 * DAY + HOUR),
  ];
  it('are a board of step × level with the oldest where there is height', async () => {
    const html = await drawPanel('disputes', { kpi: told }, 24);
    expect(textOf(html)).toContain('首调 — — 61 — — 80 41天');
    expect(textOf(html)).not.toContain('未定层级');
  });
  it('name each step once, with all levels first and what runs late last', async () => {
    const late = [
      ...told,
      kpi('case.DISPUTES.open', 130),
      kpi('case.DISPUTES.stage.HANDLING', 99),
      kpi('case.DISPUTES.stage.HANDLING.overdue', 2),
      kpi('case.DISPUTES.overdue', 2),
    ];
    const text = textOf(await drawPanel('disputes', { kpi: late }, 24));
    expect(text.match(/处置/g)).toHaveLength(1);
    expect(text).toContain('回访 合计 最久 合计 — — 99 — — 130 41天 首调');
    expect(text).toContain('超期 — — 2 — — 2');
    expect(textOf(await drawPanel('disputes', { kpi: told }, 24))).not.toContain('超期');
  });
  it.each([
    { heightRem: 14, expected: 2.2 },
    { heightRem: 17, expected: 3 },
    { heightRem: 40, expected: 4.5 },
  ])('share what height there is among all and the levels ($heightRem)', async ({ heightRem, expected }) => {
    const html = await drawPanel('disputes', { kpi: told }, heightRem);
    const rows = [...html.matchAll(/<tr[^>]* style="height:([\d.]+)rem/g)].map(([, rem]) => Number(rem));
    expect(rows.map((rem) => Math.round(rem * 10) / 10)).toEqual(Array(4).fill(expected));
  });
  it('are one line where there is none', async () => {
    const text = textOf(await drawPanel('disputes', { kpi: told }, 10.4));
    expect(text).toContain('首调 80 会调 40 联调 10 最久 41天');
  });
  it('are not drawn while the gateway does not tell them', async () => {
    expect(textOf(await drawPanel('disputes', {}, 24))).not.toContain('首调');
  });
});

describe('hazards', () => {
  it('tell how long the longest of each kind is unrepaired', async () => {
    const text = textOf(
      await drawPanel('hazards', {
        kpi: [
          kpi('hazard.category.燃气', 7),
          kpi('case.HAZARDS.open', 7),
          age('hazard.category.燃气', 12 * DAY),
          age('case.HAZARDS.open', 12 * DAY),
        ],
      }),
    );
    expect(text).toContain('7 处 · 超期 — · 最久 12天');
    expect(text).toContain('燃气 7 12天');
  });
});

describe('appeals', () => {
  const told = [
    kpi('case.APPEALS.open', 66),
    kpi('case.APPEALS.channel.HOTLINE_12345', 30),
    kpi('case.APPEALS.channel.WALK_IN', 36),
    kpi('appeal.unit.住建局', 9),
    kpi('appeal.unit.', 4),
    kpi('figure.appeals.D30', 210),
    kpi('figure.answered.D30', 190),
    figure('answerTime.D30', 3_060, 0, 190),
  ];
  it('go from channel to unit to answer, with the median time', async () => {
    const text = textOf(await drawPanel('appeals', { kpi: told }, 24));
    expect(text).toContain('来源 窗口来访 36 12345 热线 30');
    expect(text).toContain('承办 住建局 9 指挥席 4');
    expect(text).toContain('近30日 受理 210 反馈 190 中位 2天3小时');
  });
  it('keep the answer where there is no room for the lists', async () => {
    const text = textOf(await drawPanel('appeals', { kpi: told }, 9.1));
    expect(text).not.toContain('来源');
    expect(text).toContain('中位 2天3小时');
  });
  it('are a designed calm when none is open', async () => {
    expect(textOf(await drawPanel('appeals', { kpi: [kpi('case.APPEALS.open', 0)] }))).toContain(
      '无在办诉求',
    );
  });
});

describe('counters', () => {
  it('name what waits for a hand, and what waits beside the items', async () => {
    const html = await drawPanel(
      'counters',
      {
        feed: [feed({ id: 'case', expected: 1 })],
        kpi: [kpi('case.handedBack', 3), kpi('feed.unreported', 2)],
      },
      6.7,
    );
    expect(textOf(html)).toMatch(/待签收 3 退回 — 权属待定 — 联合研判 — 停表 — 待批/);
    expect(textOf(html)).toContain('应报未报 2');
  });
  it('tell a visitor nothing but the items', async () => {
    const html = await drawPanel('counters', { config: { projection: 'visitor' } }, 6.7);
    expect(textOf(html)).not.toContain('应报未报');
  });
});

describe('the states of the alarms', () => {
  it('are told with what is shelved and the oldest wait', async () => {
    const kpis = [kpi('alarm.latched', 2), kpi('alarm.shelved', 3), age('alarm.unacked', 3 * MINUTE)];
    const text = textOf(await drawPanel('alarm-states', { kpi: kpis }, 6.7));
    expect(text).toContain('2 待复位');
    expect(text).toContain('暂停提醒 3 · 最长已等 3分钟');
  });
});

describe('later boards', () => {
  it('tell channels by how much they brought', async () => {
    const html = await drawPanel('channels', {
      kpi: [kpi('figure.channel.COURT.D30', 5), kpi('figure.channel.HOTLINE.D30', 9)],
    });
    expect(textOf(html)).toContain('中心热线 9 法院委派 5');
  });
  it('tell mediation by source and way, ways nobody took left out', async () => {
    const html = await drawPanel('tracks', {
      kpi: [
        kpi('figure.track.POLICE.PEOPLE_MEDIATION.D30', 8),
        kpi('figure.track.COURT.PEOPLE_MEDIATION.D30', 2),
        kpi('figure.track.COURT.LITIGATION.D30', 0),
      ],
    });
    expect(textOf(html)).toContain('途径 警调 访调 诉调 其他 人民调解 8 — 2 —');
    expect(textOf(html)).not.toContain('诉讼');
  });
  it('tell indicators of the county with their period, and none of an exercise', async () => {
    const html = await drawPanel('indicators', {
      indicator: [
        indicator({}),
        indicator({ id: 'x', by: '演', reality: 'exercise' }),
        indicator({ id: 'y', kind: 'DATA_SYNC_ROWS', unit: 'ROWS', by: '住建 · 部件', network: 'VIDEO' }),
      ],
    });
    expect(textOf(html)).toContain('预约 调解 12 人次 11.19–11.20');
    expect(textOf(html)).toContain('住建 · 部件 · 视频专网');
    expect(textOf(html)).not.toContain('演');
  });
  it('tell each town its share with what it is of, and its visits', async () => {
    const html = await drawPanel('towns', {
      kpi: [
        { ...figure('onTimeRate.D30', 95.32, 61, 64), id: 'figure.onTimeRate.D30@s1', area: 's1' },
        { ...kpi('terminal.rostered', 118), id: 'terminal.rostered@s1', area: 's1' },
      ],
      indicator: [
        indicator({ id: 'SERVICE_VISITS_DONE@s1', kind: 'SERVICE_VISITS_DONE', area: 's1', value: 98 }),
        indicator({ id: 'SERVICE_VISITS_DUE@s1', kind: 'SERVICE_VISITS_DUE', area: 's1', value: 107 }),
      ],
    });
    expect(textOf(html)).toContain('95% 61/64');
    expect(textOf(html)).toContain('98/107');
    expect(textOf(html)).toContain('按时近30日 · 走访11月');
    expect(html).toMatch(/data-kpi="terminal.rostered@s1" aria-label="[^"]+ 应在终端 118"/);
  });
  it('give every town its row, on as many pages as that takes', async () => {
    const region = {
      ...config().region,
      areas: Array.from(
        { length: 40 },
        (_, n) => ({ id: `t${n}`, name: `镇${n}`, level: 'street', parent: 'k' }) as const,
      ),
    };
    expect(textOf(await drawPanel('towns', { config: { region } }, 17.5))).toMatch(/第 \d \/ 7 页/);
  });
});
