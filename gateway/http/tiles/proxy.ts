import type { RasterTiles } from '../../../config/runtime/tiles.ts';
import { GatewayError } from '../../contract/errors.ts';
import { createTileCache, type Tile, type TileCache } from './cache.ts';
import { pictureType } from './picture.ts';

/** Place of a tile: zoom, column from the west, row from the north. */
export interface TilePlace {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Asks one tile service on behalf of the walls. */
export interface TileProxy {
  /** The tile; null where the service has none. @throws {GatewayError} `tile_unavailable` */
  tile(place: TilePlace): Promise<Tile | null>;
}

export interface TileProxyOptions {
  readonly source: RasterTiles;
  readonly cache: TileCache;
  /** ms of a clock that only goes on. */
  readonly now: () => number;
}

/** A service that could not be reached is left alone this long, so that no wall waits for each tile in turn. */
const REST_MS = 5_000;
/** Tiles asked for at once; more wait for their turn. */
const AT_ONCE = 8;
/** Tiles that may wait. */
const MAY_WAIT = 256;
const HOUR_MS = 3_600_000;
const CACHE_BYTES = 64 * 1024 * 1024;

const KIB = 1024;

/** One cache for all services of a gateway. */
export function tileCache(now: () => number): TileCache {
  return createTileCache(CACHE_BYTES, now);
}

function unavailable(name: string, why: string): GatewayError {
  return new GatewayError(
    'tile_unavailable',
    `the tile service of ${name} ${why}; the wall goes on with its own ground, see tiles.json and the network`,
  );
}

/** Runs at most `AT_ONCE` tasks; false when too many wait. */
function createTurns() {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    async run<T>(task: () => Promise<T>, refused: () => T): Promise<T> {
      if (running >= AT_ONCE) {
        if (waiting.length >= MAY_WAIT) return refused();
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
      running += 1;
      try {
        return await task();
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}

function addressOf({ url, key }: RasterTiles, { z, x, y }: TilePlace): string {
  const values: Readonly<Record<string, string>> = {
    z: `${z}`,
    x: `${x}`,
    y: `${y}`,
    key: encodeURIComponent(key ?? ''),
  };
  return url.replace(/\{(z|x|y|key)\}/g, (_, name: string) => values[name] ?? '');
}

async function bodyOf(response: Response, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > most) return null;
    parts.push(part);
  }
  return Buffer.concat(parts);
}

async function fetchTile(source: RasterTiles, place: TilePlace): Promise<Tile | null> {
  const { name, timeoutS, maxKiB } = source;
  const response = await fetch(addressOf(source, place), {
    // A redirect could lead to a host that nobody allowed.
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutS * 1000),
    headers: { accept: 'image/png,image/jpeg,image/webp' },
  });
  if (response.status === 404 || response.status === 204) {
    await response.body?.cancel();
    return null;
  }
  if (!response.ok) {
    await response.body?.cancel();
    throw unavailable(name, `answered ${response.status}`);
  }
  const bytes = await bodyOf(response, maxKiB * KIB);
  if (bytes === null) throw unavailable(name, `sent more than ${maxKiB} KiB for one tile`);
  const type = pictureType(bytes);
  if (type === null) throw unavailable(name, 'sent something that is no PNG, JPEG or WebP');
  return { type, bytes };
}

/** What is told and logged of a failure: never the address, which holds the key. */
function why(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'did not answer in time';
  return 'could not be reached';
}

/**
 * The gateway's way to one tile service: only its configured host, the key put in here, redirects refused, size and time
 * limited, a tile asked for once however many walls want it.
 */
export function createTileProxy({ source, cache, now }: TileProxyOptions): TileProxy {
  const turns = createTurns();
  const asked = new Map<string, Promise<Tile | null>>();
  let restsUntil = Number.NEGATIVE_INFINITY;

  const load = async (place: TilePlace): Promise<Tile | null> => {
    if (now() < restsUntil) throw unavailable(source.name, 'could not be reached a moment ago');
    try {
      return await fetchTile(source, place);
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      restsUntil = now() + REST_MS;
      throw unavailable(source.name, why(error));
    }
  };

  return {
    tile(place) {
      const key = `${source.name}/${place.z}/${place.x}/${place.y}`;
      const known = cache.get(key);
      if (known) return Promise.resolve(known);
      const pending = asked.get(key);
      if (pending) return pending;
      const loading = turns
        .run<Tile | null>(
          () => load(place),
          () => {
            throw unavailable(source.name, 'has too many tiles to answer');
          },
        )
        .then((tile) => {
          if (tile) cache.set(key, tile, source.keepHours * HOUR_MS);
          return tile;
        })
        .finally(() => asked.delete(key));
      asked.set(key, loading);
      return loading;
    },
  };
}
