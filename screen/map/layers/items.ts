import { alarmMarks } from '../marks/build.ts';
import { clusterItems } from '../marks/clusters.ts';
import { createMarkSet, pickMark } from '../marks/mark-set.ts';
import type { MapData, MapLayer, Mark } from '../port.ts';
import { joinsMarks, showsSingles } from '../view/view.ts';

/** Shares by which the scale may change before marks are brought together anew. */
const SAME_SCALE = 0.02;

/**
 * Open items: ▲◆●○ by risk level, a small square for a facility item; what would lie over one another is one mark with
 * a number, from afar a village of several too.
 */
export const layer: MapLayer = {
  id: 'items',
  order: 30,
  reads: ['case', 'alarm'],
  mount(context) {
    const marks = createMarkSet(context, 'case', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    let data: Pick<MapData, 'case' | 'alarm'> = { case: new Map(), alarm: new Map() };
    let heaps: readonly Mark[] = [];
    let scale = 0;
    const draw = (): void => {
      const transform = context.view.transform();
      scale = transform.scale;
      const parted = clusterItems(data.case.values(), surroundings, {
        transform,
        byVillage: !showsSingles(context.view),
        joins: joinsMarks(context.view),
        loud: alarmMarks(data.alarm.values(), surroundings.remPx),
      });
      heaps = parted.heaps;
      marks.show(parted.single, heaps);
    };
    const stopView = context.view.onChange((settled) => {
      if (settled && Math.abs(context.view.transform().scale / scale - 1) > SAME_SCALE) draw();
    });
    return {
      update(next) {
        data = next;
        draw();
      },
      pick: marks.pick,
      closer: (at) => pickMark(context.view, heaps, at),
      stop() {
        stopView();
        marks.stop();
      },
    };
  },
};
