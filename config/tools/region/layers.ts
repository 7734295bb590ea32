import type { Feature } from 'geojson';
import { type Area, type Areas, countByParent } from './areas.ts';
import { at } from './arrays.ts';
import type { Camera } from './cameras.ts';
import { areaFeature, lineFeature, pointFeature } from './geojson.ts';
import type { Place } from './places.ts';
import type { LngLat } from './plane.ts';
import type { Resource } from './resources.ts';
import type { River } from './rivers.ts';
import type { RoadClass } from './road-network.ts';
import type { Road } from './roads.ts';
import type { Ground } from './siting.ts';

function areaLayer(areas: readonly Area[], extra: (area: Area) => Record<string, unknown>): Feature[] {
  return areas.map(({ polygon, ...properties }) =>
    areaFeature(polygon, { ...properties, ...extra(properties as Area) }),
  );
}

/** Polygon layers; towns and villages also count what they consist of. */
export function areaLayers(
  areas: Areas,
): Record<'county' | 'towns' | 'villages' | 'grids' | 'town_points', Feature[]> {
  const villages = countByParent(areas.villages);
  const grids = countByParent(areas.grids);
  const gridsOfTown = (code: string): number => areas.grids.filter((g) => g.town === code).length;
  return {
    county: areaLayer([areas.county], () => ({})),
    towns: areaLayer(areas.towns, (t) => ({
      villages: villages.get(t.code) ?? 0,
      grids: gridsOfTown(t.code),
    })),
    villages: areaLayer(areas.villages, (v) => ({ grids: grids.get(v.code) ?? 0 })),
    grids: areaLayer(areas.grids, () => ({})),
    town_points: areas.towns.map((t) => pointFeature(t.center, { code: t.code, name: t.name })),
  };
}

/** A tributary is called after the town at the middle of its course; a second one there counts on. */
function riverName(stem: string, taken: Set<string>): string {
  const river = /[河溪江]$/.test(stem) ? stem : `${stem}河`;
  const name =
    [river, `上${river}`, `下${river}`, `小${river}`, `大${river}`].find((n) => !taken.has(n)) ?? river;
  taken.add(name);
  return name;
}

/** Rivers from their upper end down, the main one first. */
export function riverLayer(
  rivers: readonly River[],
  places: readonly LngLat[],
  ground: Ground,
  areas: Areas,
): Feature[] {
  const stems = new Map(areas.towns.map((t) => [t.code, stemOf(t.name)]));
  const taken = new Set<string>();
  return rivers.map(({ course, level }) => {
    const line = course.map((v) => at(places, v));
    const village = ground.villages[ground.villageAt(at(line, Math.floor(line.length / 2))) ?? -1];
    const stem = stems.get(village?.town ?? '') ?? '青';
    const name = level === 1 ? `${areas.county.name.slice(0, 1)}江` : riverName(stem, taken);
    return lineFeature(line, { kind: 'river', name, level });
  });
}

function stemOf(area: string): string {
  return area.replace(/(街道|社区|镇|乡|村|县|区|市|旗)$/, '');
}

/** What a road is called: streets keep their name, county roads join the towns' first characters. */
function roadName(road: Road, county: string, from: string, to: string): string {
  if (road.name !== '') return road.name;
  const [a, b] = [stemOf(from), stemOf(to)];
  const names: Readonly<Record<RoadClass, string>> = {
    高速: `${stemOf(county)}高速`,
    国道: 'G990国道',
    省道: 'S991省道',
    县道: a === b ? `${a}公路` : `${a.slice(0, 1)}${b.slice(0, 1)}公路`,
    城区道路: `${a}路`,
    乡道: to.endsWith('村') ? `${to}路` : `${b}路`,
  };
  return names[road.class];
}

/** Roads between junctions; `from` and `to` are the towns at their ends, of minor roads the villages. */
export function roadLayer(roads: readonly Road[], county: string, ground: Ground, areas: Areas): Feature[] {
  const townName = new Map(areas.towns.map((t) => [t.code, t.name]));
  const nameAt = (place: LngLat, minor: boolean): string => {
    const village = ground.villages[ground.villageAt(place) ?? -1];
    if (!village) return county;
    return minor ? village.name : (townName.get(village.town ?? '') ?? county);
  };
  return roads.map((road) => {
    const line = road.line.map(ground.plane.toLngLat);
    const minor = road.class === '乡道' || road.class === '城区道路';
    const from = nameAt(at(line, 0), minor);
    const to = nameAt(at(line, line.length - 1), minor);
    return lineFeature(line, {
      kind: 'road',
      class: road.class,
      name: roadName(road, county, from, to),
      from,
      to,
    });
  });
}

/** Landmarks, cameras and resources as points: everything but the place becomes a property. */
export function pointLayer(things: readonly (Place | Camera | Resource)[]): Feature[] {
  return things.map(({ at: place, ...properties }) => pointFeature(place, properties));
}
