import { densityLayer } from '../base/style.ts';
import { densitySteps } from '../marks/density.ts';
import type { MapLayer } from '../port.ts';

/**
 * Tint of the ground by open items per village or street. The base map draws it, below rivers and names; an area is told
 * only when its step changes, so an hour of ordinary work costs a handful of redraws.
 */
export const layer: MapLayer = {
  id: 'choropleth',
  order: 10,
  reads: ['kpi'],
  mount({ ground, geometry }) {
    const source = densityLayer(geometry.layers);
    const shapes = source ? (geometry.layers[source]?.features ?? []) : [];
    const drawn = new Map(shapes.map((shape) => [String(shape.properties?.code), 0]));
    return {
      update(data) {
        if (source === null) return;
        const steps = densitySteps(data.kpi.values(), source);
        for (const [area, known] of drawn) {
          const step = steps.get(area) ?? 0;
          if (step === known) continue;
          drawn.set(area, step);
          ground.setDensity(area, step);
        }
      },
      stop() {
        for (const [area, step] of drawn) if (step > 0) ground.setDensity(area, 0);
      },
    };
  },
};
