import { describe, expect, it } from 'vitest';
import { PANEL_RANKS, type PanelId } from '../../../../gateway/contract/wall.ts';
import type { PanelEntry } from '../../../../screen/panels/entry.ts';
import { createRegistry, panels } from '../../../../screen/panels/registry.ts';
import { feed, kpi, MINUTE, NOW } from '../state/entities.ts';
import { drawPanel, textOf } from './wall.ts';

const ids = [...panels.keys()];
const framed = ids.filter((id) => id !== 'status-strip');

describe('the registry of panels', () => {
  it('has a folder for every panel that a wall can place', () => {
    const placed = Object.keys(PANEL_RANKS).filter((id) => id !== 'map');
    expect([...ids].sort()).toEqual(placed.sort());
  });
  it('refuses two folders with one id', () => {
    const entry = panels.get('today') as PanelEntry;
    expect(() => createRegistry([entry, entry])).toThrow('today');
  });
  it('keeps panels that read entities from visitors', () => {
    const forVisitors = ids.filter((id) => panels.get(id)?.projections.includes('visitor'));
    expect(forVisitors).not.toContain('timers');
    expect(forVisitors).not.toContain('alarms');
    expect(forVisitors).not.toContain('leads');
  });
});

describe.each(framed)('panel %s', (id: PanelId) => {
  it('draws a skeleton first', async () => {
    const html = await drawPanel(id, { place: null });
    expect(html).toContain('data-state="loading"');
    expect(html).not.toContain('data-kpi');
  });
  it('says after three seconds what is missing', async () => {
    const html = await drawPanel(id, { place: null, upFor: 4_000 });
    expect(textOf(html)).toContain('4秒未收到网关快照');
  });
  it('is drawn with no numbers at all: — and never 0', async () => {
    const html = await drawPanel(id);
    expect(html).toContain('data-state="live"');
    expect([...html.matchAll(/data-kpi="[^"]*"[^>]*>([^<]*)</g)].map((match) => match[1])).not.toContain('0');
  });
  it('says that it is cut off and since when', async () => {
    const html = await drawPanel(id, { link: { state: 'stale', since: NOW - 12 * MINUTE } }, 30);
    expect(html).toContain('data-state="stale"');
    expect(textOf(html)).toContain('已断开 12分钟');
    const least = await drawPanel(id, { link: { state: 'stale', since: NOW - 12 * MINUTE } }, 6);
    expect(textOf(least)).toContain('已断开 12分钟');
  });
});

it('a panel too low for a head has its name while nothing stands in it', async () => {
  expect(textOf(await drawPanel('counters', { place: null }, 7))).toContain('环节待办');
  expect(textOf(await drawPanel('counters', {}, 7))).not.toContain('环节待办');
});

describe('a silent feed', () => {
  it('is told by the panels that live on it, and by no other', async () => {
    const silent = { feed: [feed({ id: 'video', state: 'SILENT', silentSince: NOW - 3 * MINUTE })] };
    expect(textOf(await drawPanel('leads', silent))).toContain('断流 3分钟');
    expect(textOf(await drawPanel('timers', silent))).not.toContain('断流');
  });
});

describe('numbers in their words', () => {
  it('stand where the words want them', async () => {
    const html = await drawPanel('appeals', {
      kpi: [kpi('case.APPEALS.open', 72), kpi('case.APPEALS.overdue', 1)],
    });
    expect(textOf(html)).toContain('72 件（含城市事件） · 超期 1');
  });
});
