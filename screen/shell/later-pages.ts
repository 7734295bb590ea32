import type { PanelId } from '../../gateway/contract/wall.ts';
import { rankOf } from '../panels/entry.ts';
import type { PlannedColumn, PlannedPanel } from './plan.ts';

/** Ranks up to this one (status strip, timers, alarms, map, risk levels) stand on every page. */
const KEPT_RANK = 5;

/** Heights in root units: the least of a panel, and what stands between two. */
export interface Heights {
  readonly leastRem: (panel: PanelId) => number;
  readonly gapRem: number;
}

/**
 * Pages after the first: in each column the panels of the later ranks make room for those that wait, the best rank first;
 * what matters most stays where it stands, at the same height. A panel of the first page may wait too, to stand higher. One
 * that no column has room for is on no page.
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
    const arriving = filled(
      heightOf(run, heights.gapRem),
      waiting.filter((panel) => !placed.includes(panel)),
      heights,
    );
    placed.push(...arriving.map(({ panel }) => panel));
    return arriving.length === 0 ? run : arriving;
  });
  return { column: { ...column, panels }, placed };
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

function filled(room: number, waiting: readonly PanelId[], heights: Heights): PlannedPanel[] {
  const { leastRem, gapRem } = heights;
  const placed = fitting(waiting, room, heights);
  const needed = placed.reduce((sum, panel) => sum + leastRem(panel) + gapRem, -gapRem);
  const spare = (room - needed) / placed.length;
  return placed.map((panel) => ({ panel, heightRem: leastRem(panel) + spare }));
}

function heightOf(panels: readonly PlannedPanel[], gapRem: number): number {
  return panels.reduce((sum, { heightRem }) => sum + heightRem + gapRem, -gapRem);
}

function fitting(waiting: readonly PanelId[], room: number, { leastRem, gapRem }: Heights): PanelId[] {
  const placed: PanelId[] = [];
  let used = -gapRem;
  for (const panel of waiting) {
    const next = used + leastRem(panel) + gapRem;
    if (next > room) continue;
    placed.push(panel);
    used = next;
  }
  return placed;
}
