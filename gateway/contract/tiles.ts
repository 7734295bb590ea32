import { z } from 'zod';
import { bbox } from './region.ts';

/** Highest zoom that tiles are asked for. */
export const MAX_TILE_ZOOM = 22;

const zoom = z.int().min(0).max(MAX_TILE_ZOOM);

const common = {
  /** Part of the address `/v1/tiles/NAME/…`. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'lower-case letters, digits and hyphens, at most 32'),
  /** Stands in the footer while the wall uses the source; map services demand it. */
  attribution: z.string().min(1).max(120),
  minZoom: zoom.default(0),
  maxZoom: zoom.default(18),
  opacity: z.number().min(0.05).max(1).default(0.8),
  /** How a bright picture is made fit for a dark wall. */
  onDark: z.enum(['dim', 'invert', 'asIs']).default('dim'),
  /** West, south, east, north of what the source covers; null: everything. */
  bounds: bbox.nullable().default(null),
};

/** Placeholders that an address of a tile service must have. */
const PLACES = ['{z}', '{x}', '{y}'] as const;

/** A tile service that the gateway asks on behalf of the walls: raster tiles by z/x/y, or WMTS with these as parameters. */
export const rasterSource = z.strictObject({
  kind: z.literal('raster'),
  ...common,
  url: z
    .string()
    .regex(/^https?:\/\/[^/{}]+\//, 'an http or https address whose host is written out')
    .refine((url) => PLACES.every((place) => url.includes(place)), 'must hold {z}, {x} and {y}'),
  /** File with the service's key, put in place of `{key}`; relative to the file that names it. */
  keyFile: z.string().min(1).optional(),
  tileSize: z.union([z.literal(256), z.literal(512)]).default(256),
  /** Longest wait for one tile, in seconds. */
  timeoutS: z.number().min(0.2).max(60).default(8),
  /** Largest tile that is taken, in KiB. */
  maxKiB: z.int().min(1).max(4096).default(512),
  /** How long browsers and the gateway may keep a tile, in hours. */
  keepHours: z.number().min(0).max(720).default(24),
});

/** What a layer of a vector archive is drawn as. */
export const VECTOR_LOOKS = ['road', 'water', 'green', 'building', 'border'] as const;

/** One PMTiles file, version 3, read by ranges. Without `layers` its tiles are pictures. */
export const archiveSource = z.strictObject({
  kind: z.literal('pmtiles'),
  ...common,
  /** Relative to the file that names it. */
  file: z.string().min(1),
  /** Layers of vector tiles to draw, from below. */
  layers: z
    .array(
      z.strictObject({
        layer: z.string().min(1),
        look: z.enum(VECTOR_LOOKS),
        minZoom: zoom.default(0),
      }),
    )
    .min(1)
    .optional(),
});

/** `tiles.json`: further grounds below the marks; from below to above. */
export const tilesFile = z.strictObject({
  sources: z.array(z.discriminatedUnion('kind', [rasterSource, archiveSource])).max(8),
});
export type RasterSource = z.infer<typeof rasterSource>;
export type ArchiveSource = z.infer<typeof archiveSource>;

/** A source as the page is told of it: without the service's address and key. */
export interface TileInfo {
  readonly name: string;
  readonly kind: 'raster' | 'pmtiles';
  readonly attribution: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly opacity: number;
  readonly onDark: 'dim' | 'invert' | 'asIs';
  readonly bounds: readonly [number, number, number, number] | null;
  /** Of the gateway: `/v1/tiles/NAME/{z}/{x}/{y}`, or `/v1/tiles/NAME` for an archive. */
  readonly url: string;
  /** Edge of a raster tile in pixels. */
  readonly tileSize: 256 | 512;
  /** Layers of a vector archive; null for pictures. */
  readonly layers: ArchiveSource['layers'] | null;
}
