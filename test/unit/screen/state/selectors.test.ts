import { describe, expect, it } from 'vitest';
import { FIGURES, type FigureDefinition, figureKpi } from '../../../../gateway/contract/figures.ts';
import { ALARM_FIGURES } from '../../../../gateway/contract/figures-alarm.ts';
import { LOAD_FIGURES } from '../../../../gateway/contract/figures-load.ts';
import { VIDEO_FIGURES } from '../../../../gateway/contract/figures-video.ts';
import { KPI_DEFINITIONS } from '../../../../gateway/contract/kpi.ts';
import { createSay } from '../../../../screen/locale/words.ts';
import { feedHealths, simulatedShare } from '../../../../screen/state/feeds.ts';
import { feedOfKpi, hazardCategories, heardKpi, heardKpis, kpiValue } from '../../../../screen/state/kpis.ts';
import { areaName, casePlace, devicePlace } from '../../../../screen/state/places.ts';
import { readingWords } from '../../../../screen/state/reading.ts';
import { inScope, scopeOf } from '../../../../screen/state/scope.ts';
import { alarm, areas, feed, item, kpi, mapOf, NOW } from './entities.ts';

const say = createSay('zh');

describe('numbers', () => {
  it('are null when the gateway tells none, which is not 0', () => {
    expect(kpiValue(mapOf(kpi('case.open', 0)), 'case.open')).toBe(0);
    expect(kpiValue(mapOf(), 'case.open')).toBeNull();
  });
  it('of a feed that nobody ever heard are unknown, not 0', () => {
    const kpis = mapOf(kpi('alarm.unacked', 0), kpi('quarantined', 0));
    const feeds = (state: 'NONE' | 'SILENT') => mapOf(feed({ id: 'alarm', state }));
    expect(heardKpi({ kpis, feeds: feeds('NONE') }, 'alarm.unacked')).toBeNull();
    expect(heardKpi({ kpis, feeds: feeds('SILENT') }, 'alarm.unacked')).toBe(0);
    expect(heardKpi({ kpis, feeds: feeds('NONE') }, 'quarantined')).toBe(0);
  });
  it('of fresh positions are unknown once their feed is silent, never 0; what stays true is kept', () => {
    const kpis = mapOf(
      kpi('terminal.online', 0),
      kpi('terminal.rosteredOnline', 0),
      kpi('terminal.onDuty', 9),
      { id: 'terminal.online@s1', value: 0, area: 's1' },
    );
    const state = (heard: 'LIVE' | 'SILENT') => ({
      kpis,
      feeds: mapOf(feed({ id: 'terminal', state: heard })),
    });
    expect(heardKpi(state('SILENT'), 'terminal.online')).toBeNull();
    expect(heardKpi(state('SILENT'), 'terminal.rosteredOnline')).toBeNull();
    expect(heardKpi(state('SILENT'), 'terminal.online', 's1')).toBeNull();
    expect(heardKpi(state('SILENT'), 'terminal.onDuty')).toBe(9);
    expect(heardKpi(state('LIVE'), 'terminal.online')).toBe(0);
    expect([...heardKpis(state('SILENT')).keys()]).toEqual(['terminal.onDuty']);
    expect(heardKpis(state('LIVE'))).toBe(kpis);
  });
  it('of a period are unknown too while their feed was never heard, and so are the map’s', () => {
    const appeals = kpi('figure.appeals.D30', 0);
    const onTime = { ...kpi('figure.onTimeRate.D30@s1', 0), area: 's1' };
    const kpis = mapOf(appeals, onTime, kpi('age.case.APPEALS.open', 0), kpi('figure.warnings.D30', 0));
    const state = (heard: 'NONE' | 'SILENT') => ({ kpis, feeds: mapOf(feed({ id: 'case', state: heard })) });
    expect(heardKpi(state('NONE'), 'figure.appeals.D30')).toBeNull();
    expect(heardKpi(state('NONE'), 'figure.onTimeRate.D30', 's1')).toBeNull();
    expect([...heardKpis(state('NONE')).keys()]).toEqual(['figure.warnings.D30']);
    expect(heardKpis(state('SILENT'))).toBe(kpis);
    const online = {
      kpis: mapOf(kpi('figure.termOnline.NOW', 0)),
      feeds: mapOf(feed({ id: 'terminal', state: 'SILENT' })),
    };
    expect(heardKpi(online, 'figure.termOnline.NOW')).toBeNull();
  });
  it('of a period stand for the feed that their measure counts', () => {
    const owners = (figures: readonly FigureDefinition[]) =>
      new Set(figures.map(({ id, periods }) => feedOfKpi(figureKpi(id, periods[0] ?? null))));
    const video = (id: string) => VIDEO_FIGURES.some((figure) => figure.id === id);
    const alarms = (id: string) => ALARM_FIGURES.some((figure) => figure.id === id);
    expect(owners([...ALARM_FIGURES, ...LOAD_FIGURES])).toEqual(new Set(['alarm']));
    expect(owners(VIDEO_FIGURES.filter(({ id }) => id !== 'patrolHandled'))).toEqual(new Set(['video']));
    expect(feedOfKpi('figure.algorithm.leads.x.D30')).toBe('video');
    const others = FIGURES.filter(({ id }) => !video(id) && !alarms(id));
    const ofWarnings = others.filter(({ id }) => id.startsWith('warning'));
    expect(owners(ofWarnings)).toEqual(new Set([null]));
    expect(feedOfKpi('figure.termOnline.NOW')).toBe('terminal');
    expect(owners(others.filter((one) => !ofWarnings.includes(one) && one.id !== 'termOnline'))).toEqual(
      new Set(['case']),
    );
  });
  it('of the moment stand for a feed unless the gateway makes them itself', () => {
    const own = KPI_DEFINITIONS.filter(({ id }) => feedOfKpi(id) === null).map(({ id }) => id.split('.')[0]);
    expect(new Set(own)).toEqual(new Set(['warning', 'instruction', 'office', 'feed', 'quarantined']));
  });
  it('of an area are their own entities', () => {
    expect(kpiValue(mapOf({ id: 'case.open@s1', value: 3, area: 's1' }), 'case.open', 's1')).toBe(3);
  });
  it('of hazard categories come the most first, without empty ones', () => {
    const kpis = mapOf(
      kpi('hazard.category.燃气', 2),
      kpi('hazard.category.消防通道', 9),
      kpi('hazard.category.治安', 0),
      kpi('case.open', 99),
    );
    expect(hazardCategories(kpis).map(({ category, value }) => [category, value])).toEqual([
      ['消防通道', 9],
      ['燃气', 2],
    ]);
  });
});

