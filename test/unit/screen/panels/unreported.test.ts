import { describe, expect, it } from 'vitest';
import type { FeedEntity } from '../../../../gateway/contract/entities.ts';
import { PRODUCER_FEEDS, type ProducerFeed } from '../../../../gateway/contract/feeds.ts';
import { feed, HOUR, kpi, NOW } from '../state/entities.ts';
import { drawPanel, numberIn, textOf } from './wall.ts';

describe('what should have been heard', () => {
  const missing = [
    { source: 'urn:yitu:app', street: 's1', since: NOW - 26 * HOUR },
    { source: 'urn:yitu:app', street: null, since: null },
    { source: 'urn:yitu:hotline', name: '12345热线', street: null, since: NOW - HOUR },
  ];
  const heard = (change: Partial<Record<ProducerFeed, Partial<FeedEntity>>> = {}) =>
    PRODUCER_FEEDS.map((id) => feed({ id, ...change[id] }));
  const late = heard({ case: { expected: 3, missing } });
  const calm = '无断流来源，无应报未报';

  it('stands by feed, source and street, never heard on top', async () => {
    const html = await drawPanel('unreported', { feed: late, kpi: [kpi('feed.unreported.case', 1)] });
    expect(numberIn(html, 'feed.unreported.case')).toBe('1');
    expect(textOf(html)).toMatch(/事项 app 未接入 事项 \S+ 已 1天2小时 事项 12345热线 已 1小时/);
  });
  it('is a designed calm when everything was heard', async () => {
    const text = textOf(await drawPanel('unreported', { feed: heard({ alarm: { expected: 1 } }) }));
    expect(text).toContain(calm);
  });
  it('is no calm where the rules expect no source: nobody can say that none is missing', async () => {
    const kpis = [kpi('feed.silent.alarm', 0), kpi('feed.unreported.alarm', 0)];
    const html = await drawPanel('unreported', { feed: heard(), kpi: kpis });
    expect(textOf(html)).toContain('未设应报来源');
    expect(textOf(html)).not.toContain(calm);
    expect(numberIn(html, 'feed.unreported.alarm')).toBe('—');
  });
  it('names a feed that is silent as a whole, or that nobody ever heard, whatever is expected of its sources', async () => {
    const alarm = { state: 'SILENT', silentSince: NOW - 3 * HOUR } as const;
    const text = textOf(
      await drawPanel('unreported', { feed: heard({ alarm, terminal: { state: 'NONE' } }) }),
    );
    expect(text).toMatch(/终端 整路数据 未接入 告警 整路数据 已 3小时/);
    expect(text).not.toContain(calm);
    expect(text).not.toContain('未设应报来源');
  });
  it('tells a silent feed and its only source once, and counts it once', async () => {
    const alone = [{ source: 'urn:yitu:app', street: null, since: NOW - HOUR }];
    const silent = heard({ case: { expected: 1, missing: alone, state: 'SILENT', silentSince: NOW - HOUR } });
    const text = textOf(await drawPanel('unreported', { feed: silent, kpi: [kpi('feed.silent.case', 1)] }));
    expect(text).toMatch(/事项 整路数据 已 1小时/);
    expect(text).not.toContain('app');
    expect(text).not.toContain('另有');
  });
  it('is silent of as many feeds as the header says, reported numbers among them once they were heard', async () => {
    const silentSince = NOW - 3 * HOUR;
    const all = PRODUCER_FEEDS.map((id) => feed({ id, state: 'SILENT', silentSince }));
    expect(textOf(await drawPanel('unreported', { feed: all }))).toContain('5 路断流 最久 3小时');
  });
  it('counts what no feed tells by name', async () => {
    const content = { feed: late, kpi: [kpi('feed.silent.case', 8), kpi('feed.unreported.case', 2)] };
    expect(textOf(await drawPanel('unreported', content))).toContain('另有 7 项');
    const silent = heard({ case: { expected: 3, missing, state: 'SILENT', silentSince: NOW - HOUR } });
    expect(textOf(await drawPanel('unreported', { ...content, feed: silent }))).toContain('另有 7 项');
  });
  it('counts the items of which no reception was told, also when nothing else is missing', async () => {
    const html = await drawPanel('unreported', { kpi: [kpi('case.unseen', 2)] });
    expect(textOf(html)).toContain('未见受理 2');
    expect(textOf(await drawPanel('unreported', { kpi: [kpi('case.unseen', 0)] }))).not.toContain('未见受理');
  });
  it('tells of sources whose numbers began anew, and nothing while there are none', async () => {
    const html = await drawPanel('unreported', { kpi: [kpi('feed.renumbered', 2)] });
    expect(textOf(html)).toContain('编号重启 2');
    const none = await drawPanel('unreported', { kpi: [kpi('feed.renumbered', 0)] });
    expect(textOf(none)).not.toContain('编号重启');
  });
});
