import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Findings } from './findings.ts';

const geometry = z.object({ type: z.string(), coordinates: z.unknown() });
const feature = z.object({
  type: z.literal('Feature'),
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullish(),
  geometry: geometry.nullable(),
});
const crs = z.object({ properties: z.object({ name: z.string() }) });

/** One feature of a foreign file, unchecked beyond its frame. */
export interface RawFeature {
  readonly id: string | null;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: { readonly type: string; readonly coordinates: unknown } | null;
}

/** A foreign GeoJSON file; `file` is its name for messages. */
export interface RawLayer {
  readonly file: string;
  readonly features: readonly RawFeature[];
}

/** Reads a file as UTF-8 without a byte-order mark. A fault becomes a problem and the answer null. */
export function readUtf8(path: string, { problems }: Findings): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    problems.push(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? `${path}: is not UTF-8; save it as UTF-8 (in a spreadsheet: "CSV UTF-8")`
        : `${path}: cannot be read (${code ?? 'unknown fault'}); check the path`,
    );
    return null;
  }
}

const DEGREES = /(4326|4490|CRS84)\D*$/i;

function declaredCrs(value: object): string | null {
  const parsed = 'crs' in value ? crs.safeParse(value.crs) : null;
  return parsed?.success ? parsed.data.properties.name : null;
}

function featuresOf(value: object): readonly unknown[] | null {
  if (!('type' in value)) return null;
  if (value.type === 'FeatureCollection')
    return 'features' in value && Array.isArray(value.features) ? value.features : null;
  if (value.type === 'Feature') return [value];
  return geometry.safeParse(value).success ? [{ type: 'Feature', properties: null, geometry: value }] : null;
}

/** Reads a FeatureCollection, a Feature or a bare geometry. Null with a problem when it is none of them or empty. */
export function readLayer(path: string, findings: Findings): RawLayer | null {
  const { problems } = findings;
  const file = basename(path);
  const text = readUtf8(path, findings);
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push(`${file}: is not JSON: ${(error as Error).message}`);
    return null;
  }
  const list = typeof value === 'object' && value !== null ? featuresOf(value) : null;
  if (list === null) {
    problems.push(`${file}: is no GeoJSON FeatureCollection, Feature or geometry; export it as GeoJSON`);
    return null;
  }
  if (list.length === 0) problems.push(`${file}: holds no feature; export it again`);
  const declared = declaredCrs(value as object);
  if (declared !== null && !DEGREES.test(declared))
    problems.push(
      `${file}: declares the coordinate system ${declared}; export it in degrees (EPSG:4326 or 4490)`,
    );
  return { file, features: list.flatMap((one, index) => rawFeature(file, one, index, problems)) };
}

function rawFeature(file: string, one: unknown, index: number, problems: string[]): RawFeature[] {
  const parsed = feature.safeParse(one);
  if (!parsed.success) {
    problems.push(`${file}: features[${index}] is no GeoJSON Feature with properties and a geometry`);
    return [];
  }
  const { id, properties, geometry: shape } = parsed.data;
  return [{ id: id === undefined ? null : String(id), properties: properties ?? {}, geometry: shape }];
}
