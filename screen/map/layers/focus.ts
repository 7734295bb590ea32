import { placeOf } from '../marks/build.ts';
import { MARK_REM } from '../marks/marks.ts';
import type { MapLayer } from '../port.ts';

/** Two static rings around what the callout speaks of. */
export const layer: MapLayer = {
  id: 'focus',
  order: 40,
  reads: ['focus', 'case', 'alarm', 'video', 'terminal'],
  mount({ scene, geometry, theme }) {
    const marks = scene.addMarks('focus', layer.order);
    let known = '';
    return {
      update(data) {
        const at = data.focus && placeOf(data.focus, data, geometry);
        const next = at && data.focus ? `${data.focus.kind}:${data.focus.id}|${at.lng}|${at.lat}` : '';
        if (next === known) return;
        known = next;
        marks.set(at ? [{ ...at, id: next, icon: 'ring', size: MARK_REM.ring * theme.remPx }] : []);
      },
      stop: () => marks.remove(),
    };
  },
};
