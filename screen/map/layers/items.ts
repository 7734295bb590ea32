import { clusterItems } from '../marks/clusters.ts';
import { loudIn } from '../marks/loud.ts';
import { createMarkSet, pickMark } from '../marks/mark-set.ts';
import type { MapData, MapLayer, Mark } from '../port.ts';
import { joinsMarks, perScale, showsSingles } from '../view/view.ts';

/**
 * Open items: ▲◆●○ by risk level, a small square for a facility item; what would lie over one another is one mark with
 * a number beside it, from afar a village of several too.
 */
export const layer: MapLayer = {
  id: 'items',
  order: 30,
  reads: ['case', 'alarm', 'calling', 'focus'],
  mount(context) {
    const { view } = context;
    const marks = createMarkSet(context, 'case', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    let data: MapData | null = null;
    let heaps: readonly Mark[] = [];
    const picture = perScale(view, () => {
      if (data === null) return;
      const { calls, alarms } = loudIn(context, data);
      const parted = clusterItems(data.case.values(), surroundings, {
        transform: view.transform(),
        byVillage: !showsSingles(view),
        joins: joinsMarks(view),
        loud: [...calls, ...alarms],
      });
      heaps = parted.heaps;
      marks.show(parted.single, heaps);
    });
    return {
      update(next) {
        data = next;
        picture.draw();
      },
      pick: marks.pick,
      closer: (at) => pickMark(view, heaps, at),
      stop() {
        picture.stop();
        marks.stop();
      },
    };
  },
};
