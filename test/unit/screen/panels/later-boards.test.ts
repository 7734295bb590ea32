import { describe, expect, it } from 'vitest';
import type { KpiEntity, SeriesEntity } from '../../../../gateway/contract/entities.ts';
import { EMPTY_LIFE } from '../../../../gateway/contract/life.ts';
import { loadPages } from '../../../../screen/panels/alarm-load/pages.ts';
import { loadSheets } from '../../../../screen/panels/alarm-load/rows.ts';
import { deviceRows } from '../../../../screen/panels/devices/rows.ts';
import { levelDays } from '../../../../screen/panels/level-days/days.ts';
import { PAGE_MS } from '../../../../screen/state/paging.ts';
import { feed, item, kpi, NOW } from '../state/entities.ts';
import { drawPanel, numberIn, say, textOf } from './wall.ts';

const DAY = 86_400_000;
const figure = (id: string, value: number, part: number, of: number): KpiEntity => ({
  ...kpi(id, value),
  part,
  of,
});

describe('the load of the alarm desk', () => {
  it('is told for today and thirty days beside what the norms call acceptable', async () => {
    const numbers = [
      figure('figure.alarmAckInTime.TODAY', 28.57, 4, 14),
      figure('figure.alarmAckInTime.D30', 0, 0, 0),
      figure('figure.alarmsPerHour.D30', 7.5, 79, 10.5),
      figure('figure.alarmFlood.D30', 2.38, 15, 630),
      figure('figure.alarmTopTen.D30', 50, 40, 80),
    ];
    const html = await drawPanel('alarm-load', { kpi: numbers, feed: [feed({ id: 'alarm' })] }, 65);
    expect(numberIn(html, 'figure.alarmAckInTime.TODAY')).toContain('28.6%');
    expect(numberIn(html, 'figure.alarmAckInTime.D30')).toContain('—');
    expect(textOf(html)).toMatch(/每席每时 — 7\.5 79\/11时 ≤6/);
    expect(textOf(html)).toMatch(/洪泛时间 — 2\.4% 0\.3\/11时 &lt;1%/);
    expect(textOf(html)).toMatch(/最吵十台 — 50\.0% 40\/80 ≤5%/);
    expect(textOf(html)).toMatch(/按时确认 28\.6% 4\/14 — n=0 确认中位/);
  });
  it('says why there is no rate: less than an hour on watch, nothing to take the middle of', async () => {
    const numbers = [
      figure('figure.alarmsPerHour.TODAY', 0, 0, 0),
      figure('figure.alarmFlood.TODAY', 0, 0, 0),
      figure('figure.alarmFullTens.TODAY', 0, 0, 0),
      figure('figure.alarmVerifyTime.TODAY', 0, 0, 0),
    ];
    const text = textOf(await drawPanel('alarm-load', { kpi: numbers, feed: [feed({ id: 'alarm' })] }, 65));
    for (const word of ['每席每时', '洪泛时间', '超量时段']) expect(text).toContain(`${word} — 未满1时 —`);
    expect(text).toContain('核实中位 — n=0 —');
  });
  it('goes through its sheets, none cut, a long one on from page to page', () => {
    const sheets = loadSheets((id) => ({ id, value: null, words: '—', part: null, of: null }), say);
    const rowsOn = (heightRem: number) =>
      loadPages(sheets, heightRem).map((page) => page.map(({ rows }) => rows.length));
    expect(rowsOn(11.3)).toEqual([[5], [5], [5], [5]]);
    expect(rowsOn(22.2)).toEqual([[5, 5], [9]]);
    expect(rowsOn(45)).toEqual([[5, 5, 9]]);
  });
  it('leaves a line for what is said of a silent feed', async () => {
    const rowsOf = async (alarm: ReturnType<typeof feed>) =>
      (await drawPanel('alarm-load', { feed: [alarm] }, 14.4)).split('<tr').length - 1;
    expect(await rowsOf(feed({ id: 'alarm' }))).toBe(6);
    expect(await rowsOf(feed({ id: 'alarm', state: 'SILENT', silentSince: NOW - 60_000 }))).toBe(5);
  });
  it('goes on with the legs of the response, the priorities and alarms that ought not to be', async () => {
    const numbers = [
      { ...kpi('figure.ackTime.TODAY', 2), of: 14 },
      { ...kpi('figure.alarmOnSiteTime.D30', 12), of: 9 },
      { ...kpi('figure.alarmDispatchTime.D30', 0), of: 0 },
      figure('figure.alarmsRaised.D30', 80, 80, 80),
      figure('figure.alarms.P4.D30', 75, 60, 80),
      figure('figure.alarmChattering.D30', 5, 4, 80),
      kpi('figure.alarmsStale.TODAY', 2),
    ];
    const text = textOf(await drawPanel('alarm-load', { kpi: numbers, feed: [feed({ id: 'alarm' })] }, 65));
    expect(text).toMatch(
      /确认中位 2分 n=14 — 核实中位 — — 派出中位 — — n=0 到场中位 — 12分 n=9 占全部 今日 近30日 80条 宜 已确认/,
    );
    expect(text).toMatch(/P4 占比 — 75\.0% 60条 ≥80%/);
    expect(text).toMatch(/抖动告警 — 5\.0% 4条 0/);
    expect(text).toMatch(/长期告警 2 — 日&lt;5/);
  });
  it('is unknown, which is not 0, where no alarm was ever heard', async () => {
    const none = await drawPanel('alarm-load', {
      kpi: [figure('figure.alarmsPerHour.D30', 0, 0, 0)],
      feed: [feed({ id: 'alarm', state: 'NONE' })],
    });
    expect(numberIn(none, 'figure.alarmsPerHour.D30')).toContain('—');
  });
});

