import { mountSites } from '../marks/sites.ts';
import type { MapLayer } from '../port.ts';

/** 摄像机: cameras of the region pack, the quietest marks of all. */
export const layer: MapLayer = {
  id: 'cameras',
  order: 16,
  reads: [],
  mount: (context) =>
    mountSites(context, {
      id: 'camera',
      order: layer.order,
      sites: context.geometry.cameras,
      fromCloseness: 2.4,
    }),
};
