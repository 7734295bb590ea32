import { alarmMarks } from '../marks/build.ts';
import { createMarkSet } from '../marks/mark-set.ts';
import type { MapLayer } from '../port.ts';

/** Unfinished alarms: filled squares with the priority's digit, outlined once acknowledged. */
export const layer: MapLayer = {
  id: 'alarms',
  order: 50,
  reads: ['alarm'],
  mount(context) {
    const marks = createMarkSet(context, 'alarm', layer.order);
    return {
      update: (data) => marks.show(alarmMarks(data.alarm.values(), context.theme.remPx)),
      pick: marks.pick,
      stop: marks.stop,
    };
  },
};
