import { itemMarks } from '../marks/build.ts';
import { createMarkSet } from '../marks/mark-set.ts';
import type { MapLayer } from '../port.ts';

/** Open items: ▲◆●○ by risk level, a small square for a facility item. */
export const layer: MapLayer = {
  id: 'items',
  order: 30,
  reads: ['case'],
  mount(context) {
    const marks = createMarkSet(context, 'case', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    return {
      update: (data) => marks.show(itemMarks(data.case.values(), surroundings)),
      pick: marks.pick,
      stop: marks.stop,
    };
  },
};
