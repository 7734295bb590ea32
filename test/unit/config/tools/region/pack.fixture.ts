import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Feature, FeatureCollection, LineString, Point, Polygon } from 'geojson';
import { regionManifest } from '../../../../../gateway/contract/region.ts';

/** Properties that every area carries. */
export interface AreaProps {
  code: string;
  name: string;
  level: string;
  parent: string | null;
  town: string | null;
  label: [number, number];
  center: [number, number];
  areaKm2: number;
}

export type AreaFeature = Feature<Polygon, AreaProps>;

/** The texts of a pack by file name. */
export interface PackFiles {
  files: ReadonlyMap<string, string>;
}

interface ShippedPack extends PackFiles {
  bbox: readonly [number, number, number, number];
}

function readPack(folder: string): ShippedPack {
  const files = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(resolve(folder, name), 'utf8')]),
  );
  const manifest = regionManifest.parse(JSON.parse(files.get('region.json') ?? ''));
  return { files, bbox: manifest.bbox ?? [0, 0, 0, 0] };
}

/** The demo county as the repository ships it. */
export const demo = readPack(resolve(import.meta.dirname, '../../../../../config/region/demo'));

function features<G extends Polygon | LineString | Point, P>(
  pack: PackFiles,
  layer: string,
): Feature<G, P>[] {
  const text = pack.files.get(`${layer}.geojson`) ?? '{"features":[]}';
  return (JSON.parse(text) as FeatureCollection<G, P>).features;
}

export function areasOf(pack: PackFiles, layer: string): AreaFeature[] {
  return features<Polygon, AreaProps>(pack, layer);
}

export function linesOf<P = Record<string, unknown>>(
  pack: PackFiles,
  layer: string,
): Feature<LineString, P>[] {
  return features<LineString, P>(pack, layer);
}

export function pointsOf<P = Record<string, unknown>>(pack: PackFiles, layer: string): Feature<Point, P>[] {
  return features<Point, P>(pack, layer);
}