describe('the lane of devices', () => {
  const numbers: Readonly<Record<string, number>> = {
    'device.OK': 5,
    'device.OFFLINE': 2,
    'terminal.device.OK': 7,
    'terminal.device.STALE': 1,
    'terminal.device.FAULT': 2,
  };
  const told = Object.entries(numbers).map(([id, value]) => kpi(id, value));

  it('tells alarming devices as they told it last, terminals on duty by fix and battery, each number by its id', () => {
    const rows = deviceRows((id) => numbers[id] ?? null, say);
    expect(rows.map(({ cells }) => cells.map(({ id, value }) => [id, value]))).toEqual([
      [
        ['device.OK', 5],
        ['device.OFFLINE', 2],
        [null, null],
        ['device.LOW_BATTERY', null],
        ['device.FAULT', null],
      ],
      [
        ['terminal.device.OK', 7],
        ['terminal.device.OFFLINE', null],
        ['terminal.device.STALE', 1],
        ['terminal.device.LOW_BATTERY', null],
        ['terminal.device.FAULT', 2],
      ],
    ]);
  });
  it('knows nothing of terminals while they are not heard', async () => {
    const heard = [feed({ id: 'alarm' }), feed({ id: 'terminal' })];
    expect(textOf(await drawPanel('devices', { feed: heard, kpi: told }))).toMatch(/在岗终端 7 — 1 — 2/);
    const silent = [feed({ id: 'alarm' }), feed({ id: 'terminal', state: 'SILENT' })];
    expect(textOf(await drawPanel('devices', { feed: silent, kpi: told }))).toMatch(/在岗终端 — — — — —/);
  });
});

describe('leads and patrol by video', () => {
  it('tells each class and each algorithm, a precision only of twenty judged, and what people found apart', async () => {
    const numbers = [
      figure('figure.leads.SAFETY.D30', 60, 60, 60),
      figure('figure.verifiedLeads.SAFETY.D30', 30, 30, 30),
      figure('figure.leadPrecision.SAFETY.D30', 75, 30, 40),
      figure('figure.leadPrecision.KITCHEN.D30', 100, 3, 3),
      figure('figure.algorithm.leads.明厨 v2.D30', 3, 3, 3),
      figure('figure.algorithm.precision.明厨 v2.D30', 100, 3, 3),
      figure('figure.patrolHandled.D30', 86.67, 13, 15),
    ];
    const html = await drawPanel('video', {
      kpi: numbers,
      feed: [feed({ id: 'video' }), feed({ id: 'case' })],
    });
    expect(textOf(html)).toMatch(/安全生产 60 30 75\.0% n=40/);
    expect(textOf(html)).toMatch(/明厨亮灶 — — — n=3/);
    expect(textOf(html)).toMatch(/明厨 v2 3 — — n=3/);
    expect(textOf(html)).toMatch(/人工视频巡查 发现 15 处置 13 86\.7%/);
  });
});

