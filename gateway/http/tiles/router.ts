import { type Request, type Response, Router } from 'express';
import type { ArchiveTiles, RasterTiles, TileSetting } from '../../../config/runtime/tiles.ts';
import type { Access } from '../../access/port.ts';
import { GatewayError } from '../../contract/errors.ts';
import { MAX_TILE_ZOOM, type TileInfo } from '../../contract/tiles.ts';
import { readingAs } from '../identify.ts';
import { createTileProxy, type TilePlace, type TileProxy, tileCache } from './proxy.ts';

export interface TilesRouterOptions {
  readonly access: Access;
  readonly installation: { readonly tiles: readonly TileSetting[] };
}

const SECONDS_PER_HOUR = 3_600;
/** A place without a tile is asked for again sooner than a tile. */
const NONE_MAX_AGE_S = 3_600;
const ARCHIVE_MAX_AGE_MS = 24 * SECONDS_PER_HOUR * 1_000;

/** What the page is told of a source: no address of the service, no key. */
export function tileInfo(setting: TileSetting): TileInfo {
  const { name, attribution, minZoom, maxZoom, opacity, onDark, bounds } = setting;
  const told = { name, attribution, minZoom, maxZoom, opacity, onDark, bounds };
  if (setting.kind === 'pmtiles')
    return {
      ...told,
      kind: 'pmtiles',
      url: `/v1/tiles/${name}`,
      tileSize: 256,
      layers: setting.layers ?? null,
    };
  const url = `/v1/tiles/${name}/{z}/{x}/{y}`;
  return { ...told, kind: 'raster', url, tileSize: setting.tileSize, layers: null };
}

function partOf(text: string, most: number, path: string): number {
  const value = /^\d{1,8}$/.test(text) ? Number(text) : Number.NaN;
  if (value <= most) return value;
  throw new GatewayError('invalid_parameter', `${path} is a whole number from 0 to ${most}`, { path });
}

function placeOf({ z, x, y }: { readonly z: string; readonly x: string; readonly y: string }): TilePlace {
  const zoom = partOf(z, MAX_TILE_ZOOM, 'z');
  const last = 2 ** zoom - 1;
  return { z: zoom, x: partOf(x, last, 'x'), y: partOf(y, last, 'y') };
}

function missing(name: string): GatewayError {
  return new GatewayError('not_found', `there is no tile source ${name}; see tiles.json`);
}

function sendTile(proxies: ReadonlyMap<string, { source: RasterTiles; proxy: TileProxy }>) {
  return async (
    request: Request<{ name: string; z: string; x: string; y: string }>,
    response: Response,
  ): Promise<void> => {
    const found = proxies.get(request.params.name);
    if (found === undefined) throw missing(request.params.name);
    const place = placeOf(request.params);
    const { minZoom, maxZoom, keepHours } = found.source;
    const tile = place.z < minZoom || place.z > maxZoom ? null : await found.proxy.tile(place);
    if (tile === null) {
      response.set('Cache-Control', `private, max-age=${NONE_MAX_AGE_S}`);
      throw new GatewayError('not_found', 'the source has no tile here');
    }
    response.set('Cache-Control', `private, max-age=${Math.round(keepHours * SECONDS_PER_HOUR)}`);
    response.type(tile.type).send(Buffer.from(tile.bytes));
  };
}

/**
 * `GET /v1/tiles/:name/:z/:x/:y`, one tile of a configured service, and `GET /v1/tiles/:name`, a PMTiles archive by ranges.
 * Walls talk to their own origin only; keys of services stay here (decisions D14).
 */
export function tilesRouter({ access, installation }: TilesRouterOptions): Router {
  const now = () => performance.now();
  const cache = tileCache(now);
  const proxies = new Map<string, { source: RasterTiles; proxy: TileProxy }>();
  const archives = new Map<string, ArchiveTiles>();
  for (const source of installation.tiles)
    if (source.kind === 'pmtiles') archives.set(source.name, source);
    else proxies.set(source.name, { source, proxy: createTileProxy({ source, cache, now }) });
  const tile = sendTile(proxies);
  const router = Router();
  router.get('/v1/tiles/:name/:z/:x/:y', async (request, response) => {
    readingAs(access, request);
    await tile(request, response);
  });
  router.get('/v1/tiles/:name', (request: Request<{ name: string }>, response, next) => {
    readingAs(access, request);
    const archive = archives.get(request.params.name);
    if (archive === undefined) throw missing(request.params.name);
    // Compression on the way would make ranges meaningless.
    response.set('Content-Type', 'application/vnd.pmtiles');
    response.sendFile(
      archive.path,
      { maxAge: ARCHIVE_MAX_AGE_MS, acceptRanges: true, dotfiles: 'allow' },
      (error) => error && next(new GatewayError('not_found', `the archive ${request.params.name} is gone`)),
    );
  });
  return router;
}
