import type { Feature } from 'geojson';
import type { Bbox, RegionManifest } from '../../../gateway/contract/region.ts';
import { type Area, type Areas, makeAreas } from './areas.ts';
import { at, range } from './arrays.ts';
import { drawCorners } from './borders.ts';
import { makeCameras } from './cameras.ts';
import { makeDistricts } from './districts.ts';
import { layerText } from './geojson.ts';
import { makeLand } from './land.ts';
import { areaLayers, pointLayer, riverLayer, roadLayer } from './layers.ts';
import { englishTownName } from './names.ts';
import { makePlaces } from './places.ts';
import type { RegionOptions } from './plan.ts';
import { type Plane, type Pt, planeAt } from './plane.ts';
import { packReadme } from './readme.ts';
import { makeResources } from './resources.ts';
import { findRivers } from './rivers.ts';
import { makeRoads, type Road } from './roads.ts';
import { makeGround } from './siting.ts';
import { makeUnits } from './units.ts';

/** A region pack: text by file name, and what a summary says of it. */
export interface Pack {
  files: Map<string, string>;
  /** Number of entries by layer. */
  counts: Map<string, number>;
  bbox: Bbox;
}

const TRIBUTARIES = 4;
const CAMERAS = 120;

/** The smallest rectangle around points: west, south, east, north, in the points' own units. */
export function boundsOf(rings: readonly (readonly Pt[])[]): Bbox {
  const all = rings.flat();
  const lngs = all.map((p) => p[0]);
  const lats = all.map((p) => p[1]);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

const INSET = { marginKm: 0.4, aspect: 4 / 3 } as const;

/** The rectangle around the streets of the core, a little wider than they are, in the shape of the inset. */
function urbanBox(plane: Plane, roads: readonly Road[]): Bbox {
  const streets = roads.filter((r) => r.class === '城区道路').flatMap((r) => r.line);
  const [west, south, east, north] = boundsOf([streets]);
  const high = (north - south) / 2 + INSET.marginKm;
  const wide = Math.max((east - west) / 2 + INSET.marginKm, high * INSET.aspect);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return [...plane.toLngLat([x - wide, y - high]), ...plane.toLngLat([x + wide, y + high])];
}

/** English names of the towns by their codes. */
function englishNames(towns: readonly Area[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    towns.flatMap(({ code, name }): [string, string][] => {
      const english = englishTownName(name);
      return english === null ? [] : [[code, english]];
    }),
  );
}

/** `region.json` of a generated region. */
function manifest(options: RegionOptions, areas: Areas, urban: Bbox): RegionManifest {
  return {
    id: options.id,
    name: options.name,
    fullName: `${options.name}社会治安综合治理中心`,
    ...(options.nameEn === undefined ? {} : { nameEn: options.nameEn }),
    areasEn: englishNames(areas.towns),
    kind: 'demo',
    crs: 'WGS84',
    notice: '示意图 · 非测绘成果',
    approval: null,
    utcOffsetMinutes: 480,
    urban,
    bbox: boundsOf(areas.county.polygon),
    center: [...options.center],
  };
}

function nearestVillage(plane: Plane, areas: Areas, town: Area): number {
  const [x, y] = plane.toPlane(town.center);
  const own = range(areas.villages.length).filter((i) => at(areas.villages, i).town === town.code);
  const gap = (i: number): number => {
    const p = plane.toPlane(at(areas.villages, i).label);
    return Math.hypot(p[0] - x, p[1] - y);
  };
  return own.reduce((a, b) => (gap(b) < gap(a) ? b : a));
}

/** Makes a whole county out of its options: land, water, borders, names, roads, and what stands on them. */
export function makePack(options: RegionOptions): Pack {
  const plane = planeAt(options.center);
  const land = makeLand(options);
  const rivers = findRivers(land, TRIBUTARIES);
  const districts = makeDistricts(options, land, rivers);
  const corners = drawCorners(plane, land, districts, rivers);
  const areas = makeAreas(options, land, districts, corners);
  const roads = makeRoads(
    options.seed,
    { plane, land, rivers, corners },
    areas.villages.map((v) => plane.toPlane(v.label)),
  );
  const ground = makeGround(plane, areas.villages, roads);
  const places = makePlaces(
    options.seed,
    areas,
    ground,
    (t) => ground.villageAt(t.center) ?? nearestVillage(plane, areas, t),
  );
  const layers: Record<string, Feature[]> = {
    ...areaLayers(areas),
    rivers: riverLayer(rivers, corners, ground, areas),
    roads: roadLayer(roads, options.name, ground, areas),
    places: pointLayer(places),
    cameras: pointLayer(makeCameras(options.seed, CAMERAS, ground, places)),
    resources: pointLayer(makeResources(options.seed, areas, ground)),
  };
  const units = makeUnits(areas);
  const region = manifest(options, areas, urbanBox(plane, roads));
  const files = new Map<string, string>([['region.json', `${JSON.stringify(region, null, 2)}\n`]]);
  for (const [name, features] of Object.entries(layers))
    files.set(`${name}.geojson`, layerText(name, features));
  files.set('units.json', `[\n${units.map((u) => JSON.stringify(u)).join(',\n')}\n]\n`);
  files.set('README.md', packReadme(options));
  const counts = new Map(Object.entries(layers).map(([name, list]) => [name, list.length]));
  return { files, counts: counts.set('units', units.length), bbox: boundsOf(areas.county.polygon) };
}
