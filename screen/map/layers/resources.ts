import { mountSites } from '../marks/sites.ts';
import type { MapLayer } from '../port.ts';

/** 处置力量: enforcement teams, fire points, police posts, outposts and mediation studios of the region pack. */
export const layer: MapLayer = {
  id: 'resources',
  order: 18,
  reads: [],
  mount: (context) =>
    mountSites(context, {
      id: 'resource',
      order: layer.order,
      sites: context.geometry.resources,
      fromCloseness: 2,
    }),
};
