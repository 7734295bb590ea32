import type { Bbox } from '../../../../gateway/contract/region.ts';
import { fitAround, type Room, samplePoints } from '../../../../screen/map/geo/fit.ts';
import { loadGeometry, type RegionGeometry } from '../../../../screen/map/geo/geometry.ts';
import { centreOf, fromUnit, zoomOf } from '../../../../screen/map/geo/mercator.ts';

/** Closer than the whole county, so that every terminal is a dot of its own. */
export const CLOSER = 1.6;

export interface Framing {
  readonly geometry: RegionGeometry;
  readonly county: Bbox;
  readonly host: HTMLElement;
  readonly room: () => Room;
  readonly centre: { readonly lng: number; readonly lat: number };
  /** Of the whole county. */
  readonly zoom: number;
  /** What is seen `CLOSER`. */
  readonly seen: Bbox;
}

/** The same region, the same view for all that are compared. */
export async function frame(host: HTMLElement): Promise<Framing> {
  const info = (await (await fetch('/region/region.json')).json()) as { bbox: Bbox };
  const layers = Object.fromEntries(
    ['county', 'towns', 'villages', 'grids', 'rivers', 'roads', 'town_points'].map((name) => [
      name,
      `/region/${name}.geojson`,
    ]),
  );
  const geometry = await loadGeometry({ layers, areas: [] });
  const room = (): Room => ({
    size: { width: host.clientWidth, height: host.clientHeight },
    padding: { top: 24, right: 24, bottom: 24, left: 24 },
    docks: [],
  });
  const transform = fitAround(info.bbox, samplePoints(info.bbox, geometry.county), room());
  const size = { width: host.clientWidth, height: host.clientHeight };
  const centre = centreOf(transform, size);
  const zoom = zoomOf(transform);
  const half = 2 ** -CLOSER / 2;
  const at = (x: number, y: number) =>
    fromUnit({
      x: (size.width * (0.5 + x * half) - transform.offsetX) / transform.scale,
      y: (size.height * (0.5 + y * half) - transform.offsetY) / transform.scale,
    });
  const [southWest, northEast] = [at(-0.9, 0.9), at(0.9, -0.9)];
  const seen: Bbox = [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
  return { geometry, county: info.bbox, host, room, centre, zoom, seen };
}
