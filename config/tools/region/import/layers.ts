import type { Feature, Geometry } from 'geojson';
import { pointFeature } from '../geojson.ts';
import type { LngLat, Plane } from '../plane.ts';
import type { Levels } from './generate/levels.ts';
import { deepPoint, shapeArea } from './geometry.ts';
import { type ImportedArea, LAYER_OF, LEVELS, type Shape } from './model.ts';

function geometryOf(shape: Shape): Geometry {
  const polygons = shape.map((polygon) => polygon.map((ring) => ring.map((p) => [...p])));
  const [only] = polygons;
  return only && polygons.length === 1
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Code of the street that an area is or lies in; null where the region has no streets around it. */
function townOf(area: ImportedArea, byCode: ReadonlyMap<string, ImportedArea>): string | null {
  for (let here: ImportedArea | undefined = area; here; here = byCode.get(here.parent ?? ''))
    if (here.level === 'town') return here.code;
  return null;
}

interface Placed {
  readonly area: ImportedArea;
  readonly label: LngLat;
}

function areaFeature({ area, label }: Placed, byCode: ReadonlyMap<string, ImportedArea>): Feature {
  const { code, name, fullName, level, parent, seat, shape, generated } = area;
  const properties = {
    code,
    name,
    ...(fullName === null ? {} : { fullName }),
    level,
    parent,
    town: townOf(area, byCode),
    label,
    center: seat ?? label,
    areaKm2: Math.round(shapeArea(shape) * 1000) / 1000,
    ...(generated ? { generated } : {}),
  };
  return { type: 'Feature', id: code, properties, geometry: geometryOf(shape) };
}

/** The polygon layers that have areas, and the seats of the streets. */
export function areaLayers(
  levels: Levels,
  plane: Plane,
): { areas: Record<string, Feature[]>; seats: Feature[] } {
  const byCode = new Map(LEVELS.flatMap((level) => levels[level].map((area) => [area.code, area] as const)));
  const areas: Record<string, Feature[]> = {};
  for (const level of LEVELS) {
    const placed = levels[level].map((area): Placed => ({ area, label: deepPoint(area.shape, plane) }));
    if (placed.length > 0) areas[LAYER_OF[level]] = placed.map((one) => areaFeature(one, byCode));
  }
  const seats = levels.town.map(({ code, name, seat, shape }) =>
    pointFeature(seat ?? deepPoint(shape, plane), { code, name }),
  );
  return { areas, seats };
}
