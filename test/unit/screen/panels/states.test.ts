import { describe, expect, it } from 'vitest';
import type { FeedEntity } from '../../../../gateway/contract/entities.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../../../gateway/contract/feeds.ts';
import type { PanelId } from '../../../../gateway/contract/wall.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { LINE_REM } from '../../../../screen/shell/plan.ts';
import { feed, kpi, MINUTE, NOW, series } from '../state/entities.ts';
import { drawPanel, textOf, type WallOptions } from './wall.ts';

const none = (id: string): WallOptions => ({ kpi: [kpi(id, 0)] });

/** What each panel says when there is nothing to do, and how it comes to that. */
const EMPTY: readonly (readonly [PanelId, WallOptions, string])[] = [
  ['disputes', none('case.DISPUTES.open'), '无在办纠纷'],
  ['hazards', none('case.HAZARDS.open'), '无在办隐患'],
  ['appeals', none('case.APPEALS.open'), '无在办诉求'],
  ['timers', {}, '无到期待办'],
  ['alarms', {}, '无告警'],
  ['leads', {}, '无待核实线索'],
  ['unreported', { feed: PRODUCER_FEEDS.map((id) => feed({ id, expected: 1 })) }, '无断流来源'],
  ['warnings', {}, '无预警'],
  ['categories', none('case.open'), '无在办事项'],
  ['channels', {}, '近30日无受理'],
  ['tracks', {}, '近30日无分流调解'],
  ['indicators', {}, '暂无指标上报'],
  ['trend', { series: [series('case.received', [0, 0]), series('case.closed', [0, 0])] }, '24小时内无受理'],
];

describe.each(EMPTY)('%s with nothing to do', (panel, content, words) => {
  it('is a designed calm', async () => {
    const html = await drawPanel(panel, content);
    expect(html).toContain('class="empty"');
    expect(textOf(html)).toContain(words);
  });
  it('claims no calm while it is cut off', async () => {
    const cut = { ...content, link: { state: 'stale', since: NOW - MINUTE } } as const;
    expect(textOf(await drawPanel(panel, cut))).not.toContain(words);
  });
});

const FEEDS: readonly (readonly [PanelId, ProducerFeed, string])[] = [
  ['today', 'case', '断流 3分钟'],
  ['risk-levels', 'case', '断流 3分钟'],
  ['disputes', 'case', '断流 3分钟'],
  ['hazards', 'case', '断流 3分钟'],
  ['appeals', 'case', '断流 3分钟'],
  ['categories', 'case', '断流 3分钟'],
  ['channels', 'case', '断流 3分钟'],
  ['tracks', 'case', '断流 3分钟'],
  ['supervision', 'case', '断流 3分钟'],
  ['rates', 'case', '断流 3分钟'],
  ['trend', 'case', '断流 3分钟'],
  ['timers', 'case', '事项断流 3分钟'],
  ['timers', 'alarm', '告警断流 3分钟'],
  ['counters', 'case', '断流 3分钟'],
  ['alarm-states', 'alarm', '断流 3分钟'],
  ['alarms', 'alarm', '断流 3分钟'],
  ['leads', 'video', '断流 3分钟'],
  ['warnings', 'case', '事项断流 3分钟'],
  ['warnings', 'alarm', '告警断流 3分钟'],
  ['towns', 'terminal', '终端断流 3分钟'],
  ['indicators', 'indicator', '断流 3分钟'],
  ['unreported', 'alarm', '告警断流 3分钟'],
  ['unreported', 'terminal', '终端断流 3分钟'],
];

describe.each(FEEDS)('%s on a silent feed', (panel, id, words) => {
  const silent = { feed: [feed({ id, state: 'SILENT', silentSince: NOW - 3 * MINUTE })] };
  it('says so, and since when', async () => {
    const html = await drawPanel(panel, silent);
    expect(html).toContain('data-state="silent"');
    expect(textOf(html)).toContain(words);
  });
  it('says so at its least height too', async () => {
    const least = (panels.get(panel)?.leastLines ?? 0) * LINE_REM;
    expect(textOf(await drawPanel(panel, silent, least))).toContain(words);
  });
});

describe('a hall that never had one of the feeds', () => {
  it('hears of the others that there is nothing to do', async () => {
    const without = { feed: [feed({ id: 'case' }), feed({ id: 'alarm', state: 'NONE' })] };
    const text = textOf(await drawPanel('timers', without));
    expect(text).toContain('无到期待办');
    expect(text).toContain('告警未接入');
  });
  it('hears no such thing where what the panel is about was never heard', async () => {
    const without = { feed: [feed({ id: 'case', state: 'NONE' }), feed({ id: 'alarm' })] };
    expect(textOf(await drawPanel('timers', without))).not.toContain('无到期待办');
  });
});

describe('a panel of several feeds', () => {
  const silent = (id: ProducerFeed, minutes: number) =>
    feed({ id, state: 'SILENT', silentSince: NOW - minutes * MINUTE });
  const never = (id: ProducerFeed) => feed({ id, state: 'NONE' });
  const note = async (...feeds: FeedEntity[]) => textOf(await drawPanel('towns', { feed: feeds }));

  it('tells one that fell silent before one that nobody ever heard', async () => {
    const text = await note(never('case'), silent('terminal', 3));
    expect(text).toContain('终端断流 3分钟');
    expect(text).not.toContain('事项未接入');
  });
  it('tells which are silent, and since when the first of them is', async () => {
    expect(await note(silent('case', 3), silent('terminal', 7))).toContain('事项、终端断流 最久 7分钟');
  });
  it('tells what was never heard while nothing else is missing', async () => {
    expect(await note(never('terminal'))).toContain('终端未接入');
    expect(await note(never('case'), never('terminal'))).toContain('2 路未接入');
  });
});

it('timers claim no calm while alarms are silent, which they put first', async () => {
  const alarms = feed({ id: 'alarm', state: 'SILENT', silentSince: NOW - MINUTE });
  expect(textOf(await drawPanel('timers', { feed: [feed({ id: 'case' }), alarms] }))).not.toContain(
    '无到期待办',
  );
});