describe('feeds', () => {
  it('that nobody has heard are never live', () => {
    expect(feedHealths(mapOf(feed())).map(({ id, state }) => [id, state])).toEqual([
      ['case', 'LIVE'],
      ['alarm', 'NONE'],
      ['terminal', 'NONE'],
      ['video', 'NONE'],
    ]);
  });
  it('tell since when they are silent, and indicators join once heard', () => {
    const feeds = mapOf(feed({ id: 'indicator', state: 'SILENT', silentSince: NOW }));
    expect(feedHealths(feeds).at(-1)).toEqual({ id: 'indicator', state: 'SILENT', silentSince: NOW });
  });
  it('say how much of what was heard is simulated', () => {
    expect(simulatedShare(mapOf())).toBe('none');
    expect(simulatedShare(mapOf(feed(), feed({ id: 'alarm', total: 0, simulated: false })))).toBe('all');
    expect(simulatedShare(mapOf(feed(), feed({ id: 'alarm', simulated: false })))).toBe('some');
  });
});

describe('places', () => {
  it('of disputes and appeals stop at the village', () => {
    expect(casePlace(item({ address: '望江小区3幢501' }), areas)).toBe('望江社区');
    expect(casePlace(item({ kind: 'APPEAL', address: '望江小区3幢501' }), areas)).toBe('望江社区');
  });
  it('of facilities and devices are exact', () => {
    expect(casePlace(item({ kind: 'FACILITY', address: '玉林北路 12号井' }), areas)).toBe('玉林北路 12号井');
    expect(devicePlace(alarm({ address: '望江小区 3幢' }), areas)).toBe('望江小区 3幢');
  });
  it('fall back to what is known, and to nothing', () => {
    expect(areaName({ area: null, village: null, street: 's1' }, areas)).toBe('花溪街道');
    expect(areaName({ area: 'unknown', village: null, street: null }, areas)).toBe('');
  });
});

describe('scope', () => {
  it('takes an area at any level, and the whole county as no limit', () => {
    const place = { area: 'v1', village: 'v1', street: 's1' };
    expect([null, 's1', 'v1', 's9'].map((area) => inScope(place, area))).toEqual([true, true, true, false]);
    expect([scopeOf('k', areas), scopeOf('s1', areas), scopeOf(null, areas)]).toEqual([null, 's1', null]);
  });
});

describe('readings', () => {
  it('tell the limit where asked and nothing without a reading', () => {
    const reading = { value: 18, limit: 10, unit: '%LEL' };
    expect(readingWords(reading, say, { limit: true })).toBe('18%LEL（限 10%LEL）');
    expect(readingWords(reading, say, { limit: false })).toBe('18%LEL');
    expect(readingWords({ value: 3, unit: 'm' }, say, { limit: true })).toBe('3m');
    expect(readingWords(null, say, { limit: true })).toBe('');
  });
});
