import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type PanelId, type WallProfile, wallProfile } from '../../../../gateway/contract/wall.ts';
import { rankOf } from '../../../../screen/panels/entry.ts';
import { panels } from '../../../../screen/panels/registry.ts';
import { arcMinutes, BODY_REM, rootPx } from '../../../../screen/shell/calibration.ts';
import {
  FOOTER_SHARE,
  GAP_REM,
  HEADER_SHARE,
  LINE_REM,
  type NeedsOf,
  PAD_REM,
  type Plan,
  planPanels,
  splitTracks,
} from '../../../../screen/shell/plan.ts';
import { seamsOf } from '../../../../screen/shell/seams.ts';

const both = ['operator', 'visitor'] as const;
const needs = (lines: Partial<Record<PanelId, number>>): NeedsOf =>
  Object.fromEntries(
    Object.entries(lines).map(([id, leastLines]) => [id, { leastLines, projections: both }]),
  );
const areas = (...columns: PanelId[][]): WallProfile['areas'] =>
  columns.map((column) => column.map((panel) => ({ panel, grow: 1 })));
const bodyRem = (pageRem: number) => pageRem * (1 - HEADER_SHARE - FOOTER_SHARE) - 2 * PAD_REM;
const shown = (plan: Plan) => plan.columns.map((column) => column.panels.map(({ panel }) => panel));

