import { describe, expect, it } from 'vitest';
import { createSay } from '../../../../screen/locale/words.ts';
import type { Measure } from '../../../../screen/map/marks/density.ts';
import { ITEM_MARKS } from '../../../../screen/map/marks/marks.ts';
import {
  densityLegend,
  legendEntries,
  mapRegion,
  terminalCounts,
  withoutLayers,
} from '../../../../screen/scenes/overview/legend.ts';
import { config, say } from '../panels/wall.ts';

const numbers = (values: Record<string, number>) => (id: string) => values[id] ?? null;
const seenBy = (projection: 'operator' | 'visitor', villages = true) => ({
  projection,
  region: { ...config().region, layers: villages ? { villages: '/v' } : {} },
});

describe('the legend of the map', () => {
  it('names each mark with the number that stands elsewhere on the wall too', () => {
    const entries = legendEntries(
      numbers({ 'case.open.HIGH': 12, 'alarm.unacked': 3 }),
      say,
      seenBy('operator'),
    );
    expect(entries[0]).toEqual({
      mark: 'high',
      label: '高',
      value: 12,
      kpi: 'case.open.HIGH',
      first: true,
    });
    expect(entries[4]).toMatchObject({
      label: '告警',
      value: null,
      kpi: 'alarm.active',
      second: { label: '未确认', value: 3, kpi: 'alarm.unacked' },
    });
  });
  it('lets levels and alarms stand from afar, where the other marks take turns', () => {
    const first = legendEntries(numbers({}), say, seenBy('operator')).filter((entry) => entry.first);
    expect(first.map(({ mark }) => mark)).toEqual(['high', 'medium', 'low', 'undetermined', 'p1']);
  });
  it('explains every mark of an item, so that its numbers add up to 在办', () => {
    const marks = legendEntries(numbers({}), say, seenBy('operator')).map(({ mark }) => mark);
    expect(marks).toEqual(expect.arrayContaining([...ITEM_MARKS]));
  });
  it('explains the crosses, bursts and rings that stand for single terminals', () => {
    const entries = legendEntries(
      numbers({ 'terminal.sos': 2, 'terminal.busy': 3 }),
      say,
      seenBy('operator'),
    );
    expect(entries).toContainEqual({ mark: 'terminal-stale', label: '久未报位', near: true });
    expect(entries).toContainEqual({ mark: 'sos', label: '求助', value: 2, kpi: 'terminal.sos' });
    expect(entries).toContainEqual({
      mark: 'terminal-busy',
      label: '出动',
      value: 3,
      kpi: 'terminal.busy',
    });
  });
  it('explains outlined alarms, the rings and the ties', () => {
    const entries = legendEntries(numbers({ 'alarm.acked': 6 }), say, seenBy('operator'));
    expect(entries).toContainEqual({ mark: 'p2-acked', label: '已确认', value: 6, kpi: 'alarm.acked' });
    expect(entries.map(({ mark }) => mark)).toEqual(expect.arrayContaining(['ring', 'tie']));
  });
  it('keeps from afar what has a number', () => {
    const entries = legendEntries(numbers({}), say, seenBy('operator'));
    expect(entries.filter(({ near }) => near === true).every(({ kpi }) => kpi === undefined)).toBe(true);
    expect(entries.filter(({ kpi }) => kpi === undefined).every(({ near }) => near === true)).toBe(true);
  });
  it.each([true, false])(
    'explains the mark of several, with villages in the region or without: %s',
    (villages) => {
      const entries = legendEntries(numbers({}), say, seenBy('operator', villages));
      expect(entries.map(({ mark }) => mark)).toContain('several');
    },
  );
  it('has no marks for a visitor, whose map has none', () => {
    expect(legendEntries(numbers({}), say, seenBy('visitor'))).toEqual([]);
  });
  it('tells terminals online and on duty, or nothing while neither is known', () => {
    expect(terminalCounts(numbers({ 'terminal.online': 1391, 'terminal.onDuty': 1402 }), say)).toEqual([
      { label: '终端 在线', value: 1391, kpi: 'terminal.online' },
      { label: '在岗', value: 1402, kpi: 'terminal.onDuty' },
    ]);
    expect(terminalCounts(numbers({}), say)).toEqual([]);
  });
  it('explains the tint by what it measures, and only where the ground is tinted', () => {
    const villages = { layers: { towns: '/t', villages: '/v' } };
    expect(densityLegend(villages, say)).toMatchObject({
      word: '现时每村在办',
      choices: [{ word: '在办' }, { word: '超期' }, { word: '热力' }],
      steps: ['1', '3', '6', '10+'],
    });
    expect(densityLegend({ layers: { towns: '/t' } }, say)?.word).toBe('现时每镇街在办');
    expect(densityLegend({ layers: {} }, say)).toBeNull();
  });
  it.each([
    { lang: 'zh', expected: ['现时每村在办', '现时每村超期'] },
    { lang: 'en', expected: ['open now/village', 'overdue now/village'] },
  ] as const)('names measure, unit and that it is of now ($lang)', ({ lang, expected }) => {
    const villages = { layers: { towns: '/t', villages: '/v' } };
    const word = (measure: Measure) => densityLegend(villages, createSay(lang), measure)?.word;
    expect((['open', 'overdue'] as const).map(word)).toEqual(expected);
  });
  it('says what the heat is counted by', () => {
    const word = (layers: Record<string, string>) => densityLegend({ layers }, say, 'heat')?.word;
    expect(word({ villages: '/v', grids: '/g' })).toBe('现时 按网格');
    expect(word({ villages: '/v' })).toBe('现时 按村');
    expect(word({ towns: '/t' })).toBeUndefined();
  });
  it('gives a visitor the region by streets, without an inset that would show nothing', () => {
    const { region } = config();
    const layers = { county: '/c', towns: '/t', villages: '/v', grids: '/g' };
    const whole = { ...region, urban: region.bbox, layers };
    expect(mapRegion({ projection: 'operator', region: whole })).toBe(whole);
    expect(mapRegion({ projection: 'visitor', region: whole })).toMatchObject({
      urban: null,
      layers: { county: '/c', towns: '/t' },
    });
    expect(mapRegion({ projection: 'visitor', region: whole }).layers.villages).toBeUndefined();
  });
  it('tells of streets while the villages cannot be read, as the ground does', () => {
    const { region } = config();
    const whole = { ...region, layers: { county: '/c', towns: '/t', villages: '/v' } };
    expect(densityLegend(whole, say)?.word).toContain(say('map.per.villages'));
    const partial = withoutLayers(whole, ['villages']);
    expect(Object.keys(partial.layers)).toEqual(['county', 'towns']);
    expect(densityLegend(partial, say)?.word).toContain(say('map.per.towns'));
  });
});
