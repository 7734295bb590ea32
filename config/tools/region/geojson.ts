import type { Feature, FeatureCollection, Geometry } from 'geojson';
import type { LngLat } from './plane.ts';
import type { Polygon } from './rings.ts';

/** A point feature without id. */
export function pointFeature(place: LngLat, properties: Record<string, unknown>): Feature {
  return { type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...place] } };
}

/** A line feature without id; repeated points are left out. */
export function lineFeature(line: readonly LngLat[], properties: Record<string, unknown>): Feature {
  const coordinates = line
    .filter((p, i) => i === 0 || p[0] !== line[i - 1]?.[0] || p[1] !== line[i - 1]?.[1])
    .map((p) => [...p]);
  return { type: 'Feature', properties, geometry: { type: 'LineString', coordinates } };
}

/** A polygon feature whose id is the code among its properties. */
export function areaFeature(
  polygon: Polygon,
  properties: { code: string } & Record<string, unknown>,
): Feature {
  const geometry: Geometry = { type: 'Polygon', coordinates: polygon.map((ring) => ring.map((p) => [...p])) };
  return { type: 'Feature', id: properties.code, properties, geometry };
}

/** The text of a layer file: one feature a line, so that differences can be read. */
export function layerText(name: string, features: readonly Feature[]): string {
  const head: Omit<FeatureCollection, 'features'> & { name: string } = { type: 'FeatureCollection', name };
  const lines = features.map((f) => JSON.stringify(f)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"features":[\n${lines}\n]}\n`;
}
