import { countsOf, heatSource } from '../marks/density.ts';
import { type HeatPoint, heatField, paintHeat } from '../marks/heat.ts';
import type { LayerContext, MapLayer } from '../port.ts';

function createHeatCanvas({ below, view, theme }: LayerContext) {
  const canvas = document.createElement('canvas');
  canvas.className = 'map-heat';
  below.prepend(canvas);
  const pen = canvas.getContext('2d');
  return {
    draw(points: readonly HeatPoint[]) {
      const field = heatField(points, view.transform(), view.size(), theme.remPx);
      canvas.width = field.width;
      canvas.height = field.height;
      const image = pen?.createImageData(field.width, field.height);
      if (!pen || !image) return;
      const { colours } = theme;
      paintHeat(field, new Uint32Array(image.data.buffer), {
        thin: colours['map-density-3'],
        dense: colours['data-4'],
      });
      pen.putImageData(image, 0, 0);
    },
    remove: () => canvas.remove(),
  };
}

/** Where open items lie close together, from the numbers of grids or villages: no item's own place goes in (decisions D10). */
export const layer: MapLayer = {
  id: 'heat',
  order: 12,
  reads: ['kpi', 'measure'],
  mount(context) {
    const { geometry, view } = context;
    const source = heatSource((name) => geometry.layers[name] !== null);
    const areas = source === null ? [] : geometry[source];
    const middles = new Map(areas.map(({ id, label }) => [id, label]));
    let canvas: ReturnType<typeof createHeatCanvas> | null = null;
    let points: readonly HeatPoint[] = [];
    const stop = (): void => {
      canvas?.remove();
      canvas = null;
    };
    const stopView = view.onChange(() => canvas?.draw(points));
    return {
      update({ kpi, measure }) {
        if (measure !== 'heat' || source === null) return stop();
        const counts = countsOf(kpi.values(), 'case.open');
        points = [...counts].flatMap(([area, count]) => {
          const at = middles.get(area);
          return at === undefined || count === 0 ? [] : [{ at, count }];
        });
        canvas ??= createHeatCanvas(context);
        canvas.draw(points);
      },
      stop() {
        stopView();
        stop();
      },
    };
  },
};
