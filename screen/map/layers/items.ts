import { clusterItems } from '../marks/clusters.ts';
import { createMarkSet, pickMark } from '../marks/mark-set.ts';
import type { MapData, MapLayer, Mark } from '../port.ts';
import { perScale } from '../view/view.ts';

/**
 * Open items: ▲◆●○ by risk level, a small square for a facility item; what would lie over one another is one mark with
 * a number beside it, from afar a village of several too, or stands side by side.
 */
export const layer: MapLayer = {
  id: 'items',
  order: 30,
  reads: ['case', 'alarm', 'calling', 'video', 'focus'],
  mount(context) {
    const { view } = context;
    const marks = createMarkSet(context, 'case', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    let data: MapData | null = null;
    let heaps: readonly Mark[] = [];
    const picture = perScale(view, () => {
      if (data === null) return;
      const { view: now, first } = context.places.of(context, data);
      const parted = clusterItems(data.case.values(), surroundings, now, first);
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
