import { clusterItems } from '../marks/clusters.ts';
import { createMarkSet } from '../marks/mark-set.ts';
import type { MapData, MapLayer } from '../port.ts';
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
    const picture = perScale(view, () => {
      if (data === null) return;
      const { view: now, first } = context.places.of(context, data);
      const { heaps, single } = clusterItems(data.case.values(), surroundings, now, first);
      marks.show([...heaps, ...single]);
    });
    return {
      update(next) {
        data = next;
        picture.draw();
      },
      pick: marks.pick,
      stop() {
        picture.stop();
        marks.stop();
      },
    };
  },
};
