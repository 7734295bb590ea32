import type { Site } from '../geo/sites.ts';
import type { LayerContext, MountedLayer } from '../port.ts';
import { MARK_REM } from './marks.ts';

export interface SiteLayerOptions {
  readonly id: 'resource' | 'camera';
  readonly order: number;
  readonly sites: readonly Site[];
  /** Zoom steps closer than the whole county from which they are drawn. */
  readonly fromCloseness: number;
}

/** Standing places of the region pack: quiet marks that come when the map is close, and never change. */
export function mountSites(context: LayerContext, options: SiteLayerOptions): MountedLayer {
  const { view, theme, scene, shown } = context;
  const { id, order, sites, fromCloseness } = options;
  const marks = scene.addMarks(id, order);
  const all = sites.map((site) => ({ ...site.at, id: site.id, icon: id, size: MARK_REM[id] * theme.remPx }));
  let drawn = false;
  const draw = (): void => {
    const near = view.closeness() >= fromCloseness;
    if (near === drawn) return;
    drawn = near;
    marks.set(near ? all : []);
    shown.tell(id, near ? all : []);
  };
  const stopView = view.onChange(draw);
  draw();
  return {
    update: () => undefined,
    stop() {
      stopView();
      marks.remove();
      shown.tell(id, []);
    },
  };
}
