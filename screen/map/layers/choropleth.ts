import { countsOf, type DensitySource, densityStep, tintOf } from '../marks/density.ts';
import type { LayerContext, MapLayer } from '../port.ts';

function codesOf({ geometry }: LayerContext, source: DensitySource): readonly string[] {
  return (geometry.layers[source]?.features ?? []).map(({ properties }) => String(properties?.code));
}

/**
 * Tint of the ground by the measure that was chosen. The base map draws it, below rivers and names; an area is told only
 * when its step changes, so an hour of ordinary work costs a handful of redraws.
 */
export const layer: MapLayer = {
  id: 'choropleth',
  order: 10,
  reads: ['kpi', 'measure'],
  mount(context) {
    const { ground, geometry } = context;
    let drawn: { readonly source: DensitySource; readonly steps: Map<string, number> } | null = null;
    const clear = (): void => {
      if (!drawn) return;
      for (const [area, step] of drawn.steps) if (step > 0) ground.setDensity(drawn.source, area, 0);
      drawn = null;
    };
    return {
      update({ kpi, measure }) {
        const tint = tintOf(measure, (name) => geometry.layers[name] !== null);
        if (drawn?.source !== tint?.source) clear();
        if (tint === null) return;
        drawn ??= {
          source: tint.source,
          steps: new Map(codesOf(context, tint.source).map((code) => [code, 0])),
        };
        const counts = countsOf(kpi.values(), tint.kpi);
        for (const [area, known] of drawn.steps) {
          const step = densityStep(counts.get(area) ?? 0, tint.steps);
          if (step === known) continue;
          drawn.steps.set(area, step);
          ground.setDensity(tint.source, area, step);
        }
      },
      stop: clear,
    };
  },
};
