import { at, range } from './arrays.ts';
import type { Districts } from './districts.ts';
import { labelPoint } from './label.ts';
import type { Land } from './land.ts';
import { nameVillages, townFullName, villageFullName } from './naming.ts';
import { COUNTY_CODE, type RegionOptions } from './plan.ts';
import { type LngLat, type Plane, planeAt, sphereArea } from './plane.ts';
import { districtPolygons, type Polygon } from './rings.ts';
import { randomStream } from './rng.ts';

/** One county, town, village or grid with its shape and names. */
export interface Area {
  code: string;
  name: string;
  fullName: string;
  level: 'county' | 'town' | 'village' | 'grid';
  parent: string | null;
  /** Code of the town it is or lies in; null for the county. */
  town: string | null;
  /** A point deep inside, for its label. */
  label: LngLat;
  /** The seat: of a town its main place, otherwise the label point. */
  center: LngLat;
  areaKm2: number;
  polygon: Polygon;
}

/** All areas of a region, each list in the order of the codes' making. */
export interface Areas {
  county: Area;
  towns: Area[];
  villages: Area[];
  grids: Area[];
}

type Named = Pick<Area, 'code' | 'name' | 'fullName' | 'level' | 'parent' | 'town'>;

function shape(plane: Plane, named: Named, polygon: Polygon, center?: LngLat): Area {
  const label = plane.toLngLat(labelPoint(polygon.map((ring) => ring.map(plane.toPlane))));
  const areaKm2 = polygon.reduce((sum, ring) => sum + sphereArea(ring), 0);
  return { ...named, label, center: center ?? label, areaKm2: Math.round(areaKm2 * 1000) / 1000, polygon };
}

/** Codes of children: three digits counted from 001 within each parent. */
function childCodes(parents: readonly { code: string }[], parentOf: readonly number[]): string[] {
  const counted = parents.map(() => 0);
  return parentOf.map((p) => {
    counted[p] = at(counted, p) + 1;
    return at(parents, p).code + String(at(counted, p)).padStart(3, '0');
  });
}

function makeVillages(options: RegionOptions, land: Land, d: Districts, towns: readonly Area[]): Named[] {
  const names = nameVillages(randomStream(options.seed, 'village names'), land.towns, d.townOfVillage);
  const codes = childCodes(towns, d.townOfVillage);
  return names.map((name, i) => {
    const parent = at(towns, at(d.townOfVillage, i)).code;
    return {
      code: at(codes, i),
      name,
      fullName: villageFullName(name),
      level: 'village',
      parent,
      town: parent,
    };
  });
}

function makeGrids(villages: readonly Area[], villageOfGrid: readonly number[]): Named[] {
  return childCodes(villages, villageOfGrid).map((code, i) => {
    const village = at(villages, at(villageOfGrid, i));
    const name = `${village.name}第${Number(code.slice(-3))}网格`;
    return { code, name, fullName: name, level: 'grid', parent: village.code, town: village.town };
  });
}

/** Names and shapes of every area; `places` are the drawn corners of the mesh. */
export function makeAreas(
  options: RegionOptions,
  land: Land,
  d: Districts,
  places: readonly LngLat[],
): Areas {
  const plane = planeAt(options.center);
  const shapes = (owner: Int32Array): Polygon[] => districtPolygons(land.mesh, owner, places);
  const whole = Int32Array.from(d.town, (t) => Math.min(t, 0));
  const named: Named = {
    code: COUNTY_CODE,
    name: options.name,
    fullName: options.name,
    level: 'county',
    parent: null,
    town: null,
  };
  const county = shape(plane, named, at(shapes(whole), 0), plane.origin);
  const townShapes = shapes(d.town);
  const towns = land.towns.map(({ code, name, seat }, i) =>
    shape(
      plane,
      { code, name, fullName: townFullName(name), level: 'town', parent: COUNTY_CODE, town: code },
      at(townShapes, i),
      plane.toLngLat(seat),
    ),
  );
  const villageShapes = shapes(d.village);
  const villages = makeVillages(options, land, d, towns).map((v, i) => shape(plane, v, at(villageShapes, i)));
  const gridShapes = shapes(d.grid);
  const grids = makeGrids(villages, d.villageOfGrid).map((g, i) => shape(plane, g, at(gridShapes, i)));
  return { county, towns, villages, grids };
}

/** How many of `children` have each parent code. */
export function countByParent(children: readonly Area[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const i of range(children.length)) {
    const parent = at(children, i).parent ?? '';
    counts.set(parent, (counts.get(parent) ?? 0) + 1);
  }
  return counts;
}
