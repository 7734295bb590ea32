import type { Feature, FeatureCollection } from 'geojson';
import { quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import type { Bbox } from '../../../../gateway/contract/region.ts';

const STEP = 1e-5;

/** Polygon layers as one TopoJSON text: borders once as shared arcs, on the lattice of 1e-5 degrees of the files. */
export function topologyText(layers: Readonly<Record<string, readonly Feature[]>>, bbox: Bbox): string {
  const objects = Object.fromEntries(
    Object.entries(layers).map(([name, features]): [string, FeatureCollection] => [
      name,
      { type: 'FeatureCollection', features: [...features] },
    ]),
  );
  // Its types allow features without properties, those of `quantize` do not; every area has properties.
  const exact = topology(objects) as Parameters<typeof quantize>[0];
  return `${JSON.stringify(quantize(exact, { scale: [STEP, STEP], translate: [bbox[0], bbox[1]] }))}\n`;
}
