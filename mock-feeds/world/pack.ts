import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { regionManifest, type Unit, unit } from '../../gateway/contract/index.ts';
import { type Box, boxOf, type Point, type Polygon, type Ring } from './geo.ts';

/** A village, or the smallest areas that the pack has: where the world's items and terminals live. */
export interface Cell {
  readonly id: string;
  readonly name: string;
  /** Name of the street or town around it; empty when the pack has none. */
  readonly town: string;
  readonly townId: string | null;
  /** Built-up: more items, more terminals. */
  readonly urban: boolean;
  readonly polygons: readonly Polygon[];
  readonly box: Box;
  /** A point well inside. */
  readonly centre: Point;
}

export interface Place {
  readonly id: string;
  readonly name: string;
  /** 小区 市场 学校 …; `路口` for a made-up one. */
  readonly category: string;
  readonly at: Point;
  readonly cell: Cell;
}

export interface Road {
  readonly name: string | null;
  readonly line: Ring;
}

/** What the world needs of a region pack; only the county file is required. */
export interface Pack {
  readonly id: string;
  readonly name: string;
  readonly countyId: string;
  readonly utcOffsetMinutes: number;
  readonly box: Box;
  /** Never empty: villages, else towns, else the county itself. */
  readonly cells: readonly Cell[];
  readonly towns: readonly { readonly id: string; readonly name: string }[];
  /** Without motorways: nobody patrols them on foot. */
  readonly roads: readonly Road[];
  readonly places: readonly Place[];
  readonly cameras: readonly Place[];
  readonly units: readonly Unit[];
}

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(position)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(position))) }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(position) }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(position)) }),
  z.object({ type: z.literal('Point'), coordinates: position }),
]);
const words = z
  .union([z.string(), z.number()])
  .transform(String)
  .nullish()
  .transform((word) => word ?? undefined);
const feature = z.object({
  id: words,
  properties: z
    .object({
      id: words,
      code: words,
      name: words,
      parent: words,
      village: words,
      category: words,
      class: words,
      label: position.optional(),
      center: position.optional(),
    })
    .nullish(),
  geometry,
});
type Feature = z.infer<typeof feature>;
const collection = z.object({ features: z.array(feature) });

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`${file} could not be read as JSON: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function features(dir: string, ...names: readonly string[]): Feature[] {
  for (const name of names) {
    const file = join(dir, `${name}.geojson`);
    if (!existsSync(file)) continue;
    const read = collection.safeParse(readJson(file));
    if (!read.success)
      throw new Error(`${file} is not a plain GeoJSON layer: ${z.prettifyError(read.error)}`);
    return read.data.features;
  }
  return [];
}

const points = (line: readonly (readonly number[])[]): Ring =>
  line.map((at): Point => [at[0] as number, at[1] as number]);

function polygonsOf({ geometry: shape }: Feature): Polygon[] {
  if (shape.type === 'Polygon') return [shape.coordinates.map(points)];
  if (shape.type === 'MultiPolygon') return shape.coordinates.map((rings) => rings.map(points));
  return [];
}

function linesOf({ geometry: shape }: Feature): Ring[] {
  if (shape.type === 'LineString') return [points(shape.coordinates)];
  if (shape.type === 'MultiLineString') return shape.coordinates.map(points);
  return [];
}

const idOf = (of: Feature, fallback: string) => of.properties?.code ?? of.id ?? of.properties?.id ?? fallback;

function cellOf(
  of: Feature,
  names: ReadonlyMap<string, string>,
  fallback: { id: string; name: string },
): Cell {
  const polygons = polygonsOf(of);
  const box = boxOf(polygons.flat(2));
  const name = of.properties?.name ?? fallback.name;
  const townId = of.properties?.parent ?? null;
  const town = townId === null ? '' : (names.get(townId) ?? '');
  const label = of.properties?.label ?? of.properties?.center;
  const centre: Point = label ? [label[0], label[1]] : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
  const urban = /(社区|街道)$/.test(name) && !/[镇乡]$/.test(town);
  return { id: idOf(of, fallback.id), name, town, townId, urban, polygons, box, centre };
}

function placesOf(of: readonly Feature[], cells: readonly Cell[]): Place[] {
  const byId = new Map(cells.map((cell) => [cell.id, cell]));
  return of.flatMap(({ geometry: shape, properties, id }, i) => {
    const cell = byId.get(properties?.village ?? '') ?? cells[0];
    if (shape.type !== 'Point' || cell === undefined) return [];
    const at: Point = [shape.coordinates[0], shape.coordinates[1]];
    const name = properties?.name ?? `${cell.name}${i + 1}号点位`;
    return [{ id: properties?.id ?? id ?? name, name, category: properties?.category ?? '', at, cell }];
  });
}

function unitsOf(dir: string): Unit[] {
  const file = join(dir, 'units.json');
  if (!existsSync(file)) return [];
  const read = z.array(unit).safeParse(readJson(file));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}

/** Reads a region pack folder. Throws with the file's name when one cannot be read or there is no county. */
export function loadPack(dir: string): Pack {
  const county = features(dir, 'county');
  const first = county[0];
  if (first === undefined)
    throw new Error(`${join(dir, 'county.geojson')} is missing: a region needs at least its outline`);
  const manifestFile = join(dir, 'region.json');
  const manifest = existsSync(manifestFile) ? regionManifest.parse(readJson(manifestFile)) : null;
  const id = manifest?.id ?? basename(dir);
  const name = manifest?.name ?? first.properties?.name ?? id;
  const towns = features(dir, 'towns');
  const villages = features(dir, 'villages');
  const names = new Map(towns.map((town) => [idOf(town, ''), town.properties?.name ?? '']));
  const smallest = [villages, towns, county].find((layer) => layer.length > 0) ?? county;
  const cells = smallest.map((area) => cellOf(area, names, { id, name }));
  return {
    id,
    name,
    countyId: idOf(first, id),
    utcOffsetMinutes: manifest?.utcOffsetMinutes ?? 480,
    box: boxOf(county.flatMap(polygonsOf).flat(2)),
    cells,
    towns: towns.map((town) => ({ id: idOf(town, ''), name: town.properties?.name ?? '' })),
    roads: features(dir, 'roads', 'roads_synthetic')
      .filter((road) => road.properties?.class !== '高速')
      .flatMap((road) => linesOf(road).map((line) => ({ name: road.properties?.name ?? null, line }))),
    places: placesOf(features(dir, 'places'), cells),
    cameras: placesOf(features(dir, 'cameras'), cells),
    units: unitsOf(dir),
  };
}