describe('all leads', () => {
  it('stand with how many true ones were handled; their precision, too, only of twenty judged', async () => {
    const numbers = [
      figure('figure.videoHandled.D30', 90.48, 19, 21),
      figure('figure.videoPrecision.D30', 80, 12, 15),
      figure('figure.lapsedLeads.D30', 6, 6, 6),
    ];
    const text = textOf(await drawPanel('video', { kpi: numbers, feed: [feed({ id: 'video' })] }));
    expect(text).toMatch(
      /社会面 — — — 属实线索处置率 90\.5% 19\/21 全部准确率 — 12\/15 全部线索 — 到期未核实 6/,
    );
  });
});

describe('what levels did by day', () => {
  const series = (id: string, values: readonly number[]): SeriesEntity => ({
    id,
    from: NOW - values.length * DAY,
    stepMs: DAY,
    values,
  });
  const both = [series('daily.levelsRaised', [4, 0]), series('daily.levelsLowered', [1, 2])];

  it('stands day beside day, by the most of any', () => {
    const days = levelDays(new Map(both.map((one) => [one.id, one])), 480);
    expect(days?.map(({ date, up, down }) => [date, up, down])).toEqual([
      [18, 1, 0.25],
      [19, 0, 0.5],
    ]);
    expect(levelDays(new Map([['daily.levelsRaised', series('daily.levelsRaised', [1])]]), 480)).toBeNull();
  });
  it('is told to who cannot see it, and — without the series or the feed', async () => {
    const seen = await drawPanel('level-days', { series: both, feed: [feed({ id: 'case' })] });
    expect(seen).toContain('aria-label="18日 升级 4 降级 1"');
    const never = await drawPanel('level-days', {
      series: both,
      feed: [feed({ id: 'case', state: 'NONE' })],
    });
    expect(textOf(never)).toContain('—');
    expect(never).not.toContain('aria-label="18日');
  });
});

describe('the ladder of supervision', () => {
  it('tells of each rung how many the rules have brought there and how many have its letter', async () => {
    const numbers = [
      kpi('case.ladder.REMIND', 7),
      kpi('case.letter.REMIND', 4),
      kpi('case.letter.unanswered', 3),
      kpi('case.letter.overdue', 1),
      kpi('case.overdue', 6),
      kpi('case.overdueReasoned', 2),
      kpi('case.supportOverdue', 5),
    ];
    const text = textOf(await drawPanel('supervision', { kpi: numbers, feed: [feed({ id: 'case' })] }));
    expect(text).toContain('催办 7 4');
    expect(text).toContain('函件未复 3 · 逾期未复 1');
    expect(text).toContain('超期 6 其中已说明 2 协办超时 5');
  });
  const pages = (content: Parameters<typeof drawPanel>[1], heightRem: number) =>
    Promise.all(
      [0, 1, 2, 3, 4].map((turn) =>
        drawPanel('supervision', { ...content, now: NOW + turn * PAGE_MS }, heightRem),
      ),
    );
  it('turns to what each rule of warnings found and what that was worth', async () => {
    const numbers = [
      kpi('warning.rule.generated.surge-street', 3),
      kpi('warning.rule.generated.our-own', 8),
      kpi('warning.rule.issued.our-own', 5),
      kpi('warning.rule.useful.our-own', 2),
      kpi('warning.rule.false.our-own', 1),
      kpi('warning.rule.generated.gone', 0),
      kpi('figure.warnings.D30', 11),
      kpi('warning.generatedToday', 1),
      kpi('instruction.sentToday', 4),
    ];
    const drawn = await pages({ kpi: numbers, feed: [feed({ id: 'case' })] }, 30);
    const html = drawn.find((one) => one.includes('预警规则')) ?? '';
    expect(textOf(html)).toMatch(/误报 our-own 8 5 0 2 1 surge-street 3 0 0 0 0 近30日预警 11 今日生成 1/);
    expect(numberIn(html, 'warning.rule.useful.our-own')?.trim()).toBe('2');
    expect(html).not.toContain('data-kpi="warning.rule.converted.our-own"');
    expect(textOf(html)).toContain('今日指令 已发 4');
    expect(textOf(html)).not.toContain('gone');
  });
  it('and to the rows of the catalogue that items are handed back from, the most first', async () => {
    const numbers = [
      figure('figure.catalogue.handBacks.QQ-001.D30', 2, 2, 2),
      figure('figure.catalogue.handBacks.QQ-002.D30', 7, 7, 7),
      figure('figure.catalogue.bounceRate.QQ-002.D30', 20, 5, 25),
      figure('figure.catalogue.handBacks.QQ-003.D30', 0, 0, 0),
      kpi('catalogue.returned.QQ-002', 1),
      kpi('case.disputed', 4),
    ];
    const duty = { department: '住建局', territory: 'COUNTY', gridMay: true } as const;
    const known = item({ life: { ...EMPTY_LIFE, catalogueItem: 'QQ-002', duty } });
    const drawn = await pages({ kpi: numbers, case: [known], feed: [feed({ id: 'case' })] }, 30);
    const text = drawn.map(textOf).find((one) => one.includes('确权清单条目'));
    expect(text).toMatch(/QQ-002 · 住建局 7 20\.0% 5\/25 1 QQ-001 2 — — /);
    expect(text).not.toContain('QQ-003');
    expect(text).toContain('权属争议 4');
  });
  it('has as many pages as the rows take at its least height, and says where there is no row', async () => {
    const rules = Array.from({ length: 7 }, (_, n) => kpi(`warning.rule.generated.rule${n}`, 1));
    const drawn = await pages({ kpi: rules, feed: [feed({ id: 'case' })] }, 17.5);
    const text = drawn.map(textOf).join();
    expect(text).toMatch(/第 4 \/ 4 页/);
    expect(rules.filter((_, n) => !text.includes(`rule${n}`))).toEqual([]);
    expect(text).toContain('近期没有退回');
  });
});

