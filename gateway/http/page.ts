import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Request, type Response, Router } from 'express';
import type { Installation } from '../../config/runtime/installation.ts';
import { type RegionPack, readLayer } from '../../config/runtime/region.ts';
import { DEFAULT_WALL } from '../../config/runtime/walls.ts';
import type { Access } from '../access/port.ts';
import { GatewayError } from '../contract/errors.ts';
import type { Guarantee, PageConfig } from '../contract/page-config.ts';
import { REGION_LAYERS, type RegionInfo, type RegionLayer } from '../contract/region.ts';
import type { Projection } from '../contract/vocabulary.ts';
import type { WallProfile } from '../contract/wall.ts';
import { readingAs } from './identify.ts';
import { tileInfo } from './tiles/router.ts';

export interface PageRouterOptions {
  readonly access: Access;
  readonly installation: Installation;
  readonly basemap: PageConfig['basemap'];
}

interface Layer {
  readonly url: string;
  readonly etag: string;
  readonly gzip: Uint8Array;
}

/**
 * `GET /v1/wall` (what the page needs before its first frame) and the region's layers as immutable, compressed files.
 * The layers are static files: their addresses are told by `/v1/wall` alone, and they hold nothing but geography.
 */
export function pageRouter(options: PageRouterOptions): Router {
  const { pack, walls } = options.installation;
  const layers = packLayers(pack);
  const urls = Object.fromEntries([...layers].map(([name, layer]) => [name, layer.url]));
  const router = Router();
  router.get('/v1/wall', (request, response) => {
    const projection = readingAs(options.access, request);
    const profile = chooseWall(walls, request.query.wall, projection);
    const config: PageConfig = {
      ...factsOf(options),
      access: options.access.mode,
      projection,
      profile,
      profiles: [...walls.values()].map(({ id, title }) => ({ id, title })),
      region: {
        ...pack.info,
        units: projection === 'operator' ? pack.info.units : [],
        layers: projection === 'operator' ? urls : publicLayers(urls),
      },
      tiles: options.installation.tiles.map(tileInfo),
    };
    response.set('Cache-Control', 'no-store').json(config);
  });
  router.get(
    '/v1/region/:hash/:file',
    (request: Request<{ hash: string; file: string }>, response: Response) => {
      const layer = layers.get(request.params.file.replace(/\.geojson$/, '') as RegionLayer);
      if (layer === undefined) throw new GatewayError('not_found', 'the region has no such layer');
      response.set({
        'Content-Encoding': 'gzip',
        'Cache-Control': 'private, max-age=86400',
        ETag: layer.etag,
      });
      response.type('application/geo+json').send(Buffer.from(layer.gzip));
    },
  );
  return router;
}

/** Where cameras and stations stand is for those on duty. */
function publicLayers({ cameras: _cameras, resources: _resources, ...layers }: RegionInfo['layers']) {
  return layers;
}

type PageFacts = Omit<PageConfig, 'projection' | 'profile' | 'profiles' | 'region' | 'tiles' | 'access'>;

function factsOf({ installation, basemap }: PageRouterOptions): PageFacts {
  const { hall, pack, rules, site, version } = installation;
  const { guarantees } = rules.risk;
  return {
    title: hall.title ?? `${pack.info.name}社会治安综合治理中心`,
    titleEn: hall.titleEn ?? englishTitle(pack.info.nameEn),
    site,
    version,
    basemap,
    duty: hall.duty,
    workingHours: hall.workingHours,
    handovers: hall.handovers ?? [hall.workingHours.to],
    ladder: rules.life.ladder.map(({ step, label }) => ({ step, label })),
    guarantees:
      guarantees === null
        ? null
        : { HIGH: told(guarantees.HIGH), MEDIUM: told(guarantees.MEDIUM), LOW: told(guarantees.LOW) },
  };
}

/** When a level is to be reviewed is for the gateway alone. */
function told({ level, post }: Guarantee): Guarantee {
  return { level, post };
}

/** An English page never falls back to a Chinese heading. */
function englishTitle(name = ''): string {
  return `${name} Comprehensive Public Security Governance Centre`.trim();
}

function chooseWall(
  walls: ReadonlyMap<string, WallProfile>,
  asked: unknown,
  projection: Projection,
): WallProfile {
  const id = typeof asked === 'string' && asked !== '' ? asked : usualWall(walls, projection);
  const wall = walls.get(id);
  if (wall !== undefined) return wall;
  throw new GatewayError(
    'not_found',
    `there is no wall profile ${id}; known are ${[...walls.keys()].join(', ')}`,
    { path: 'wall' },
  );
}

/** A visitor gets the first wall made for visitors, so that no panel stands empty. */
function usualWall(walls: ReadonlyMap<string, WallProfile>, projection: Projection): string {
  const forVisitors = [...walls.values()].find((wall) => wall.audience === 'visitor');
  return projection === 'visitor' && forVisitors !== undefined ? forVisitors.id : DEFAULT_WALL;
}

function packLayers(pack: RegionPack): Map<RegionLayer, Layer> {
  const layers = new Map<RegionLayer, Layer>();
  for (const name of REGION_LAYERS) {
    const bytes = readLayer(pack, name);
    if (bytes === null) continue;
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
    layers.set(name, { url: `/v1/region/${hash}/${name}.geojson`, etag: `"${hash}"`, gzip: gzipSync(bytes) });
  }
  return layers;
}
