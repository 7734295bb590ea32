import type { Feature } from 'geojson';
import { lineFeature } from '../geojson.ts';
import type { LngLat } from '../plane.ts';
import { ROAD_CLASSES } from '../road-network.ts';
import { fieldOf } from './fields.ts';
import { placeIn } from './findings.ts';
import type { Reading } from './read-areas.ts';
import { type RawFeature, readLayer } from './read-json.ts';
import { readLine } from './shapes.ts';

/** Classes of the open street map's `highway`, and what the map of a county calls them. */
const CLASS_OF: Readonly<Record<string, string>> = {
  motorway: '高速',
  trunk: '国道',
  primary: '省道',
  secondary: '县道',
  tertiary: '乡道',
  residential: '城区道路',
};
const USUAL_CLASS = '县道';

function roadClass(feature: RawFeature): string {
  const given = fieldOf(feature, ['class', '等级', 'highway', 'fclass']) ?? '';
  const known = ROAD_CLASSES.find((name) => name === given);
  return known ?? CLASS_OF[given.replace(/_link$/, '')] ?? USUAL_CLASS;
}

function riverLevel(feature: RawFeature): number {
  const level = Number(fieldOf(feature, ['level', '级别']));
  return Number.isInteger(level) && level > 0 ? level : 2;
}

const PROPERTIES = {
  river: (feature: RawFeature) => ({ level: riverLevel(feature) }),
  road: (feature: RawFeature) => ({ class: roadClass(feature) }),
} as const;

function linesOf({ geometry }: RawFeature, { position }: Reading): LngLat[][] | string {
  if (geometry === null) return 'it has no geometry';
  if (geometry.type !== 'LineString' && geometry.type !== 'MultiLineString')
    return `it is a ${geometry.type}; a line needs a LineString or MultiLineString`;
  const list: unknown = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
  if (!Array.isArray(list)) return 'its coordinates are not a list';
  const lines: LngLat[][] = [];
  for (const one of list as unknown[]) {
    const line = readLine(one, position);
    if (typeof line === 'string') return line;
    if (line.length > 1) lines.push(line);
  }
  return lines;
}

/** Reads rivers or roads. Only what the map draws is kept of their properties: kind, name, class or level. */
export function readLines(path: string, kind: keyof typeof PROPERTIES, reading: Reading): Feature[] {
  const layer = readLayer(path, reading.findings);
  return (layer?.features ?? []).flatMap((feature, index) => {
    const name = fieldOf(feature, reading.fields.name);
    const lines = linesOf(feature, reading);
    if (typeof lines === 'string') {
      reading.findings.problems.push(`${placeIn(layer?.file ?? path, index, name)}: ${lines}`);
      return [];
    }
    const properties = { kind, ...(name === null ? {} : { name }), ...PROPERTIES[kind](feature) };
    return lines.map((line) => lineFeature(line, properties));
  });
}