describe('the rates of handling', () => {
  it('stand with numerator and denominator, a week beside the month, those of the present apart', async () => {
    const numbers = [
      figure('figure.bounceRate.D7', 10, 2, 20),
      figure('figure.bounceRate.D30', 8.33, 10, 120),
      figure('figure.levelRate.D30', 0, 0, 0),
      figure('figure.reportRate.D30', 80, 8, 10),
      { ...kpi('figure.reportTime.D30', 25), of: 8 },
      figure('figure.overdueRate.NOW', 2, 6, 300),
      figure('figure.closeRateCum.ALL', 94.82, 12_345, 13_020),
      figure('figure.warningSigned.D30', 80, 8, 10),
      kpi('figure.amountInvolved.D30', 33_000),
      { ...kpi('figure.avgHandle.D30', 600), of: 40 },
    ];
    const text = textOf(await drawPanel('rates', { kpi: numbers, feed: [feed({ id: 'case' })] }, 60));
    expect(text).toContain('退回率 10.0% 2/20 8.3% 10/120');
    expect(text).toContain('办结率 累计 94.8% 12,345/13,020');
    expect(text).toContain('预警签收及时 — 80.0% 8/10');
    expect(text).toContain('涉及金额 — 33,000元');
    expect(text).toContain('层级化解 — — n=0');
    expect(text).toContain('办结中位 — 10时 n=40');
    expect(text).toContain('吹哨报到率 — 80.0% 8/10 报到中位 — 25分 n=8');
    expect(text).toContain('超期率 此刻 2.0% 6/300');
  });
});

describe('the levels that stand', () => {
  it('tell who answers for them, what was set by hand, and what is on its way off the list', async () => {
    const numbers = [
      kpi('case.guaranteed', 247),
      kpi('case.levelled', 260),
      kpi('case.overridden', 3),
      kpi('case.observed', 12),
      kpi('case.observed.recurred', 1),
    ];
    const text = textOf(await drawPanel('level-days', { kpi: numbers, feed: [feed({ id: 'case' })] }));
    expect(text).toContain('包保到位 247 /260 人工定级 3 待定未明责 —');
    expect(text).toContain('待销号 12 其中复发 1 今日销号 —');
  });
});
