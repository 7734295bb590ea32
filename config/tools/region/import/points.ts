import type { Feature } from 'geojson';
import { pointFeature } from '../geojson.ts';
import type { LngLat } from '../plane.ts';
import { fieldOf } from './fields.ts';
import { placeIn } from './findings.ts';
import type { Home } from './locate.ts';
import type { Reading } from './read-areas.ts';
import { type RawFeature, readLayer } from './read-json.ts';

type Kind = 'place' | 'camera';

function households(feature: RawFeature): { households?: number } {
  const count = Number(fieldOf(feature, ['households', '户数']));
  return Number.isInteger(count) && count > 0 ? { households: count } : {};
}

/** What is kept of a point's properties; everything else, people above all, stays outside. */
const PROPERTIES: Readonly<
  Record<Kind, (feature: RawFeature, name: string, n: number) => Record<string, unknown>>
> = {
  place: (feature, name) => ({
    name,
    category: fieldOf(feature, ['category', '类别', '类型', 'type', 'fclass']) ?? '地点',
    ...households(feature),
  }),
  camera: (feature, name, n) => ({
    id: fieldOf(feature, ['id', '编号', 'code']) ?? feature.id ?? `cam-${String(n).padStart(3, '0')}`,
    name,
    kind: fieldOf(feature, ['kind', '类别', '类型']) ?? '街面',
  }),
};

function pointOf({ geometry }: RawFeature, { position }: Reading): LngLat | string {
  if (geometry === null) return 'it has no geometry';
  if (geometry.type !== 'Point') return `it is a ${geometry.type}; it needs a Point`;
  return position(geometry.coordinates);
}

/** Reads landmarks or cameras and puts each into its village. What lies outside of the county is left out and told. */
export function readPoints(path: string, kind: Kind, reading: Reading, home: Home): Feature[] {
  const { findings, fields } = reading;
  const layer = readLayer(path, findings);
  const outside: string[] = [];
  const features = (layer?.features ?? []).flatMap((feature, index): Feature[] => {
    const name = fieldOf(feature, fields.name);
    const where = placeIn(layer?.file ?? path, index, name);
    const point = pointOf(feature, reading);
    if (typeof point === 'string') findings.problems.push(`${where}: ${point}`);
    if (name === null) findings.problems.push(`${where}: has no name (${fields.name.join('|')})`);
    if (typeof point === 'string' || name === null) return [];
    const stands = home(point);
    if (stands === null) {
      outside.push(name);
      return [];
    }
    return [pointFeature(point, { ...PROPERTIES[kind](feature, name, index + 1), ...stands })];
  });
  if (outside.length > 0)
    findings.warnings.push(
      `${layer?.file ?? path}: ${outside.length} point(s) outside of the county were left out, such as ${outside.slice(0, 3).join(', ')}`,
    );
  return features;
}
