import type { Bbox, RegionManifest } from '../../../gateway/contract/region.ts';
import { areaFeature, layerText } from './geojson.ts';
import type { Pack } from './pack.ts';
import { type LngLat, round5, sphereArea } from './plane.ts';

/** A pack of one rectangle: the county and nothing in it. `bbox` is WGS-84. */
export function boxPack(region: {
  id: string;
  name: string;
  bbox: Bbox;
  options: { approval: string | null; utcOffsetMinutes: number | null };
}): Pack {
  const { id, name, bbox, options } = region;
  const [west, south, east, north] = bbox;
  const center: [number, number] = [round5((west + east) / 2), round5((south + north) / 2)];
  const ring: LngLat[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const county = areaFeature([ring], {
    code: id,
    name,
    fullName: name,
    level: 'county',
    parent: null,
    town: null,
    label: center,
    center,
    areaKm2: Math.round(sphereArea(ring) * 1000) / 1000,
  });
  const manifest: RegionManifest = {
    id,
    name,
    fullName: name,
    kind: 'bbox',
    crs: 'WGS84',
    notice: options.approval === null ? '示意图 · 非测绘成果' : null,
    approval: options.approval,
    utcOffsetMinutes: options.utcOffsetMinutes ?? 480,
    urban: null,
    bbox,
    center,
  };
  const files = new Map([
    ['region.json', `${JSON.stringify(manifest, null, 2)}\n`],
    ['county.geojson', layerText('county', [county])],
  ]);
  return { files, counts: new Map([['county', 1]]), bbox };
}