describe('the plan of the panels', () => {
  it('keeps every panel that has room', () => {
    const plan = planPanels({
      profile: { columns: '1fr 2fr', areas: areas(['today', 'trend'], ['map']) },
      pageRem: 67.5,
      needs: needs({ today: 7, trend: 7, map: 10 }),
      projection: 'operator',
    });
    expect(shown(plan)).toEqual([['today', 'trend'], ['map']]);
    expect(plan.left).toEqual([]);
  });

  it('lets the last ranks leave when the root unit grows, and shrinks nothing', () => {
    const profile = { columns: '1fr', areas: areas(['today', 'risk-levels', 'disputes', 'trend']) };
    const lines = needs({ today: 7, 'risk-levels': 7, disputes: 6, trend: 6 });
    const at = (pageRem: number) => planPanels({ profile, pageRem, needs: lines, projection: 'operator' });
    expect(at(67.5).left).toEqual([]);
    expect(at(50).left).toEqual(['trend']);
    expect(at(36).left).toEqual(['today', 'trend']);
    for (const pageRem of [67.5, 50, 36])
      for (const { panel, heightRem } of at(pageRem).columns[0]?.panels ?? [])
        expect(heightRem).toBeGreaterThanOrEqual((lines[panel]?.leastLines ?? 0) * LINE_REM);
  });

  it('never leaves a column without its best panel', () => {
    const plan = planPanels({
      profile: { columns: '1fr', areas: areas(['timers', 'alarms']) },
      pageRem: 10,
      needs: needs({ timers: 14, alarms: 10 }),
      projection: 'operator',
    });
    expect(shown(plan)).toEqual([['timers']]);
  });

  it('fills the height exactly, free room going by growth', () => {
    const plan = planPanels({
      profile: {
        columns: '1fr',
        areas: [
          [
            { panel: 'timers', grow: 3 },
            { panel: 'alarms', grow: 1 },
            { panel: 'counters', grow: 0 },
          ],
        ],
      },
      pageRem: 67.5,
      needs: needs({ timers: 6, alarms: 6, counters: 3 }),
      projection: 'operator',
    });
    const [timers, alarms, counters] = plan.columns[0]?.panels.map(({ heightRem }) => heightRem) ?? [];
    expect(counters).toBe(3 * LINE_REM);
    expect(((timers ?? 0) - 6 * LINE_REM) / ((alarms ?? 0) - 6 * LINE_REM)).toBeCloseTo(3);
    expect((timers ?? 0) + (alarms ?? 0) + (counters ?? 0) + 2 * GAP_REM).toBeCloseTo(bodyRem(67.5));
  });

  it('shows what has left, and what no profile places, on later pages; what matters most stays', () => {
    const plan = planPanels({
      profile: { columns: '1fr', areas: areas(['risk-levels', 'disputes', 'appeals', 'trend']) },
      pageRem: 36,
      needs: needs({ 'risk-levels': 6, disputes: 5, appeals: 5, trend: 5, towns: 8, 'status-strip': 1 }),
      projection: 'operator',
    });
    expect(plan.left).toEqual(['trend']);
    const later = plan.later.map((page) => page.map((column) => column.panels.map(({ panel }) => panel)));
    expect(later).toEqual([[['risk-levels', 'towns']], [['risk-levels', 'trend', 'disputes']]]);
    const height = (columns: Plan['columns']) =>
      columns[0]?.panels.reduce((sum, { heightRem }) => sum + heightRem + GAP_REM, 0);
    for (const page of plan.later) {
      expect(height(page)).toBeCloseTo(height(plan.columns) ?? 0);
      expect(page[0]?.panels[0]).toEqual(plan.columns[0]?.panels[0]);
    }
  });

  it('puts beside the best rank of a later page what fills it, at the height at which that tells all', () => {
    const lines = needs({ disputes: 6, hazards: 6, appeals: 6, leads: 6, unreported: 6, towns: 5 });
    const warnings = { leastLines: 6, tallLines: 10, projections: both };
    const plan = planPanels({
      profile: { columns: '1fr', areas: areas(['disputes', 'hazards', 'appeals']) },
      pageRem: 39,
      needs: { ...lines, warnings },
      projection: 'operator',
    });
    const later = plan.later.map(([column]) => column?.panels.map(({ panel }) => panel));
    expect(later).toEqual([
      ['leads', 'warnings'],
      ['unreported', 'towns', 'disputes'],
    ]);
    expect(plan.later[0]?.[0]?.panels[1]?.heightRem).toBeGreaterThanOrEqual(10 * LINE_REM);
  });

  it('lets what stands low come back at its full height, in its own column, once', () => {
    const lines = needs({ disputes: 5, hazards: 5, appeals: 5, trend: 5 });
    const disputes = { leastLines: 5, tallLines: 11, projections: both };
    const plan = planPanels({
      profile: { columns: '1fr 1fr', areas: areas(['disputes', 'hazards', 'appeals'], ['trend']) },
      pageRem: 36,
      needs: { ...lines, disputes },
      projection: 'operator',
    });
    expect(plan.later).toHaveLength(1);
    expect(plan.later[0]?.map((column) => column.panels.map(({ panel }) => panel))).toEqual([
      ['disputes', 'hazards'],
      ['trend'],
    ]);
    expect(plan.later[0]?.[0]?.panels[0]?.heightRem).toBeGreaterThanOrEqual(11 * LINE_REM);
    const enough = planPanels({
      profile: { columns: '1fr', areas: areas(['disputes', 'hazards']) },
      pageRem: 67.5,
      needs: { ...needs({ hazards: 5 }), disputes },
      projection: 'operator',
    });
    expect(enough.later).toEqual([]);
  });

  it('has no later page when everything stands', () => {
    const plan = planPanels({
      profile: { columns: '1fr', areas: areas(['today']) },
      pageRem: 67.5,
      needs: needs({ today: 7 }),
      projection: 'operator',
    });
    expect(plan.later).toEqual([]);
  });

  it('leaves out what a visitor’s data cannot fill, and gives an empty column’s width away', () => {
    const lines: NeedsOf = {
      map: { leastLines: 10, projections: both },
      timers: { leastLines: 10, projections: ['operator'] },
    };
    const plan = planPanels({
      profile: { columns: 'minmax(0, 2fr) 1fr', areas: areas(['map'], ['timers']) },
      pageRem: 67.5,
      needs: lines,
      projection: 'visitor',
    });
    expect(plan.columns.map(({ track }) => track)).toEqual(['minmax(0, 2fr)']);
    expect(plan.left).toEqual([]);
  });

  it('lets the column of the last rank leave where the others would crush the map, and its panels wait', () => {
    const columns = 'minmax(26rem, 1fr) minmax(0, 3fr) minmax(26rem, 1fr) minmax(30rem, 1fr)';
    const plan = (widthRem: number) =>
      planPanels({
        profile: { columns, areas: areas(['today'], ['map'], ['warnings', 'towns'], ['timers']) },
        pageRem: 67.5,
        widthRem,
        needs: needs({ today: 7, map: 10, warnings: 7, towns: 7, timers: 10 }),
        projection: 'operator',
      });
    expect(shown(plan(120))).toEqual([['today'], ['map'], ['warnings', 'towns'], ['timers']]);
    expect(shown(plan(100))).toEqual([['today'], ['map'], ['timers']]);
    expect(plan(100).left).toEqual(['warnings', 'towns']);
    expect(shown(plan(30)).at(-1)).toEqual(['timers']);
  });

  it('reads tracks with functions in them', () => {
    expect(splitTracks(' minmax(28rem, 23.5fr)  minmax(0, 1fr) 30rem ')).toEqual([
      'minmax(28rem, 23.5fr)',
      'minmax(0, 1fr)',
      '30rem',
    ]);
  });
});

const folder = new URL('../../../../config/walls/', import.meta.url);
const walls = readdirSync(folder).map((name) =>
  wallProfile.parse(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))),
);

