import type { Box } from '../geo/fit.ts';
import type { AreaShape } from '../geo/geometry.ts';
import { placeLabels } from '../labels/place.ts';
import { alarmMarks } from '../marks/build.ts';
import type { LayerContext, MapLayer, Mark } from '../port.ts';
import { projectToScreen, type View } from '../view/view.ts';

const GAP_REM = 0.15;
const EDGE_REM = 0.3;

interface TownLabel {
  readonly town: AreaShape;
  readonly element: HTMLElement;
  readonly count: HTMLElement;
  readonly kpi: string;
}

function createLabel(town: AreaShape, parent: HTMLElement): TownLabel {
  const kpi = `terminal.online@${town.id}`;
  const element = document.createElement('div');
  element.className = 'map-town';
  const name = document.createElement('span');
  name.className = 'map-town-name';
  name.textContent = town.name;
  const count = document.createElement('span');
  count.className = 'map-town-count';
  count.dataset.kpi = kpi;
  element.append(name, count);
  parent.append(element);
  return { town, element, count, kpi };
}

function boxOf(view: View, mark: Mark): Box {
  const { x, y } = projectToScreen(view, mark);
  const half = mark.size / 2;
  return { left: x - half, top: y - half, right: x + half, bottom: y + half };
}

function arrange(
  labels: readonly TownLabel[],
  { view, theme, docks }: LayerContext,
  avoid: readonly Mark[],
): void {
  const edge = EDGE_REM * theme.remPx;
  const { width, height } = view.size();
  const sizes = labels.map(({ element }) => ({ width: element.offsetWidth, height: element.offsetHeight }));
  const wishes = labels.map(({ town }, index) => ({
    id: town.id,
    anchor: projectToScreen(view, town.label),
    size: sizes[index] ?? { width: 0, height: 0 },
    rank: 0,
  }));
  const placed = placeLabels(wishes, {
    bounds: { left: edge, top: edge, right: width - edge, bottom: height - edge },
    obstacles: [...docks(), ...avoid.map((mark) => boxOf(view, mark))],
    gap: GAP_REM * theme.remPx,
  });
  labels.forEach(({ town, element }, index) => {
    const centre = placed.get(town.id);
    const size = sizes[index];
    element.style.visibility = centre ? 'visible' : 'hidden';
    if (centre && size)
      element.style.transform = `translate(${Math.round(centre.x - size.width / 2)}px, ${Math.round(centre.y - size.height / 2)}px)`;
  });
}

/**
 * Names of the streets with a halo, under each the number of terminals on line. Elements rather than GPU text: both
 * base maps and the plain one show the same, crisp at any size, and a label steps aside for another and for an alarm
 * that waits.
 */
export const layer: MapLayer = {
  id: 'towns',
  order: 60,
  reads: ['kpi', 'alarm', 'focus'],
  mount(context) {
    const labels = context.geometry.towns.map((town) => createLabel(town, context.above));
    let avoid: readonly Mark[] = [];
    let known = '';
    const stopView = context.view.onChange(() => arrange(labels, context, avoid));
    return {
      update(data) {
        const waiting = [...data.alarm.values()].filter((alarm) => !alarm.acked);
        avoid = alarmMarks(waiting, context.theme.remPx);
        for (const { count, kpi } of labels) {
          const online = data.kpi.get(kpi);
          const text = online ? String(online.value) : '';
          if (count.textContent !== text) count.textContent = text;
        }
        const docked = context.docks().map(({ left, top }) => `${Math.round(left)} ${Math.round(top)}`);
        const next = `${docked.join()}|${avoid.map(({ id }) => id).join()}|${labels.map(({ count }) => count.textContent?.length).join()}`;
        if (next === known) return;
        known = next;
        arrange(labels, context, avoid);
      },
      stop() {
        stopView();
        for (const { element } of labels) element.remove();
      },
    };
  },
};
