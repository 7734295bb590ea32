import type { PanelId } from '../../gateway/contract/wall.ts';
import { rankOf } from '../panels/entry.ts';
import type { PlannedColumn, PlannedPanel } from './plan.ts';

/** Ranks up to this one (status strip, timers, alarms, map, risk levels) stand on every page. */
const KEPT_RANK = 5;

/** Heights in root units: the least of a panel, the one it tells all in, and what stands between two. */
export interface Heights {
  readonly leastRem: (panel: PanelId) => number;
  /** Not below `leastRem`. */
  readonly tallRem: (panel: PanelId) => number;
  readonly gapRem: number;
}

/**
 * Pages after the first: in each column the panels of the later ranks make room for those that wait, the best rank first
 * and beside it whatever fills the room best; what matters most stays where it stands, at the same height. A panel of the
 * first page may wait too, to stand higher. One that no column has room for is on no page.
 */
export function laterPages(
  first: readonly PlannedColumn[],
  waiting: readonly PanelId[],
  heights: Heights,
): PlannedColumn[][] {
  const pages: PlannedColumn[][] = [];
  let rest = [...waiting];
  while (rest.length > 0) {
    const placed = new Set<PanelId>();
    const page = first.map((column) => {
      const turned = turnedColumn(
        column,
        rest.filter((panel) => !placed.has(panel) && mayStand(panel, column, first)),
        heights,
      );
      for (const panel of turned.placed) placed.add(panel);
      return turned.column;
    });
    if (placed.size === 0) break;
    pages.push(page);
    rest = rest.filter((panel) => !placed.has(panel));
  }
  return pages;
}

/** What stands on the first page comes back in its own column only, so that it never stands twice. */
function mayStand(panel: PanelId, column: PlannedColumn, first: readonly PlannedColumn[]): boolean {
  const home = first.find(({ panels }) => panels.some((one) => one.panel === panel));
  return home === undefined || home === column;
}

/** Each run of panels that may turn is a room of its own, so that a panel that stays does not move and none crosses a seam. */
function turnedColumn(
  column: PlannedColumn,
  waiting: readonly PanelId[],
  heights: Heights,
): { readonly column: PlannedColumn; readonly placed: readonly PanelId[] } {
  const placed: PanelId[] = [];
  const panels = runsOf(column.panels).flatMap((run) => {
    if (stays(run[0])) return run;
    const arriving = waiting.filter((panel) => !placed.includes(panel) && mayTurn(panel, run, column));
    const turned = turnedRun(run, arriving, heights);
    placed.push(...arriving.filter((panel) => turned.some((one) => one.panel === panel)));
    return turned;
  });
  return { column: { ...column, panels }, placed };
}

/** What stands in another room of the column comes back there, or it would stand twice. */
function mayTurn(panel: PanelId, run: readonly PlannedPanel[], { panels }: PlannedColumn): boolean {
  const isIt = (one: PlannedPanel) => one.panel === panel;
  return run.some(isIt) || !panels.some(isIt);
}

function stays(one: PlannedPanel | undefined): boolean {
  return one !== undefined && rankOf(one.panel) <= KEPT_RANK;
}

function runsOf(panels: readonly PlannedPanel[]): PlannedPanel[][] {
  const runs: PlannedPanel[][] = [];
  for (const one of panels) {
    const last = runs.at(-1);
    const goesOn = last?.at(-1)?.aboveSeam !== true && stays(last?.[0]) === stays(one);
    if (last !== undefined && goesOn) last.push(one);
    else runs.push([one]);
  }
  return runs;
}

/** Those that wait take the room; where they leave some, those that stood there keep it. */
function turnedRun(
  run: readonly PlannedPanel[],
  waiting: readonly PanelId[],
  { leastRem, tallRem, gapRem }: Heights,
): readonly PlannedPanel[] {
  const room = heightOf(run, gapRem);
  const needOf = (panel: PanelId): Need => {
    const tall = tallRem(panel);
    return [panel, tall <= room ? tall : leastRem(panel)];
  };
  const arrived = fitting(waiting.map(needOf), room, gapRem);
  if (arrived.length === 0) return run;
  const others = run.filter(({ panel }) => !arrived.some(([one]) => one === panel));
  const free = room - sumOf(arrived, gapRem) - gapRem;
  const placed = [
    ...arrived,
    ...fitting(
      others.map(({ panel }) => needOf(panel)),
      free,
      gapRem,
    ),
  ];
  const spare = (room - sumOf(placed, gapRem)) / placed.length;
  return placed.map(([panel, need]) => ({ panel, heightRem: need + spare }));
}

type Need = readonly [panel: PanelId, rem: number];

function sumOf(needs: readonly Need[], gapRem: number): number {
  return needs.reduce((sum, [, need]) => sum + need + gapRem, -gapRem);
}

/** A panel fills what is left of a room if it takes this share of it. */
const FILLING = 0.8;

/** The best rank that fits, then the best that fills what is left, else the highest: no page stands half empty while others wait. */
function fitting(waiting: readonly Need[], room: number, gapRem: number): readonly Need[] {
  const placed = new Set<Need>();
  let free = room;
  while (true) {
    const able = waiting.filter((one) => !placed.has(one) && one[1] <= free);
    const enough = placed.size === 0 ? 0 : free * FILLING;
    const next = able.find(([, need]) => need >= enough) ?? able.sort((a, b) => b[1] - a[1])[0];
    if (next === undefined) return waiting.filter((one) => placed.has(one));
    placed.add(next);
    free -= next[1] + gapRem;
  }
}

function heightOf(panels: readonly PlannedPanel[], gapRem: number): number {
  return panels.reduce((sum, { heightRem }) => sum + heightRem + gapRem, -gapRem);
}