describe('the shipped walls', () => {
  const seamsRem = (wall: WallProfile, pageRem: number) =>
    seamsOf(wall).y.map((share) => share * pageRem - HEADER_SHARE * pageRem - PAD_REM);
  const plan = (wall: WallProfile, farthestSeat = wall.metres.farthestSeat) => {
    const unit = rootPx(wall.pixels, { ...wall.metres, farthestSeat });
    const pageRem = wall.pixels.height / unit;
    return planPanels({
      profile: wall,
      pageRem,
      seamsRem: seamsRem(wall, pageRem),
      needs: { ...Object.fromEntries(panels), map: { leastLines: 12, projections: both } },
      projection: wall.audience === 'visitor' ? 'visitor' : 'operator',
    });
  };

  it.each(walls.map((wall) => [wall.id, wall] as const))('%s has a track for every column', (_, wall) => {
    expect(splitTracks(wall.columns)).toHaveLength(wall.areas.length);
  });

  it.each(walls.map((wall) => [wall.id, wall] as const))('%s shows what matters at its seat', (_, wall) => {
    const standing = shown(plan(wall)).flat();
    for (const panel of wall.audience === 'visitor'
      ? ['map', 'disputes']
      : ['timers', 'alarms', 'map', 'disputes'])
      expect(standing).toContain(panel);
  });

  it.each(walls.map((wall) => [wall.id, wall] as const))(
    '%s tells all of each panel on some page',
    (_, wall) => {
      const { columns, later } = plan(wall);
      const placed = [columns, ...later].flat().flatMap((column) => column.panels);
      const projection = wall.audience === 'visitor' ? 'visitor' : 'operator';
      const low = [...panels.values()]
        .filter(({ id, projections }) => id !== 'status-strip' && projections.includes(projection))
        .filter(({ id, leastLines, tallLines }) => {
          const highest = Math.max(
            0,
            ...placed.filter(({ panel }) => panel === id).map(({ heightRem }) => heightRem),
          );
          return highest < (tallLines ?? leastLines) * LINE_REM;
        });
      expect(low.map(({ id }) => id)).toEqual([]);
    },
  );

  it.each(walls.filter(({ splices }) => splices !== undefined).map((wall) => [wall.id, wall] as const))(
    '%s has no panel but the map where displays meet one above the other, on any page',
    (_, wall) => {
      const seams = seamsRem(wall, wall.pixels.height / rootPx(wall.pixels, wall.metres));
      const { columns, later } = plan(wall);
      const crossed = [columns, ...later].flat().flatMap(({ panels: column }) => {
        let top = 0;
        return column.filter(({ heightRem }) => {
          const from = top;
          top += heightRem + GAP_REM;
          return seams.some((seam) => from < seam && seam < from + heightRem);
        });
      });
      expect(seams.length).toBeGreaterThan(0);
      expect(later.length).toBeGreaterThan(0);
      expect([...new Set(crossed.map(({ panel }) => panel))]).toEqual(['map']);
    },
  );

  it.each(walls.map((wall) => [wall.id, wall] as const))('%s shows no panel twice on a page', (_, wall) => {
    for (const page of [plan(wall).columns, ...plan(wall).later]) {
      const standing = page.flatMap((column) => column.panels.map(({ panel }) => panel));
      expect(standing).toEqual([...new Set(standing)]);
    }
  });

  it('with three columns shows the day’s equation, the levels and the three contents on its first page', () => {
    for (const id of ['hall-1080p', 'uhd-2160p']) {
      const wall = walls.find((one) => one.id === id);
      if (wall === undefined) throw new Error(`${id} is missing`);
      const [first] = shown(plan(wall));
      expect(first).toEqual(['today', 'risk-levels', 'disputes', 'hazards', 'appeals']);
    }
  });

  it('keep timers, alarms and the map for a seat at 8 m, and let the later ranks go', () => {
    const hall = walls.find(({ id }) => id === 'hall-1080p');
    if (hall === undefined) throw new Error('the default wall is missing');
    const far = plan(hall, 8);
    expect(shown(far).flat()).toEqual(expect.arrayContaining(['timers', 'alarms', 'map', 'risk-levels']));
    expect(far.left).toContain('today');
    const ranks = far.left.map((panel) => rankOf(panel));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
});

describe('the root unit', () => {
  const metres = { width: 3.6, farthestSeat: 5 };
  it('is 16 px at 1080 lines where that is large enough', () => {
    expect(rootPx({ width: 1920, height: 1080 }, metres)).toBe(16);
    expect(rootPx({ width: 3840, height: 2160 }, metres)).toBe(32);
  });
  it('gives body text at least 20 minutes of arc from the farthest seat', () => {
    for (const farthestSeat of [5, 6, 8, 12]) {
      const viewport = { width: 1920, height: 1080 };
      const unit = rootPx(viewport, { width: 3.6, farthestSeat });
      expect(arcMinutes(unit * BODY_REM, viewport, { width: 3.6, farthestSeat })).toBeGreaterThan(19.95);
    }
  });
  it('grows with the distance and never shrinks below the lines of the screen', () => {
    const at = (farthestSeat: number) => rootPx({ width: 1920, height: 1080 }, { width: 3.6, farthestSeat });
    expect(at(8)).toBeGreaterThan(at(6));
    expect(at(1)).toBe(16);
  });
  it('follows the width of a window too narrow for its height', () => {
    expect(rootPx({ width: 720, height: 1080 }, { width: 3.6, farthestSeat: 1 })).toBe(8);
  });
});
