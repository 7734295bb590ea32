import { createMarkSet } from '../marks/mark-set.ts';
import { clusterView, standFirst } from '../marks/stand.ts';
import type { MapData, MapLayer } from '../port.ts';
import { perScale } from '../view/view.ts';

/** AI leads that nobody has judged: dashed outlines, never filled; aside for alarms and high risks, before all others. */
export const layer: MapLayer = {
  id: 'leads',
  order: 20,
  reads: ['video', 'case', 'alarm', 'calling', 'focus'],
  mount(context) {
    const marks = createMarkSet(context, 'video', layer.order);
    const surroundings = { areas: context.geometry.areas, remPx: context.theme.remPx };
    let data: MapData | null = null;
    const picture = perScale(context.view, () => {
      if (data === null) return;
      const view = clusterView(context, data);
      marks.show(view.leads.length === 0 ? [] : standFirst(data.case.values(), surroundings, view).leads);
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
