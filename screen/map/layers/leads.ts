import { leadMarks } from '../marks/build.ts';
import { createMarkSet } from '../marks/mark-set.ts';
import type { MapLayer } from '../port.ts';

/** AI leads that nobody has judged: dashed outlines, never filled. */
export const layer: MapLayer = {
  id: 'leads',
  order: 20,
  reads: ['video'],
  mount(context) {
    const marks = createMarkSet(context, 'video', layer.order);
    return {
      update: (data) => marks.show(leadMarks(data.video.values(), context.theme.remPx)),
      pick: marks.pick,
      stop: marks.stop,
    };
  },
};
