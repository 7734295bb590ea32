import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { z } from 'zod';
import {
  type Bbox,
  namesTable,
  REGION_LAYERS,
  type RegionArea,
  type RegionInfo,
  type RegionLayer,
  regionManifest,
  type Unit,
  unit,
} from '../../gateway/contract/region.ts';
import type { AreaLevel } from '../../gateway/contract/vocabulary.ts';
import { readJson } from './files.ts';
import { ConfigurationError } from './problems.ts';

const feature = z.object({
  type: z.literal('Feature'),
  properties: z.record(z.string(), z.unknown()).nullable(),
  geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()).min(1) }),
});
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) });
/** A GeoJSON file of a pack, as far as everything here relies on it. */
export type FeatureCollection = z.infer<typeof collection>;

/** A region pack read from its folder: what the page is told (without URLs), where each layer lies, the area polygons. */
export interface RegionPack {
  readonly info: Omit<RegionInfo, 'layers'>;
  readonly files: Readonly<Partial<Record<RegionLayer, string>>>;
  readonly polygons: { readonly county: FeatureCollection } & Partial<
    Record<'towns' | 'villages' | 'grids', FeatureCollection>
  >;
}

/** What exporters call it, by preference. */
const ENGLISH_FIELDS = ['nameEn', 'name_en', 'name:en', 'NAME_EN', 'ENG_NAME', 'pinyin', 'PINYIN'];
const NAME_LENGTH = 60;

const POLYGON_LAYERS = ['county', 'towns', 'villages', 'grids'] as const;
const LEVEL_OF: Readonly<Record<(typeof POLYGON_LAYERS)[number], AreaLevel>> = {
  county: 'county',
  towns: 'street',
  villages: 'village',
  grids: 'grid',
};
/** Packs made elsewhere call their invented roads by what they are. */
const STAND_INS: Readonly<Partial<Record<RegionLayer, string>>> = { roads: 'roads_synthetic' };

/**
 * Reads the pack `YITU_REGION` names: an id under `config/region`, or a folder of plain GeoJSON. Only the county is required.
 * @throws {ConfigurationError} naming every file and feature that is wrong.
 */
export function loadRegion(name: string, regionsFolder: string): RegionPack {
  const folder = existsSync(join(regionsFolder, name)) ? join(regionsFolder, name) : resolve(name);
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new ConfigurationError([
      `YITU_REGION=${name}: neither a pack in ${regionsFolder} nor a folder; make one with npm run region:import`,
    ]);
  }
  const problems: string[] = [];
  const files = layerFiles(folder);
  if (files.county === undefined)
    problems.push(`${join(folder, 'county.geojson')}: missing; it is the one file a region needs`);
  const polygons = readPolygons(files, problems);
  const areas = Object.entries(polygons).flatMap(([layer, features]) =>
    areasOf(layer as (typeof POLYGON_LAYERS)[number], features, files, problems),
  );
  const manifestFile = join(folder, 'region.json');
  const manifest = existsSync(manifestFile) ? readJson(manifestFile, regionManifest, problems) : null;
  const units = readUnits(folder, problems);
  const namesFile = join(folder, 'names.en.json');
  const namesEn = existsSync(namesFile) ? readJson(namesFile, namesTable, problems) : null;
  problems.push(...unplacedUnits(join(folder, 'units.json'), units, areas));
  const { county } = polygons;
  if (problems.length > 0 || county === undefined) throw new ConfigurationError(problems);
  const bounds = manifest?.bbox ?? bboxOf(county);
  const countyName = areas.find((area) => area.level === 'county')?.name ?? name;
  const nameEn = manifest?.nameEn ?? englishNameOf(county.features[0]);
  const areasEn = { ...englishNames(polygons), ...manifest?.areasEn };
  const info = {
    id: manifest?.id ?? idOfFolder(basename(folder)),
    name: manifest?.name ?? countyName,
    fullName: manifest?.fullName ?? manifest?.name ?? countyName,
    ...(nameEn === null ? {} : { nameEn }),
    ...(Object.keys(areasEn).length === 0 ? {} : { areasEn }),
    ...(namesEn === null ? {} : { namesEn }),
    kind: manifest?.kind ?? 'imported',
    notice: manifest?.notice ?? (manifest?.approval ? null : '示意图 · 非测绘成果'),
    approval: manifest?.approval ?? null,
    ...(manifest?.generated ? { generated: manifest.generated } : {}),
    utcOffsetMinutes: manifest?.utcOffsetMinutes ?? 480,
    urban: manifest?.urban ?? null,
    bbox: bounds,
    center: manifest?.center ?? [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2],
    areas,
    units,
  } as const;
  return { info, files, polygons: { ...polygons, county } };
}

