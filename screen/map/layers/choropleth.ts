import { countsOf, type DensitySource, densityStep, tintOf } from '../marks/density.ts';
import type { LayerContext, MapData, MapLayer } from '../port.ts';
import { throttle } from '../view/throttle.ts';

/** A tint tells where there is more and where less; each change of it is a whole new picture of the ground. */
const PACE_MS = 5_000;

interface Drawn {
  readonly source: DensitySource;
  readonly steps: Map<string, number>;
}

function codesOf({ geometry }: LayerContext, source: DensitySource): readonly string[] {
  return (geometry.layers[source]?.features ?? []).map(({ properties }) => String(properties?.code));
}

function blank(context: LayerContext, source: DensitySource): Drawn {
  return { source, steps: new Map(codesOf(context, source).map((code) => [code, 0])) };
}

/** Tints areas and knows what is drawn, so that the ground hears of an area only when its step changes. */
function createTint(context: LayerContext) {
  const { ground, geometry } = context;
  let drawn: Drawn | null = null;
  const clear = (): void => {
    if (!drawn) return;
    for (const [area, step] of drawn.steps) if (step > 0) ground.setDensity(drawn.source, area, 0);
    drawn = null;
  };
  return {
    clear,
    blank: () => drawn === null || [...drawn.steps.values()].every((step) => step === 0),
    draw({ kpi, measure }: Pick<MapData, 'kpi' | 'measure'>): void {
      const tint = tintOf(measure, (name) => geometry.layers[name] !== null);
      if (drawn?.source !== tint?.source) clear();
      if (tint === null) return;
      drawn ??= blank(context, tint.source);
      const counts = countsOf(kpi.values(), tint.kpi);
      for (const [area, known] of drawn.steps) {
        const step = densityStep(counts.get(area) ?? 0, tint.steps);
        if (step === known) continue;
        drawn.steps.set(area, step);
        ground.setDensity(tint.source, area, step);
      }
    },
  };
}

/**
 * Tint of the ground by the measure that was chosen. The base map draws it, below rivers and names; at once where there
 * was none or another measure is chosen, else every few seconds.
 */
export const layer: MapLayer = {
  id: 'choropleth',
  order: 10,
  reads: ['kpi', 'measure'],
  mount(context) {
    const tint = createTint(context);
    let data: Pick<MapData, 'kpi' | 'measure'> = { kpi: new Map(), measure: 'open' };
    const pictures = throttle(() => tint.draw(data), PACE_MS);
    return {
      update(next) {
        const other = next.measure !== data.measure;
        data = next;
        pictures.ask();
        if (other || tint.blank()) pictures.flush();
      },
      stop() {
        pictures.cancel();
        tint.clear();
      },
    };
  },
};
