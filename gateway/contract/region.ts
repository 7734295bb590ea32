import { z } from 'zod';
import { AREA_LEVELS, type AreaLevel } from './vocabulary.ts';

/** One area as the fold and the page know it: no geometry. */
export const regionArea = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(60),
  level: z.enum(AREA_LEVELS),
  parent: z.string().nullable(),
});
export type RegionArea = z.infer<typeof regionArea>;

/** Level of a unit: 区县 · 镇街 · 村(社区). */
export const UNIT_LEVELS = ['COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;
/** What a unit is. */
export const UNIT_KINDS = ['department', 'town', 'village', 'team'] as const;
/** 常驻 · 轮驻 · 随驻. */
export const UNIT_MODES = ['RESIDENT', 'ROTATING', 'ON_CALL'] as const;

/** A unit that can hold an item: an organisation with a duty telephone and a post, never a person. */
export const unit = z.object({
  id: z.string().min(1).max(80),
  name: z.string().min(1).max(60),
  shortName: z.string().min(1).max(20),
  level: z.enum(UNIT_LEVELS),
  kind: z.enum(UNIT_KINDS),
  area: z.string().min(1).max(64),
  mode: z.enum(UNIT_MODES).nullable(),
  dutyPhone: z.string().max(20).nullable(),
  liaisonPost: z.string().max(40).nullable(),
});
export type Unit = z.infer<typeof unit>;

const lngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** West, south, east, north in degrees WGS-84. */
export const bbox = z.tuple([z.number(), z.number(), z.number(), z.number()]);
export type Bbox = z.infer<typeof bbox>;

/** `region.json` of a pack; every field but id and name may be left out, the loader fills it from the county. */
export const regionManifest = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens, at most 32'),
  name: z.string().min(1).max(40),
  fullName: z.string().max(80).optional(),
  /** English or pinyin name, such as `Yunling County`. */
  nameEn: z.string().min(1).max(60).optional(),
  /** English or pinyin names of areas by their code; an area without one keeps its own name on an English page. */
  areasEn: z.record(z.string().min(1).max(64), z.string().min(1).max(60)).optional(),
  kind: z.enum(['demo', 'bbox', 'imported']).optional(),
  crs: z.literal('WGS84').optional(),
  /** Words that must stand on the map, such as 示意图 · 非测绘成果. */
  notice: z.string().max(80).nullable().optional(),
  /** 审图号 of an approved map. */
  approval: z.string().max(60).nullable().optional(),
  /** Levels of which the areas were not given but generated; the notice says so, too. */
  generated: z.array(z.enum(AREA_LEVELS)).optional(),
  utcOffsetMinutes: z.int().min(-720).max(840).optional(),
  /** Rectangle of the town-centre inset. */
  urban: bbox.nullable().optional(),
  bbox: bbox.optional(),
  center: lngLat.optional(),
});
export type RegionManifest = z.infer<typeof regionManifest>;

/**
 * `names.en.json` of a pack: by the exact text of a name that comes as data (an area, a unit's short name, a category, a
 * station) what an English page calls it; a name without one stays as it is.
 */
export const namesTable = z.record(z.string().min(1).max(80), z.string().trim().min(1).max(60));

/** GeoJSON layers of a pack in drawing order; only the county is required. `roads_synthetic` stands in for `roads`. */
export const REGION_LAYERS = [
  'county',
  'towns',
  'villages',
  'grids',
  'rivers',
  'roads',
  'town_points',
  'places',
  'cameras',
  'resources',
] as const;
export type RegionLayer = (typeof REGION_LAYERS)[number];

/** What the page is told about the region: the complete manifest, its areas and where each layer's file is. */
export interface RegionInfo {
  readonly id: string;
  readonly name: string;
  readonly fullName: string;
  /** English or pinyin name; absent when the pack knows none. */
  readonly nameEn?: string;
  /** English or pinyin names by the id of the area, as far as the pack has them. */
  readonly areasEn?: Readonly<Record<string, string>>;
  /** English names by the exact text of what they name; absent when the pack has no `names.en.json`. */
  readonly namesEn?: Readonly<Record<string, string>>;
  readonly kind: 'demo' | 'bbox' | 'imported';
  readonly notice: string | null;
  readonly approval: string | null;
  /** Levels of which the areas were generated; absent when none were. */
  readonly generated?: readonly AreaLevel[];
  readonly utcOffsetMinutes: number;
  readonly urban: Bbox | null;
  readonly bbox: Bbox;
  readonly center: readonly [number, number];
  readonly areas: readonly RegionArea[];
  readonly units: readonly Unit[];
  /** Same-origin URL of each layer that the pack has. */
  readonly layers: Readonly<Partial<Record<RegionLayer, string>>>;
}