/** English or pinyin name that a feature carries; null for none. */
function englishNameOf(feature: FeatureCollection['features'][number] | undefined): string | null {
  const properties = feature?.properties;
  const told = ENGLISH_FIELDS.map((field) => properties?.[field]).find((each) => typeof each === 'string');
  const name = typeof told === 'string' ? told.trim().slice(0, NAME_LENGTH) : '';
  return name === '' ? null : name;
}

/** Those that the areas' own features carry, by their codes. */
function englishNames(polygons: Partial<RegionPack['polygons']>): Readonly<Record<string, string>> {
  const features = Object.values(polygons).flatMap((each) => each.features);
  return Object.fromEntries(
    features.flatMap((one): [string, string][] => {
      const name = englishNameOf(one);
      return name === null ? [] : [[String(one.properties?.code), name]];
    }),
  );
}

/** An id for a plain folder, fit to name a log: its name where that is plain, else what is plain of it and a mark of the rest. */
function idOfFolder(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 23);
  if (plain === name.toLowerCase()) return plain;
  const mark = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return plain === '' ? mark : `${plain}-${mark}`;
}

function layerFiles(folder: string): Partial<Record<RegionLayer, string>> {
  const files: Partial<Record<RegionLayer, string>> = {};
  for (const layer of REGION_LAYERS) {
    const names = [layer, STAND_INS[layer]].filter((candidate) => candidate !== undefined);
    const found = names
      .map((candidate) => join(folder, `${candidate}.geojson`))
      .find((file) => existsSync(file));
    if (found !== undefined) files[layer] = found;
  }
  return files;
}

function readPolygons(files: Partial<Record<RegionLayer, string>>, problems: string[]) {
  const polygons: Partial<Record<(typeof POLYGON_LAYERS)[number], FeatureCollection>> = {};
  for (const layer of POLYGON_LAYERS) {
    const file = files[layer];
    const features = file === undefined ? null : readJson(file, collection, problems);
    if (features !== null) polygons[layer] = features;
  }
  return polygons;
}

function areasOf(
  layer: (typeof POLYGON_LAYERS)[number],
  features: FeatureCollection,
  files: Partial<Record<RegionLayer, string>>,
  problems: string[],
): RegionArea[] {
  return features.features.flatMap(({ properties, geometry }, index) => {
    const code = properties?.code;
    const name = properties?.name;
    if (typeof code !== 'string' || typeof name !== 'string' || !/^(Multi)?Polygon$/.test(geometry.type)) {
      problems.push(
        `${files[layer]}: feature ${index} needs properties code and name (text) and a Polygon or MultiPolygon`,
      );
      return [];
    }
    const parent = typeof properties?.parent === 'string' ? properties.parent : null;
    return [{ id: code, name, level: LEVEL_OF[layer], parent }];
  });
}

function readUnits(folder: string, problems: string[]): Unit[] {
  const file = join(folder, 'units.json');
  const units = existsSync(file) ? (readJson(file, z.array(unit), problems) ?? []) : [];
  for (const [index, { id }] of units.entries()) {
    const first = units.findIndex((other) => other.id === id);
    if (first !== index) problems.push(`${file} at ${index}.id: "${id}" is already the id of unit ${first}`);
  }
  return units;
}

const AREA_OF = { COUNTY: 'county', TOWNSHIP: 'street', VILLAGE: 'village' } as const;

/** Units whose area the pack does not have, though it has others of that level: nothing would ever be sent to them. */
function unplacedUnits(file: string, units: readonly Unit[], areas: readonly RegionArea[]): string[] {
  const known = new Set(areas.map(({ id }) => id));
  const levels = new Set(areas.map(({ level }) => level));
  return units.flatMap(({ id, area, level }, index) =>
    known.has(area) || !levels.has(AREA_OF[level])
      ? []
      : [`${file} at ${index}.area: "${area}" of unit "${id}" is the code of no area of this pack`],
  );
}

/** Units of the demo county, the ones that shipped examples speak of; none where the pack was taken out. */
export function exampleUnits(regionsFolder: string): Unit[] {
  return readUnits(join(regionsFolder, 'demo'), []);
}

/** Bounds of every coordinate in a collection: west, south, east, north. */
export function bboxOf(features: FeatureCollection): Bbox {
  const box: Bbox = [180, 90, -180, -90];
  const visit = (node: unknown): void => {
    if (!Array.isArray(node)) return;
    const [lng, lat] = node as unknown[];
    if (typeof lng === 'number' && typeof lat === 'number') {
      box[0] = Math.min(box[0], lng);
      box[1] = Math.min(box[1], lat);
      box[2] = Math.max(box[2], lng);
      box[3] = Math.max(box[3], lat);
    } else for (const child of node) visit(child);
  };
  for (const { geometry } of features.features) visit(geometry.coordinates);
  return box;
}

/** A layer's bytes, for serving it. */
export function readLayer(pack: RegionPack, layer: RegionLayer): Uint8Array | null {
  const file = pack.files[layer];
  return file === undefined ? null : readFileSync(file);
}
